import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { user } from '@konduct/konnect/kinds/user';
import { describe, expect, test } from 'vitest';
import type { Kind } from '../kind/kind.ts';
import { decisionOf, objectOf, orphanOf } from '../plan/decision.fixture.ts';
import type { Decision, Orphan } from '../plan/decision.ts';
import { guardSize } from './guard.ts';
import type { Blocks } from './sequence.ts';
import type { PolicySettings } from './settings.ts';

interface Run extends Pick<PolicySettings, 'deleteLimit' | 'allowDeletes'> {
  readonly deleted?: readonly Orphan[];
  /** Orphans that stay. */
  readonly left?: readonly Orphan[];
  readonly decisions?: readonly Decision[];
  readonly blocked?: readonly string[];
}

/** What is refused in a run: the codes with their messages, and the number of refused changes. */
function refusals({ deleted = [], left = [], decisions = [], blocked = [], ...settings }: Run) {
  const blocks: Blocks = new Map(
    blocked.map((address) => [address, { by: 'x', action: 'delete', code: 'delete-held', reason: 'before' }]),
  );
  const graph = { organization: 'acme' };
  const found = guardSize(deleted, decisions, [...deleted, ...left], { graph, ...settings }, blocks);
  return { messages: found.map(({ message }) => message), refused: blocks.size - blocked.length };
}

const some = (count: number, kind: Kind, make: (kind: Kind, address: string) => Decision): Decision[] =>
  Array.from({ length: count }, (_, index) => make(kind, `${kind.name} ${index}`));
const orphans = (count: number, kind: Kind, more: Partial<Orphan['change']> = {}): Orphan[] =>
  Array.from({ length: count }, (_, index) => orphanOf(kind, `${kind.name} ${index}`, more));
const existing = (count: number, kind: Kind, action: 'none' | 'replace' = 'none') =>
  some(count, kind, (_, address) => decisionOf(kind, `acme/${address}`, { action }, { observed: objectOf({}) }));
const created = (count: number, kind: Kind) =>
  some(count, kind, (_, address) => decisionOf(kind, `acme/new ${address}`, { action: 'create' }));

describe('deletions of objects', () => {
  test.each<[string, Run, readonly string[], number]>([
    ['none', {}, [], 0],
    ['ten of ten', { deleted: orphans(10, api) }, [], 0],
    [
      'eleven of eleven',
      { deleted: orphans(11, api) },
      ['11 objects of acme would be deleted, which is more than 10 and 100 % of 11, more than the 30 % allowed'],
      11,
    ],
    ['as many, allowed once', { deleted: orphans(11, api), allowDeletes: true }, [], 0],
    ['as many of many objects', { deleted: orphans(11, api), decisions: existing(26, api) }, [], 0],
    [
      'as many of many that do not exist yet',
      { deleted: orphans(11, api), decisions: created(26, api) },
      ['11 objects of acme would be deleted, which is more than 10 and 100 % of 11, more than the 30 % allowed'],
      11,
    ],
    [
      'people are not ours, and do not count',
      { deleted: orphans(11, api), decisions: existing(26, user) },
      ['11 objects of acme would be deleted, which is more than 10 and 100 % of 11, more than the 30 % allowed'],
      11,
    ],
    ['orphans that stay count as ours', { deleted: orphans(11, api), left: orphans(26, controlPlane) }, [], 0],
    [
      'replacements count as deletions',
      { deleted: orphans(1, api), decisions: existing(2, controlPlane, 'replace'), deleteLimit: number(2) },
      ['3 objects of acme would be deleted, which is more than the 2 allowed'],
      3,
    ],
    [
      'replaced roles count as none',
      { deleted: orphans(1, api), decisions: existing(2, teamRole, 'replace'), deleteLimit: number(1) },
      [],
      0,
    ],
    [
      'a deletion that is refused already does not count',
      { deleted: orphans(3, api), blocked: ['API 1'], deleteLimit: number(2) },
      [],
      0,
    ],
    [
      'a deletion that belongs to a replacement does not count',
      { deleted: [...orphans(2, api), ...orphans(1, controlPlane, { partOf: 'acme/x' })], deleteLimit: number(2) },
      [],
      0,
    ],
  ])('%s', (_, run, messages, refused) => {
    expect(refusals(run)).toEqual({ messages, refused });
  });
});

