import type { Fields, Write } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { createdAtField, idField, idOf, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { fillPath } from './path.ts';
import { admin, viewer } from './role.ts';
import { changedBody, createBody, patch, post } from './step.ts';

const path = '/v3/apis/{api_id}/versions';

/** Konnect API contract 3.15.0, `/v3/apis/{apiId}/versions`. The list leaves specifications out. */
export const apiVersion: KonnectKind = {
  name: 'APIVersion',
  description: 'A version of an API beside the current one, whose specification the API itself has.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: ['/v3/apis/{apiId}/versions', '/v3/apis/{apiId}/versions/{versionId}'] },
  assumed: [
    'An API may have many versions, each name once: kongctl makes eleven, although the contract speaks of one.',
    'A version that no manifest declares is left alone, since the current one cannot be told from it.',
  ],
  goesWith: [],
  fields: {
    api_id: { ...idOf('the API', 'API'), required: true, immutable: true },
    version: { type: 'string', description: 'Its name.', required: true, minLength: 1 },
    spec_content: {
      type: 'content',
      description: 'The specification, as a document.',
      required: true,
      compare: 'read',
    },
  },
  computed: { id: idField, created_at: createdAtField, updated_at: updatedAtField },
  identity: ['version'],
  cannotBeUndone: [{ what: 'registrations for the version', has: 'unknown' }],
  collection: ['api_id'],
  ownership: 'none',
  title: '{version} of {api_id}',
  list: { path, paging: 'page', pageSize: 100 },
  source: { spec_content: 'spec.content' },
  item: `${path}/{id}`,
  roles: { read: viewer('APIs'), create: admin('APIs'), update: admin('APIs') },
  refusesDuplicates: true,
  detail: {
    requests: ({ fields }, scope) => [() => ({ method: 'GET', scope, path: fillPath(`${path}/{id}`, fields) })],
    decode: ([body]) => {
      const content = valueAt(body, 'spec.content');
      return typeof content === 'string' ? { spec_content: content } : {};
    },
  },
  create: (write) => [post(path, write, bodyOf(write, createBody(write, path)))],
  // `force` allows a document without operations that the previous one had.
  update: (update) => {
    const step = patch(`${path}/{id}`, update, bodyOf(update, changedBody(update)));
    return [{ ...step, request: (answers) => ({ ...step.request(answers), query: { force: 'true' } }) }];
  },
};

function bodyOf({ desired }: Write, { spec_content, ...body }: Fields): Fields {
  return spec_content === undefined ? body : { ...body, spec: { content: desired.spec_content } };
}
