import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cause, type Fate, runSchedule, type Schedule } from './schedule.ts';

interface Node {
  readonly address: string;
}

type Dependencies = Readonly<Record<string, readonly string[]>>;

/** The events of a schedule: `begin a`, `end a`, `skip b (a failed)`. */
async function run(dependencies: Dependencies, more: Partial<Schedule<Node>> & { fates?: Record<string, Fate> } = {}) {
  const { fates = {}, ...options } = more;
  const events: string[] = [];
  let running = 0;
  let most = 0;
  await runSchedule({
    nodes: Object.keys(dependencies).map((address) => ({ address })),
    dependencies: new Map(Object.entries(dependencies)),
    settled: new Map(),
    concurrency: 4,
    signal: new AbortController().signal,
    work: async ({ address }) => {
      events.push(`begin ${address}`);
      running += 1;
      most = Math.max(most, running);
      await setTimeout(0);
      running -= 1;
      events.push(`end ${address}`);
      return fates[address] ?? 'ready';
    },
    skip: ({ address }, cause) => events.push(`skip ${address} (${shown(cause)})`),
    ...options,
  });
  return { events, most };
}

function shown(cause: Cause | undefined): string {
  return cause ? `${cause.address} ${cause.fate}` : 'stopped';
}

/** A graph without circles: each node depends on some earlier nodes. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
  .map(
    (edges): Dependencies =>
      Object.fromEntries(
        edges.map((targets, index) => [
          `n${index}`,
          index === 0 ? [] : [...new Set(targets.map((target) => `n${target % index}`))],
        ]),
      ),
  );

function behind(dependencies: Dependencies, roots: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [address, needed] of Object.entries(dependencies)) {
    if (needed.some((other) => roots.has(other) || found.has(other))) found.add(address);
  }
  return found;
}

const begun = (events: readonly string[]) => events.flatMap((event) => /^begin (.*)/.exec(event)?.[1] ?? []);
const skipped = (events: readonly string[]) => events.flatMap((event) => /^skip (\S+)/.exec(event)?.[1] ?? []);

test('nothing begins before all it depends on has ended, and everything is done', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 6 }), async (dependencies, concurrency) => {
      const { events, most } = await run(dependencies, { concurrency });
      expect(begun(events).sort()).toEqual(Object.keys(dependencies).sort());
      for (const [address, needed] of Object.entries(dependencies)) {
        for (const other of needed) {
          expect(events.indexOf(`end ${other}`)).toBeLessThan(events.indexOf(`begin ${address}`));
        }
      }
      expect(most).toBeLessThanOrEqual(concurrency);
    }),
    { numRuns: 60 },
  );
});

test('a failure skips exactly what is behind it', async () => {
  const failing = fc.tuple(graphs, fc.array(fc.nat(), { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(failing, async ([dependencies, numbers]) => {
      const addresses = Object.keys(dependencies);
      const bad = new Set(numbers.map((number) => addresses[number % addresses.length] ?? ''));
      const { events } = await run(dependencies, {
        fates: Object.fromEntries([...bad].map((each) => [each, 'failed'])),
      });
      const affected = behind(dependencies, bad);
      expect(new Set(skipped(events))).toEqual(affected);
      expect(new Set(begun(events))).toEqual(new Set(addresses.filter((address) => !affected.has(address))));
    }),
    { numRuns: 60 },
  );
});

describe('order', () => {
  test('the longest chain first, then who could begin first', async () => {
    const { events } = await run({ a: [], b: [], c: [], c1: ['c'], c2: ['c1'], b1: ['b'], d: [] }, { concurrency: 1 });
    expect(begun(events)).toEqual(['c', 'b', 'c1', 'a', 'd', 'b1', 'c2']);
  });

  test('as many at once as allowed, and no more', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`n${index}`, []]));
    for (const concurrency of [1, 3, 10, 100]) {
      expect((await run(many, { concurrency })).most).toBe(Math.min(concurrency, 40));
    }
  });

  test('a slow node delays nobody who does not depend on it', async () => {
    const events: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const dependencies = { slow: [], 'behind slow': ['slow'], a: [], b: ['a'], c: ['b'], d: ['c'] };
    const running = run(dependencies, {
      concurrency: 2,
      work: async ({ address }) => {
        events.push(address);
        if (address === 'slow') await promise;
        if (address === 'd') resolve();
        return 'ready';
      },
    });
    await running;
    expect(events).toEqual(['a', 'slow', 'b', 'c', 'd', 'behind slow']);
  });
});

describe('what needs no work', () => {
  test.each([
    ['ready', ['begin b', 'end b', 'begin c', 'end c']],
    ['waiting', ['skip b (a waiting)', 'skip c (b waiting)']],
    ['failed', ['skip b (a failed)', 'skip c (b failed)']],
  ] as [Fate, string[]][])('is %s', async (fate, expected) => {
    const { events } = await run({ a: [], b: ['a'], c: ['b'] }, { settled: new Map([['a', fate]]) });
    expect(events).toEqual(expected);
  });

  test('or is not among the nodes at all', async () => {
    expect((await run({ a: ['somewhere/else'] })).events).toEqual(['begin a', 'end a']);
  });

  test('nothing at all', async () => {
    expect((await run({})).events).toEqual([]);
  });
});

test('of several causes a failure is the one that is told', async () => {
  const fates = { a: 'waiting', b: 'failed', c: 'waiting' } as const;
  const { events } = await run({ a: [], b: [], c: [], d: ['a', 'b', 'c'], e: ['a', 'c'] }, { fates });
  expect(events.filter((event) => event.startsWith('skip'))).toEqual(['skip d (b failed)', 'skip e (a waiting)']);
});

describe('a signal', () => {
  test('lets what is in flight end and begins nothing more', async () => {
    const controller = new AbortController();
    const events: string[] = [];
    await run(
      { a: [], b: [], c: [], d: ['a'] },
      {
        concurrency: 2,
        signal: controller.signal,
        work: async ({ address }) => {
          events.push(`begin ${address}`);
          controller.abort();
          await setTimeout(1);
          events.push(`end ${address}`);
          return 'ready';
        },
        skip: ({ address }, cause) => events.push(`skip ${address} (${shown(cause)})`),
      },
    );
    expect(events).toEqual(['begin a', 'skip b (stopped)', 'skip c (stopped)', 'end a', 'skip d (stopped)']);
  });

  test('that fired before lets nothing begin', async () => {
    const { events } = await run({ a: [], b: ['a'] }, { signal: AbortSignal.abort() });
    expect(events).toEqual(['skip a (stopped)', 'skip b (a stopped)']);
  });
});

describe('work that rejects is a defect', () => {
  test('and ends the schedule: what is in flight goes on, nothing else begins', async () => {
    const began: string[] = [];
    const running = run(
      { bad: [], good: [], later: ['good'] },
      {
        concurrency: 2,
        work: async ({ address }) => {
          began.push(address);
          if (address === 'bad') throw new Error('a defect');
          await setTimeout(5);
          return 'ready';
        },
      },
    );
    await expect(running).rejects.toThrow('a defect');
    await setTimeout(10);
    expect(began.sort()).toEqual(['bad', 'good']);
  });

  test('also when it is in being told', async () => {
    const skip = () => {
      throw new Error('cannot be told');
    };
    await expect(run({ a: [], b: ['a'] }, { fates: { a: 'failed' }, skip })).rejects.toThrow('cannot be told');
    await expect(run({ a: [] }, { signal: AbortSignal.abort(), skip })).rejects.toThrow('cannot be told');
  });
});