describe('access that is withdrawn', () => {
  const message = (count: number, share: string) =>
    `${count} roles, memberships and publications of acme would be withdrawn, which is more than 10 and ${share}, more than the 30 % allowed`;

  test.each<[string, Run, readonly string[], number]>([
    ['ten of ten', { deleted: orphans(10, teamRole) }, [], 0],
    ['eleven of eleven', { deleted: orphans(11, teamRole) }, [message(11, '100 % of 11')], 11],
    [
      'eleven, where the limit of objects is another',
      { deleted: orphans(11, teamRole), deleteLimit: number(50) },
      [message(11, '100 % of 11')],
      11,
    ],
    ['a few, where no object may go', { deleted: orphans(3, teamRole), deleteLimit: number(0) }, [], 0],
    [
      'it is measured by access, and not by objects',
      { deleted: orphans(11, teamRole), decisions: existing(200, api) },
      [message(11, '100 % of 11')],
      11,
    ],
    ['of much access that stays', { deleted: orphans(11, teamRole), decisions: existing(26, teamRole) }, [], 0],
    ['of much orphaned access', { deleted: orphans(11, teamRole), left: orphans(26, apiPublication) }, [], 0],
    [
      'orphaned objects are no access',
      { deleted: orphans(11, teamRole), left: orphans(26, api) },
      [message(11, '100 % of 11')],
      11,
    ],
    [
      'access that stays makes up for none',
      { deleted: orphans(11, teamRole), decisions: existing(2, teamRole) },
      [message(11, '85 % of 13')],
      11,
    ],
    [
      'objects go on when access is refused',
      { deleted: [...orphans(11, teamRole), ...orphans(1, api)] },
      [message(11, '100 % of 11')],
      11,
    ],
    [
      'in whose place comes as much of the same kind',
      { deleted: orphans(12, teamRole), decisions: created(2, teamRole) },
      [],
      0,
    ],
    [
      'in whose place comes some of the same kind',
      { deleted: orphans(12, teamRole), decisions: created(1, teamRole) },
      [message(11, '92 % of 12')],
      12,
    ],
    [
      'in whose place comes something else',
      { deleted: orphans(11, teamRole), decisions: [...created(5, apiPublication), ...created(5, api)] },
      [message(11, '100 % of 11')],
      11,
    ],
    [
      'more of one kind that comes makes up for no other kind',
      {
        deleted: [...orphans(1, apiPublication), ...orphans(11, teamRole)],
        decisions: created(5, apiPublication),
      },
      [message(11, '92 % of 12')],
      12,
    ],
    [
      'objects and access are counted apart',
      { deleted: [...orphans(10, teamRole), ...orphans(10, api)], left: orphans(20, api) },
      [],
      0,
    ],
  ])('%s', (_, run, messages, refused) => {
    expect(refusals(run)).toEqual({ messages, refused });
  });
});

test('what is refused says what it would be, why, and what allows it', () => {
  const place = { file: 'teams.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const blocks: Blocks = new Map();
  const deleted = [orphanOf(api, 'old', { place })];
  const replaced = existing(1, controlPlane, 'replace');
  const settings = { graph: { organization: 'acme' }, deleteLimit: number(1) };
  const [found] = guardSize(deleted, replaced, deleted, settings, blocks);
  const reason = '2 objects of acme would be deleted, which is more than the 1 allowed';
  expect([...blocks]).toEqual([
    ['old', { by: 'old', action: 'delete', code: 'delete-guard', reason }],
    ['acme/ControlPlane 0', { by: 'acme/ControlPlane 0', action: 'replace', code: 'delete-guard', reason }],
  ]);
  expect(found).toMatchObject({
    code: 'delete-guard',
    at: place,
    fix: expect.stringContaining('konduct-allow-deletes'),
  });
});

function number(most: number) {
  return { type: 'number', most } as const;
}
