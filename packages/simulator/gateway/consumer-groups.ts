import { answer } from '../request.ts';
import { type Call, type Method, param, type Route } from '../route.ts';
import { isFields } from '../rules/merge.ts';
import type { Row } from '../store/table.ts';
import { BASE, entityOf, findEntity, planeOf } from './core-entities.ts';
import { entityTable } from './entity-table.ts';
import { entityInvalid, entityNotFound } from './gateway-error.ts';

const GROUPS = entityOf('consumer_groups');
const CONSUMERS = entityOf('consumers');
const GROUP = `${BASE}/consumer_groups/{group}`;
const CONSUMER = `${BASE}/consumers/{consumer}`;

function membersOf(call: Call, plane: string, group: Row): Row[] {
  const consumers = entityTable(call.store, plane, 'consumers');
  return entityTable(call.store, plane, 'members')
    .by('group', group.id)
    .flatMap((row) => consumers.get(String(row.consumer)) ?? []);
}

function groupsOf(call: Call, plane: string, consumer: Row): Row[] {
  const groups = entityTable(call.store, plane, 'consumer_groups');
  return entityTable(call.store, plane, 'members')
    .by('consumer', consumer.id)
    .flatMap((row) => groups.get(String(row.group)) ?? []);
}

function join(call: Call, plane: string, group: Row, consumer: Row): void {
  entityTable(call.store, plane, 'members').put({
    id: `${group.id}/${consumer.id}`,
    group: group.id,
    consumer: consumer.id,
  });
}

function leave(call: Call, plane: string, group: Row, consumer: Row): void {
  const id = `${group.id}/${consumer.id}`;
  if (!entityTable(call.store, plane, 'members').remove(id))
    throw entityNotFound(`consumer ${consumer.id} in group ${group.id}`);
}

/** The name or id of another entity in a body. @throws Refusal 400 without it. */
function named(call: Call, field: string): string {
  const value = isFields(call.body) ? call.body[field] : undefined;
  if (typeof value !== 'string')
    throw entityInvalid([{ field, rule: 'required', reason: 'is required', source: 'body' }]);
  return value;
}

const group = (call: Call, plane: string) => findEntity(GROUPS, param(call, 'group'), plane, call);
const consumer = (call: Call, plane: string) => findEntity(CONSUMERS, param(call, 'consumer'), plane, call);

function route(method: Method, path: string, run: (call: Call, plane: string) => ReturnType<Route['run']>): Route {
  return { host: 'regional', method, path, run: (call) => run(call, planeOf(call)) };
}

/** Consumer groups and their members (Konnect API contract 3.15.0). */
export const consumerGroupRoutes: Route[] = [
  // Seen: decK follows a null pointer when the group comes without this envelope.
  route('GET', GROUP, (call, plane) => {
    const row = group(call, plane);
    return answer(200, { consumer_group: row, consumers: membersOf(call, plane, row) });
  }),
  route('GET', `${GROUP}/consumers`, (call, plane) =>
    answer(200, { consumers: membersOf(call, plane, group(call, plane)) }),
  ),
  route('POST', `${GROUP}/consumers`, (call, plane) => {
    const row = group(call, plane);
    join(call, plane, row, findEntity(CONSUMERS, named(call, 'consumer'), plane, call));
    return answer(201, { consumer_group: row, consumers: membersOf(call, plane, row) });
  }),
  route('DELETE', `${GROUP}/consumers`, (call, plane) => {
    const row = group(call, plane);
    for (const member of membersOf(call, plane, row)) leave(call, plane, row, member);
    return answer(204);
  }),
  route('DELETE', `${GROUP}/consumers/{consumer}`, (call, plane) => {
    leave(call, plane, group(call, plane), consumer(call, plane));
    return answer(204);
  }),
  route('GET', `${CONSUMER}/consumer_groups`, (call, plane) =>
    answer(200, { consumer_groups: groupsOf(call, plane, consumer(call, plane)) }),
  ),
  route('POST', `${CONSUMER}/consumer_groups`, (call, plane) => {
    const row = consumer(call, plane);
    join(call, plane, findEntity(GROUPS, named(call, 'group'), plane, call), row);
    return answer(201, { consumer: row, consumer_groups: groupsOf(call, plane, row) });
  }),
  route('DELETE', `${CONSUMER}/consumer_groups`, (call, plane) => {
    const row = consumer(call, plane);
    for (const each of groupsOf(call, plane, row)) leave(call, plane, each, row);
    return answer(204);
  }),
  route('DELETE', `${CONSUMER}/consumer_groups/{group}`, (call, plane) => {
    leave(call, plane, group(call, plane), consumer(call, plane));
    return answer(204);
  }),
];
