import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import type { Change } from '../plan/change.ts';
import { resources, settingsOf } from '../plan/planning.fixture.ts';
import type { Planned } from '../policy/policed-plan.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { startOf } from '../source/range.ts';
import { decisionOn, plannedOf } from './decision.fixture.ts';
import type { Outcome, Result } from './result.ts';
import { verify } from './verify.ts';

const platform = resources('  - {id: portal, kind: Portal, region: eu, template: {name: dev}}');

/** What a run did with the resource `a%2Fb`, and what a plan says of it afterwards. */
type After = Partial<Change>;

function planOf(changes: readonly After[]): Planned {
  const place = startOf('manifest.yaml');
  return plannedOf(changes.map((change) => decisionOn('acme/a%2Fb', { change: { place, ...change } })));
}

async function verified(before: Result | undefined, after: readonly After[], left: readonly string[] = []) {
  const { plan } = planOf([]);
  const orphans = left.map((address) => decisionOn(address, { change: { action: 'delete' } }).change);
  let times = 0;
  const make = () => {
    times += 1;
    return planOf(after);
  };
  const applied = { plan: { ...plan, orphans }, results: before ? [before] : [] };
  const found = await verify(settingsOf(platform), new Memory(), applied, 0, undefined, make);
  return { ...found, times };
}

const result = (outcome: Outcome, action: Result['action'] = 'update', address = 'acme/a%2Fb'): Result => ({
  address,
  kind: 'Portal',
  action,
  outcome,
});
const named = 'The Portal acme/a/b';
const fields = [
  { path: 'name', before: 'x', after: 'y' },
  { path: 'description', after: 'z' },
  { path: 'configs', secret: true },
] as const;
const differing = '`name` is "x" and not "y"; `description` is absent and not "z"; `configs` is another secret';

describe('a difference after an apply', () => {
  test.each<[string, Result | undefined, After, string]>([
    ['in what was written', result('applied'), { fields }, `${named} still differs after it was written: ${differing}`],
    ['in what was in order', undefined, { fields }, `${named} was in order before and differs now: ${differing}`],
    [
      'a creation of what was made',
      result('applied', 'create'),
      { action: 'create' },
      `${named} was created and does not show in Konnect's lists`,
    ],
    ['a creation of what was there', undefined, { action: 'create' }, `${named} was there before and is no longer`],
    [
      'a deletion of what was deleted',
      result('applied', 'delete'),
      { action: 'delete' },
      `${named} was deleted and still shows in Konnect's lists`,
    ],
    ['a deletion of what was not there', undefined, { action: 'delete' }, `${named} was not there before and is now`],
    [
      'a block of what was written',
      result('applied'),
      { action: 'blocked', reason: 'no' },
      `${named} was written and is blocked by now: no`,
    ],
    [
      'a block of what was in order',
      undefined,
      { action: 'blocked' },
      `${named} was in order before and is blocked by now: `,
    ],
    ['an adoption', undefined, { action: 'adopt', fields: [] }, `${named} was in order before and differs now: `],
    [
      'a replacement of what was replaced',
      result('applied', 'replace'),
      { action: 'replace' },
      `${named} still differs after it was written: `,
    ],
    [
      'an update of what was adopted',
      result('applied', 'adopt'),
      { action: 'update' },
      `${named} still differs after it was written: `,
    ],
  ])('is told: %s', async (_, before, after, message) => {
    const { verification, times } = await verified(before, [after]);
    expect(verification).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'verify-failed', message, at: startOf('manifest.yaml') }],
    });
    expect(times).toBe(1);
  });

  test.each<[string, Result | undefined, After]>([
    ['in what failed', result('failed'), { action: 'update' }],
    ['in what was skipped', result('skipped'), { action: 'create' }],
    ['in what waits', result('waiting'), { action: 'create' }],
    ['in what is blocked as before', result('blocked'), { action: 'blocked' }],
    ['a field of an adopted object that cannot change', result('applied', 'adopt'), { action: 'replace' }],
    ['none', result('applied'), { action: 'none' }],
    ['that waits', undefined, { action: 'waiting', reason: 'x' }],
  ])('is excused: %s', async (_, before, after) => {
    expect((await verified(before, [after])).verification).toMatchObject({ ok: true, diagnostics: [] });
  });

  test('is excused where the plan left a deletion to the next run, and nothing else of it', async () => {
    const left = ['acme/a%2Fb'];
    expect((await verified(undefined, [{ action: 'delete' }], left)).verification.ok).toBe(true);
    expect((await verified(undefined, [{ action: 'update' }], left)).verification.ok).toBe(false);
    expect((await verified(undefined, [{ action: 'delete' }], ['acme/other'])).verification.ok).toBe(false);
  });
});

