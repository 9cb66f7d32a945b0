import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { describe, expect, test } from 'vitest';
import { Observation } from '../observe/observation.ts';
import { decisionOf, objectOf, orphanOf } from '../plan/decision.fixture.ts';
import type { Orphan } from '../plan/decision.ts';
import type { Content } from '../provider/provider.ts';
import { called, type DeletionVerdict, judgeDeletion, judgeReplacement } from './deletion.ts';
import type { PolicySettings } from './settings.ts';

const services = { kind: gatewayService, region: 'eu', parents: { control_plane_id: 'plane' } };
const stale = { lead: { id: 'service', collection: services } };
const elsewhere = { doubt: { stays: 'selection', reason: 'a whole run decides' } } as const;
const adopted = { doubt: { stays: 'adoption', reason: 'dev is being adopted' } } as const;

const role = (more: Partial<Orphan> = {}) => orphanOf(teamRole, 'TeamRole Admin', {}, more);
/** An API whose deletion takes its documents along. */
const old = (more: Partial<Orphan> = {}) => orphanOf(api, 'old', { takesAlong: ['its documents'] }, more);
const link = (more: Partial<Orphan> = {}) => orphanOf(apiImplementation, 'APIImplementation a', {}, more);
const part = (more: Partial<Orphan> = {}) =>
  orphanOf(teamRole, 'TeamRole Admin', { partOf: 'acme/plane', takesAlong: ['a thing'] }, more);

/** An observation in which nothing else holds anything, and a control plane has one gateway service. */
function seen(orphan: Orphan, contents: readonly Content[] = [], service = 'another'): Observation {
  const observation = new Observation();
  observation.addList(services, [objectOf({ id: service })]);
  observation.addContents(orphan.observed, contents);
  return observation;
}

function shown(verdict: DeletionVerdict): string {
  switch (verdict.type) {
    case 'deleted':
      return `deleted${verdict.force ? ' by force' : ''} with [${verdict.takesAlong.join('; ')}]`;
    case 'left':
      return `left by ${verdict.stays}: ${verdict.reason}`;
    case 'refused':
      return `refused: ${verdict.diagnostic.message}`;
    case 'protected':
      return `protected: ${verdict.protection}`;
    case 'unknown':
      return `read ${verdict.demand.type} first`;
  }
}

describe('an orphan', () => {
  test.each<[string, Orphan, Partial<PolicySettings>, string]>([
    // The setting decides about objects and about access.
    ['stays by default', old(), {}, 'left by prune: prune is off'],
    ['stays without prune', role(), { prune: 'off' }, 'left by prune: prune is off'],
    ['that is no access stays', old(), { prune: 'access' }, 'left by prune: prune: access removes only access'],
    ['that is access goes', role(), { prune: 'access' }, 'deleted with []'],
    ['goes with what it loses', old(), { prune: 'all' }, 'deleted with [its documents]'],
    // Doubt, protection and contents come after the setting.
    ['of another part stays for its reason', old(elsewhere), {}, 'left by selection: a whole run decides'],
    ['of another part stays in any run', old(elsewhere), { prune: 'all' }, 'left by selection: a whole run decides'],
    ['on what is adopted stays for the setting', role(adopted), {}, 'left by prune: prune is off'],
    ['on what is adopted stays', role(adopted), { prune: 'all' }, 'left by adoption: dev is being adopted'],
    ['that is protected', old({ protection: 'it is protected' }), { prune: 'all' }, 'protected: it is protected'],
    ['that is protected stays anyway', old({ protection: 'it is protected' }), {}, 'left by prune: prune is off'],
    // A link to what others made.
    [
      'with links of others',
      old({ foreign: ['a', 'b', 'c', 'd', 'e'] }),
      { prune: 'all' },
      'refused: API old (old) is not deleted: it holds links of others: a, b, c and 2 more',
    ],
    [
      'with links of others, by force',
      old({ foreign: ['a', 'b', 'c'] }),
      { prune: 'all', forceDelete: ['other', 'old'] },
      'deleted by force with [its documents; links of others: a, b, c]',
    ],
    [
      'with links of others, and force for another one',
      old({ foreign: ['a'] }),
      { prune: 'all', forceDelete: ['older'] },
      'refused: API old (old) is not deleted: it holds links of others: a',
    ],
    ['that is part of a replacement goes in any run', part(), {}, 'deleted with [a thing]'],
    [
      'that is part of a replacement and takes nothing along',
      orphanOf(teamRole, 'x', { partOf: 'y' }),
      {},
      'deleted with []',
    ],
    ['that is part of a replacement goes in a run for a part', part(elsewhere), {}, 'deleted with [a thing]'],
  ])('%s', (_, orphan, settings, verdict) => {
    expect(shown(judgeDeletion(orphan, seen(orphan), { adopt: 'none', ...settings }))).toBe(verdict);
  });

  test.each<[string, readonly Content[], string]>([
    ['nothing', [{ noun: 'pages', names: [] }], 'deleted with [its pages]'],
    [
      'one of something, and two of another',
      [
        { noun: 'pages', names: ['welcome'] },
        { noun: 'developers', names: ['eve', 'mallory'] },
      ],
      'refused: Portal dev is not deleted: it holds 1 page: welcome; 2 developers: eve, mallory',
    ],
    [
      'one whose plural ends in -ies',
      [{ noun: 'policies', names: ['a'] }],
      'refused: Portal dev is not deleted: it holds 1 policy: a',
    ],
    [
      'many',
      [{ noun: 'pages', names: ['a', 'b', 'c', 'd'] }],
      'refused: Portal dev is not deleted: it holds 4 pages: a, b, c and 1 more',
    ],
  ])('that holds %s', (_, contents, verdict) => {
    const orphan = orphanOf(portal, 'Portal dev', { name: 'dev', takesAlong: ['its pages'] });
    expect(shown(judgeDeletion(orphan, seen(orphan, contents), { adopt: 'none', prune: 'all' }))).toBe(verdict);
  });

  test('whose contents were not read has to be looked into first', () => {
    const orphan = orphanOf(portal, 'dev');
    const verdict = judgeDeletion(orphan, new Observation(), { adopt: 'none', prune: 'all' });
    const demand = { type: 'contents', kind: portal, region: 'eu', object: orphan.observed };
    expect(verdict).toEqual({ type: 'unknown', demand });
  });

  test('that is refused is named with its place, and with what allows it', () => {
    const place = { file: 'teams.yaml', start: { line: 2, column: 3 }, end: { line: 2, column: 9 } };
    const orphan = orphanOf(api, 'acme/x', { place }, { foreign: ['a'] });
    const verdict = judgeDeletion(orphan, seen(orphan), { adopt: 'none', prune: 'all' });
    expect(verdict).toMatchObject({
      diagnostic: {
        code: 'delete-held',
        severity: 'error',
        at: place,
        fix: expect.stringContaining('`force-delete: acme/x`'),
      },
    });
  });
});

