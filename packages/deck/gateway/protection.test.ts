import { expect, test } from 'vitest';
import type { EntityChange } from './change.ts';
import { readDump } from './inventory.ts';
import { deletionsByApi, protectedDeletions } from './protection.ts';

const there = readDump(
  JSON.stringify({
    services: [
      {
        id: 's1',
        name: 'flights',
        tags: ['konduct', 'ko-api-name=flights'],
        plugins: [{ id: 'p1', name: 'acl', tags: ['konduct'] }],
        routes: [
          { id: 'r1', name: 'list', tags: ['konduct'], plugins: [{ id: 'p2', name: 'cors', tags: ['konduct'] }] },
        ],
      },
      { id: 's2', name: 'extra', tags: ['konduct'], routes: [{ id: 'r2', name: 'all', tags: ['konduct'] }] },
    ],
    consumers: [{ id: 'c1', username: 'bob', tags: ['konduct'] }],
  }),
);

const change = (action: EntityChange['action'], kind: string, id: string): EntityChange => ({
  action,
  kind,
  name: id,
  id,
  fields: [],
});

function byApi(changes: readonly EntityChange[], bodies: Readonly<Record<string, object>> = {}) {
  if (!there) throw new Error('the dump cannot be read');
  const entities = new Map(changes.map((one) => [one, { fresh: { ...bodies[one.id ?? ''] } }]));
  const found = deletionsByApi({ changes, entities }, there);
  return Object.fromEntries([...found].map(([name, members]) => [name, members.map(({ id }) => id)]));
}

test('what stands in a gateway service belongs to its API, however deep', () => {
  const deleted = ['r1', 'p1', 'p2', 's1'].map((id) => change('delete', 'route', id));
  expect(byApi(deleted)).toEqual({ flights: ['r1', 'p1', 'p2', 's1'] });
});

test('what belongs to no API, and what is not deleted, is nothing of it', () => {
  expect(byApi([change('delete', 'route', 'r2'), change('delete', 'consumer', 'c1')])).toEqual({});
  expect(byApi([change('update', 'route', 'r1'), change('create', 'route', 'r9')])).toEqual({});
});

test('an API that gets another name in the same diff counts under both', () => {
  const renamed = { s1: { tags: ['konduct', 'ko-api-name=departures'] } };
  expect(byApi([change('delete', 'route', 'r1'), change('update', 'service', 's1')], renamed)).toEqual({
    flights: ['r1'],
    departures: ['r1'],
  });
});

test('a refusal has the place of what protects, and says of all that do', () => {
  const at = { file: 'konnect/teams.yaml', start: { line: 3, column: 5 }, end: { line: 3, column: 9 } };
  const plane = { name: 'crew-dev', state: { path: 'konnect/kong.yaml' } };
  const team = { cause: 'The team crew has `deletion-protection`.', fix: 'Take it off.', at };
  const label = { cause: 'The control plane has a label.', fix: 'Take it off.' };
  const deletions = [change('delete', 'route', 'r1'), change('delete', 'route', 'r2')];
  expect(protectedDeletions(plane, deletions, [team, label])).toEqual([
    {
      severity: 'error',
      code: 'deletion-protected',
      message: '2 entities of the control plane crew-dev are protected from deletion: route r1, route r2',
      cause: 'The team crew has `deletion-protection`. The control plane has a label.',
      fix: 'Take it off.',
      at,
    },
  ]);
  expect(protectedDeletions(plane, deletions.slice(1), [label])[0]?.at?.file).toBe('konnect/kong.yaml');
  expect(protectedDeletions(plane, [], [team])).toEqual([]);
  expect(protectedDeletions(plane, deletions, [])).toEqual([]);
});
