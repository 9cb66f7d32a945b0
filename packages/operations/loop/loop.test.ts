import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { expect, test } from 'vitest';
import { Loop, type LoopClock } from './loop.ts';
import type { Round } from './round.ts';
import type { RoundReport } from './round-report.ts';
import type { PlatformFolder, PlatformSource } from './source.ts';

const minute = 60_000;

/** What an operation reports: how it ended, and what it changed. */
function report(failureReason?: string, changed = false, others: readonly string[] = []): RoundReport {
  return {
    view: {
      findings: [],
      changed,
      summary: { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, none: 0, waiting: 0, blocked: 0, orphaned: 0 },
      failureReason,
      exitCode: failureReason === undefined ? 0 : 1,
      text: () => '',
      markdown: () => '',
      json: () => '{}',
    },
    organizations: [
      failureReason === undefined ? { organization: 'a' } : { organization: 'a', failureReason },
      ...others.map((organization) => ({ organization })),
    ],
    made: {},
    changed,
    open: 0,
  };
}

interface Trial {
  /** What the source gives at each look; the last one again when there are no more. */
  readonly looks?: readonly (PlatformFolder | { readonly problem: ReturnType<typeof finding> } | Error)[];
  /** What each round does. The loop is stopped when there are no more. */
  readonly rounds: readonly (() => RoundReport)[];
  /** The most looks, for trials in which not every look is a round. */
  readonly most?: number;
}

/** Runs a loop of five minutes on a clock that goes as the loop waits. */
async function trial({ looks = [{ directory: '/x' }], rounds, most = 100 }: Trial) {
  const stop = new AbortController();
  const told: Round[] = [];
  const at: number[] = [];
  let now = 0;
  let looked = 0;
  let closed = false;
  const clock: LoopClock = {
    now: () => now,
    random: () => 0,
    pause: async (time) => {
      now += time;
    },
  };
  const source: PlatformSource = {
    async latest() {
      const look = looks[Math.min(looked, looks.length - 1)];
      looked += 1;
      if (looked >= most) stop.abort();
      if (look instanceof Error || look === undefined) throw look;
      return look;
    },
    async close() {
      closed = true;
    },
  };
  const operation = async () => {
    at.push(now / minute);
    const next = rounds[at.length - 1];
    if (at.length >= rounds.length) stop.abort();
    return next?.() ?? report();
  };
  const loop = new Loop({
    interval: 5 * minute,
    source,
    operation,
    clock,
    signal: stop.signal,
    onRound: (round) => told.push(round),
  });
  const error = await loop.run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { told, at, looked, closed, error, state: loop.state };
}

test('a round in every interval, and the source is closed at the end', async () => {
  const { at, closed, error } = await trial({ rounds: [report, report, report] });
  expect({ at, closed, error }).toEqual({ at: [0, 5, 10], closed: true, error: undefined });
});

test('while Konnect fails, pauses grow, and git is asked in every interval', async () => {
  const fails = () => report('konnect-error');
  const { at, looked } = await trial({
    looks: [{ directory: '/x', commit: 'a' }],
    rounds: [fails, fails, fails, fails, report],
  });
  expect(at).toEqual([0, 5, 15, 35, 75]);
  expect(looked).toBe(1 + 75 / 5);
});

test('a new commit ends a pause', async () => {
  const fails = () => report('konnect-error');
  const [a, b] = ['a', 'b'].map((commit) => ({ directory: `/${commit}`, commit }));
  if (!a || !b) throw new Error('two');
  const looks = [a, a, a, a, b];
  const { at, told } = await trial({ looks, rounds: [fails, fails, fails, report, report] });
  // Rounds at 0, 5 and 15; the next would be at 35.
  expect(at.slice(0, 4)).toEqual([0, 5, 15, 20]);
  expect(told.map(({ commit }) => commit).slice(0, 4)).toEqual(['a', 'a', 'a', 'b']);
});

test('one organization that fails does not keep the others waiting', async () => {
  const partly = () => report('konnect-error', false, ['b']);
  expect((await trial({ rounds: [partly, partly, partly, partly] })).at).toEqual([0, 5, 10, 15]);
});