describe('a link whose object has another one by now', () => {
  test.each<[string, Orphan, Partial<PolicySettings>, string, string]>([
    ['goes in any run once its target is gone', link(stale), {}, 'another', 'deleted with []'],
    ['goes in a run for access, too', link(stale), { prune: 'access' }, 'another', 'deleted with []'],
    ['stays while its target is there', link(stale), {}, 'service', 'left by prune: prune is off'],
    ['goes with everything else', link(stale), { prune: 'all' }, 'service', 'deleted with []'],
    [
      'is left to the run that it is about',
      link({ ...stale, ...elsewhere }),
      {},
      'another',
      'left by selection: a whole run decides',
    ],
    [
      'takes along what it is said to',
      orphanOf(api, 'x', { takesAlong: ['y'] }, stale),
      {},
      'another',
      'deleted with [y]',
    ],
  ])('%s', (_, orphan, settings, service, verdict) => {
    expect(shown(judgeDeletion(orphan, seen(orphan, [], service), { adopt: 'none', ...settings }))).toBe(verdict);
  });

  test('has the list of its target read first, unless everything goes', () => {
    const judge = (prune: PolicySettings['prune']) =>
      judgeDeletion(link(stale), new Observation(), { adopt: 'none', ...(prune ? { prune } : {}) });
    expect(judge(undefined)).toEqual({ type: 'unknown', demand: { type: 'list', collection: services } });
    expect(judge('all')).toEqual({ type: 'deleted', takesAlong: [] });
  });
});

describe('a replacement', () => {
  const replaced = decisionOf(
    controlPlane,
    'acme/plane',
    { action: 'replace', takesAlong: ['its configuration'] },
    { observed: objectOf({ id: 'plane' }) },
  );
  const empty = new Observation();
  empty.addContents(replaced.observed ?? objectOf({}), []);
  const unread = new Observation();

  test.each<[string, readonly string[], readonly string[], string]>([
    ['of what only we use', [], [], 'deleted with [its configuration]'],
    [
      'of what others link',
      ['APIImplementation theirs'],
      [],
      'refused: ControlPlane plane (acme/plane) is not deleted: it holds links of others: APIImplementation theirs',
    ],
    [
      'of what others link, by force',
      ['APIImplementation theirs'],
      ['acme/plane'],
      'deleted by force with [its configuration; links of others: APIImplementation theirs]',
    ],
  ])('%s', (_, foreign, forceDelete, verdict) => {
    expect(shown(judgeReplacement(replaced, foreign, empty, { adopt: 'none', forceDelete }))).toBe(verdict);
  });

  test('of what can hold something needs a look into it, unless it does not exist', () => {
    const existing = decisionOf(portal, 'acme/portal', { action: 'replace' }, { observed: objectOf({ id: 'p' }) });
    expect(judgeReplacement(existing, [], unread, { adopt: 'none' })).toEqual({
      type: 'unknown',
      demand: { type: 'contents', kind: portal, region: 'eu', object: existing.observed },
    });
    const missing = decisionOf(portal, 'acme/portal', { action: 'replace' });
    expect(judgeReplacement(missing, [], unread, { adopt: 'none' })).toEqual({ type: 'deleted', takesAlong: [] });
  });
});

test('an object is called by its kind and name, and by its address where that says more', () => {
  expect(called(orphanOf(api, 'flights-api-0123', { name: 'bookings' }).change)).toBe(
    'API bookings (flights-api-0123)',
  );
  expect(called(orphanOf(teamRole, 'TeamRole Admin: a on b #2', { name: 'Admin: a on b' }).change)).toBe(
    'TeamRole Admin: a on b',
  );
});
