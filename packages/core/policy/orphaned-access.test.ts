import { api } from '@konduct/konnect/kinds/api';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import { Observation } from '../observe/observation.ts';
import type { Stay } from '../plan/change.ts';
import { orphanOf } from '../plan/decision.fixture.ts';
import { orphanedAccess } from './orphaned-access.ts';
import { unreadRegions } from './unread-region.ts';

const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const role = (name: string, stays: Stay = 'prune') => orphanOf(teamRole, name, { stays, place }).change;
const object = orphanOf(api, 'old', { stays: 'prune' }).change;

describe('access that nobody declares any more', () => {
  test('has a warning of its own, which says how to withdraw it', () => {
    expect(
      orphanedAccess([object, role('Admin'), { ...role('Viewer'), place: { ...place, file: 'other.yaml' } }]),
    ).toMatchObject([
      {
        code: 'access-orphaned',
        severity: 'warning',
        at: place,
        message: 'No manifest declares this access any more, and it is still there: TeamRole Admin; TeamRole Viewer',
        fix: expect.stringContaining('`prune: access`'),
      },
    ]);
  });

  test.each<[string, readonly Stay[], boolean]>([
    ['of which prune would withdraw some', ['selection', 'prune'], true],
    ['of which prune would withdraw nothing', ['selection', 'adoption'], false],
  ])('%s', (_, stays, isForPrune) => {
    const [found] = orphanedAccess(stays.map((stay, index) => role(String(index), stay)));
    expect(found?.fix?.includes('`prune: access`')).toBe(isForPrune);
  });

  test('is no matter of other orphans', () => {
    expect(orphanedAccess([object])).toEqual([]);
  });
});

test('a region that could not be searched is one warning, with what may be there', () => {
  const observation = new Observation();
  observation.addList({ kind: api, region: 'eu', parents: {} }, []);
  for (const [kind, region] of [
    [portal, 'us'],
    [controlPlane, 'us'],
    [portal, 'au'],
  ] as const)
    observation.addUnread({ kind, region, parents: {} });
  expect(unreadRegions(observation)).toMatchObject([
    {
      code: 'region-unread',
      severity: 'warning',
      message: 'The region au was not searched: Portal cannot be listed there',
    },
    { message: 'The region us was not searched: ControlPlane, Portal cannot be listed there' },
  ]);
});