describe('only the roots are told', () => {
  const messages = async (changes: readonly After[]) =>
    (await verified(undefined, changes)).verification.diagnostics.map(({ message }) => message.split(' was ')[0]);
  const a = { address: 'a', action: 'create' } as const;
  const block = (by: string) => ({ by, action: 'update', code: 'identity-duplicate' }) as const;

  test.each<[string, After[], string[]]>([
    ['what hangs on something missing', [a, { address: 'b', action: 'create', dependsOn: ['x', 'a'] }], ['a']],
    [
      'what hangs on something that only differs',
      [
        { ...a, action: 'update' },
        { address: 'b', dependsOn: ['a'] },
      ],
      ['a', 'b'],
    ],
    ['what is blocked by something that is told', [a, { address: 'b', action: 'blocked', block: block('a') }], ['a']],
    ['what is blocked by itself', [{ address: 'b', action: 'blocked', block: block('b') }], ['b']],
    ['what is blocked by something that is not told', [{ address: 'b', action: 'blocked', block: block('x') }], ['b']],
  ])('%s', async (_, changes, told) => {
    expect(await messages(changes)).toEqual(told.map((address) => `The Portal ${address}`));
  });
});

test('what still waits is told with its reason', async () => {
  const { waiting } = await verified(undefined, [
    { address: 'a', action: 'waiting', reason: 'a Portal with name x' },
    { address: 'b', action: 'waiting' },
    { address: 'c', action: 'none', reason: 'x' },
  ]);
  expect([...waiting]).toEqual([
    ['a', 'a Portal with name x'],
    ['b', ''],
  ]);
});

describe('lists have some time to show', () => {
  async function settled(actions: readonly Change['action'][], patience: number, signal?: AbortSignal) {
    let times = 0;
    const make = () => {
      const action = actions[Math.min(times, actions.length - 1)] ?? 'none';
      times += 1;
      return planOf([{ action }]);
    };
    const applied = { plan: planOf([]).plan, results: [result('applied')] };
    const { verification } = await verify(settingsOf(platform), new Memory(), applied, patience, signal, make);
    return { ok: verification.ok, times };
  }

  test.each<[string, Change['action'][], { ok: boolean; times: number }]>([
    ['what was made', ['create', 'none'], { ok: true, times: 2 }],
    ['that something was deleted', ['delete', 'none'], { ok: true, times: 2 }],
    ['but no value that differs', ['update', 'none'], { ok: false, times: 1 }],
    ['and no time is lost where nothing differs', ['none', 'create'], { ok: true, times: 1 }],
  ])('%s', async (_, actions, expected) => {
    expect(await settled(actions, 600_000)).toEqual(expected);
  });

  test('and none where there is no patience, or the run is asked to stop', async () => {
    expect(await settled(['create', 'none'], 0)).toEqual({ ok: false, times: 1 });
    expect(await settled(['create', 'none'], 600_000, AbortSignal.abort())).toEqual({ ok: false, times: 1 });
  });
});

test('a verification counts what it saw', async () => {
  const memory = new Memory();
  memory.put(portal, 'eu', { name: 'dev' });
  const found = await verified(undefined, [{ action: 'none' }, { action: 'waiting' }]);
  expect(found.verification.summary).toMatchObject({ none: 1, waiting: 1, create: 0 });
});
