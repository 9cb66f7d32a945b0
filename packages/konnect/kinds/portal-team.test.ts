import { expect, test } from 'vitest';
import { exampleUpdate, exampleWrite, requestsOf } from './example.fixture.ts';
import { portalTeam } from './portal-team.ts';

test('a team of a portal is one POST, and a PATCH with what differs', () => {
  const desired = { portal_id: 'p', name: 'partners', can_own_applications: true };
  expect(requestsOf(portalTeam.create?.(exampleWrite(portalTeam, desired)))).toEqual([
    ['POST eu /v3/portals/p/teams', { name: 'partners', can_own_applications: true }],
  ]);
  const observed = { fields: { id: 't', ...desired, can_own_applications: false }, labels: {} };
  const update = exampleUpdate(portalTeam, desired, observed, ['can_own_applications']);
  expect(requestsOf(portalTeam.update?.(update))).toEqual([
    ['PATCH eu /v3/portals/p/teams/t', { can_own_applications: true }],
  ]);
});