test('a remote that cannot be asked is left alone for longer each time, and nothing is run meanwhile', async () => {
  const problem = finding('repository-unavailable', 'gone', undefined);
  const looks = [{ problem }, { problem }, { problem }, { directory: '/x', commit: 'a' }];
  const { at, told } = await trial({ looks, rounds: [report, report] });
  expect(at[0]).toBe(5 + 10 + 20);
  expect(told.map(({ outcome, isNews }) => [outcome, isNews])).toEqual([
    ['repository-unavailable', true],
    ['repository-unavailable', false],
    ['repository-unavailable', false],
    ['unchanged', true],
  ]);
});

test.each([
  ['branch-missing', 'branch-missing'],
  ['repository-refused', 'repository-refused'],
  ['secret-missing', 'missing-secret'],
  ['machine-refused', 'machine'],
  ['tool-missing', 'repository-unavailable'],
] as const)('a round without files for %s is named %s', async (code, outcome) => {
  const problem = finding(code, 'no', undefined);
  const { told } = await trial({ looks: [{ problem }, { directory: '/x' }], rounds: [report, report] });
  expect(told[0]).toMatchObject({ outcome, isWell: false, findings: [problem] });
});

test('it knows when the next round is, but while one is in progress', async () => {
  const seen: (number | undefined)[] = [];
  const stop = new AbortController();
  let now = 0;
  const loop: Loop = new Loop({
    interval: 5 * minute,
    source: {
      latest: async () => ({ directory: '/x', commit: 'a' }),
      close: async () => {},
    },
    operation: async () => {
      seen.push(loop.state.nextRound);
      return report('konnect-error');
    },
    clock: {
      now: () => now,
      random: () => 0,
      pause: async (time) => {
        seen.push(loop.state.nextRound);
        now += time;
        if (now > 10 * minute) stop.abort();
      },
    },
    signal: stop.signal,
    onRound: () => {},
  });
  await loop.run();
  // Rounds at 0 and 5; the next would be at 15, and git is asked at 10.
  expect(seen.map((time) => (time === undefined ? undefined : time / minute))).toEqual([
    undefined,
    5,
    undefined,
    15,
    15,
  ]);
});

test('drift is told once, until it is another one or gone, whatever the time', async () => {
  const drifts = (text: string) => () => ({ ...report(), drift: text });
  const { told } = await trial({
    rounds: [
      drifts('dev since 2026-11-30T20:47:22.992Z'),
      drifts('dev since 2026-11-30T20:48:22.992Z'),
      drifts('prd'),
      report,
      report,
      report,
    ],
  });
  expect(told.map(({ outcome, isWell, isNews }) => [outcome, isWell, isNews])).toEqual([
    ['drift', true, true],
    ['drift', true, false],
    ['drift', true, true],
    ['unchanged', true, true],
    ['unchanged', true, false],
  ]);
});

test('a mistake in the options ends it at once, and only in its first round', async () => {
  const wrong = () => {
    throw new UserError([finding('input-invalid', 'no', undefined)]);
  };
  const first = await trial({ rounds: [wrong, report] });
  expect(first.error).toBeInstanceOf(UserError);
  expect(first.closed).toBe(true);
  const later = await trial({ rounds: [report, wrong, report, report] });
  expect(later.error).toBeUndefined();
  expect(later.told.map(({ outcome }) => outcome)).toEqual(['unchanged', 'invalid-input', 'unchanged']);
});

test('neither a defect nor a full disk ends it', async () => {
  const defect = () => {
    throw new TypeError('x is not a function');
  };
  const full = () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', path: '/tmp/x' });
  };
  const { told, error } = await trial({ rounds: [defect, full, report, report] });
  expect(error).toBeUndefined();
  expect(told.map(({ outcome }) => outcome)).toEqual(['defect', 'machine', 'unchanged']);
  expect(told[0]?.defect).toContain('TypeError: x is not a function');
});

test('a round that was asked to stop is told if it changed something, and is no failure', async () => {
  const quiet = await trial({ rounds: [() => report('konnect-error')] });
  expect(quiet.told).toEqual([]);
  const busy = await trial({ rounds: [() => report('partly-applied', true)] });
  expect(busy.told).toMatchObject([{ outcome: 'interrupted', isNews: true, isWell: true }]);
});

test('what can be told of it', async () => {
  const { state } = await trial({
    looks: [{ directory: '/x', commit: 'abc' }],
    rounds: [report, () => report('refused'), report],
  });
  expect(state).toMatchObject({ lastSuccess: 0, last: { number: 2, troubled: 1, outcome: 'refused', commit: 'abc' } });
});
