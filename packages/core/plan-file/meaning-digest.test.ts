import { expect, test } from 'vitest';
import type { Change } from '../plan/change.ts';
import { sampleChange } from '../report/sample-report.ts';
import { meaningDigest } from './meaning-digest.ts';

const id = '0f4b9b6e-5d0c-4a55-9d51-2a6b8f7f2a10';
const otherId = '77d0a2c4-1a53-4a0e-8ef0-0f1d3f1f9b42';
const place = (line: number) => ({
  file: 'konnect/teams.yaml',
  start: { line, column: 1 },
  end: { line, column: 2 },
});

const role: Change = sampleChange({
  kind: 'TeamRole',
  address: 'acme/dev/flights/role',
  name: 'flights: Admin on flights-dev',
  place: place(3),
  fields: [{ path: 'entity_id', after: id, place: place(4) }],
});
const update: Change = sampleChange({
  action: 'update',
  id,
  fields: [{ path: 'display_name', before: 'A', after: 'B' }],
});
const plan = [role, update];

test.each<[string, readonly Change[]]>([
  ['the ids of objects', [role, { ...update, id: otherId }]],
  ['an id in a value', [{ ...role, fields: [{ path: 'entity_id', after: otherId }] }, update]],
  ['an id that is not known yet', [{ ...role, fields: [{ path: 'entity_id', knownAfterApply: 'cp.id' }] }, update]],
  ['places', [{ ...role, place: place(9) }, update]],
  ['the order of changes', [update, role]],
  ['what needs nothing, waits or is blocked', [...plan, ...(['none', 'waiting', 'blocked'] as const).map(standing)]],
  ['what a change depends on', [{ ...role, dependsOn: ['acme'] }, update]],
])('%s mean nothing', (_, changes) => {
  expect(meaningDigest({ changes })).toBe(meaningDigest({ changes: plan }));
});

test.each<[string, readonly Change[]]>([
  ['one change more', [...plan, sampleChange({ action: 'delete', address: 'acme/x' })]],
  ['one change less', [role]],
  ['another action', [role, { ...update, action: 'replace' }]],
  ['another name', [{ ...role, name: 'flights: Viewer on flights-dev' }, update]],
  ['another region', [{ ...role, region: 'eu' }, update]],
  ['another new value', [role, { ...update, fields: [{ path: 'display_name', before: 'A', after: 'C' }] }]],
  ['another value in Konnect', [role, { ...update, fields: [{ path: 'display_name', before: 'X', after: 'B' }] }]],
  ['a secret', [role, { ...update, fields: [...update.fields, { path: 'token', secret: true }] }]],
  ['a loss with a deletion', [role, { ...update, takesAlong: ['2 pages'] }]],
  ['a state on the way', [role, { ...update, passesThrough: ['people can sign in with a password'] }]],
])('%s means something else', (_, changes) => {
  expect(meaningDigest({ changes })).not.toBe(meaningDigest({ changes: plan }));
});

function standing(action: Change['action']): Change {
  return sampleChange({ action, address: `acme/${action}` });
}
