import { existing } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { DATE, ID, TEXT } from '../rules/filter.ts';
import { isFields } from '../rules/merge.ts';
import { numberedPage } from '../rules/page.ts';
import { notFound } from '../rules/problem.ts';
import { record, required, text } from '../rules/shape.ts';
import { uuidFrom } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';
import { currentVersion } from './apis.ts';

/** The attributes of all APIs, each value with its number of APIs. */
function attributes(call: Call): Row[] {
  const counts = new Map<string, Map<string, number>>();
  const { createdAt } = call.organization;
  for (const api of call.store.table('apis').rows()) {
    for (const [key, values] of Object.entries(isFields(api.attributes) ? api.attributes : {})) {
      const known = counts.get(key) ?? new Map<string, number>();
      counts.set(key, known);
      for (const value of Array.isArray(values) ? values : [])
        known.set(String(value), (known.get(String(value)) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, values]) => ({
    id: uuidFrom(`${call.organization.id}/${call.host}/attribute/${key}`),
    key,
    values: [...values].map(([value, api_count]) => ({ value, api_count })),
    created_at: createdAt,
    updated_at: createdAt,
  }));
}

/** The operations of an API's current version; none when it has no text. */
function operations(call: Call): Row[] {
  const api = existing(call, 'apis', param(call, 'apiId'), 'API');
  const content = currentVersion(api, call)?.content;
  const found = typeof content === 'string' ? call.state.outline(content)?.operations : undefined;
  return [...(found ?? [])].map((operation) => {
    const [method, path] = operation.split(' ', 2);
    return { id: uuidFrom(`${api.id}/${operation}`), method, path };
  });
}

/** Data that Konnect derives from APIs (contract 3.15.0). */
export const apiCatalogueRoutes: Route[] = [
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/api-attributes',
    run: (call) =>
      numberedPage(call, attributes(call), {
        filters: { id: ID, key: ID, created_at: DATE, updated_at: DATE },
        sort: ['key', 'created_at', 'updated_at'],
      }),
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/apis/{apiId}/operations',
    run: (call) => numberedPage(call, operations(call), { filters: { method: TEXT, path: TEXT } }),
  },
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/apis/{apiId}/operations/{operationId}',
    run: (call) => {
      const id = param(call, 'operationId');
      const operation = operations(call).find((row) => row.id === id);
      if (operation === undefined) throw notFound('operation', id);
      return answer(200, operation);
    },
  },
  {
    host: 'regional',
    method: 'POST',
    path: '/v3/apis/validate-specification',
    run: (call) => {
      const { content } = check(record({ content: required(text()) }), call.body);
      const valid = call.state.outline(String(content)) !== undefined;
      return answer(201, { validation_messages: valid ? [] : [{ message: 'is not an OpenAPI or AsyncAPI document' }] });
    },
  },
];
