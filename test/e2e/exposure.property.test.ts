import type { InProcessRequest } from '@konduct/konnect/in-process';
import { load, type Snapshot, save } from '@konduct/simulator/snapshot';
import { State } from '@konduct/simulator/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Exposure, excess, exposureOf } from './exposure.ts';
import { applyModel, modelToken, type Prepared, prepare, type Watch } from './model-run.ts';
import { model } from './random-platform.ts';

const runs = Number(process.env.EXPOSURE_RUNS ?? 40);

/** Whether production depends on development. */
const orders = fc.constantFrom(new Map<string, readonly string[]>(), new Map([['prd', ['dev']]]));

function describeRequest({ method, host, path, body }: InProcessRequest): string {
  return `${method} ${host}${path} ${body ?? ''}`;
}

/** Lets one write fail for good, and records the exposure after every other one. */
function watching(
  state: State,
  start: Snapshot,
  failing: string | undefined,
  allowed: readonly Exposure[],
  problems: string[],
): Watch {
  return {
    before: (request) =>
      request.method !== 'GET' && describeRequest(request) === failing
        ? { status: 500, headers: {}, body: { status: 500, title: 'Internal Server Error' } }
        : undefined,
    after: (request) => {
      if (request.method === 'GET') return;
      const found = excess(exposureOf(save(state), modelToken, start), allowed);
      if (found.length > 0)
        problems.push(`when ${failing ?? 'nothing'} fails, after ${describeRequest(request)}: ${found.join('; ')}`);
    },
  };
}

async function exposureProblems(before: Prepared, after: Prepared): Promise<{ problems: string[]; applies: number }> {
  const state = new State();
  await applyModel(before, state);
  const start = save(state);
  const writes: string[] = [];
  const whole = load(start);
  await applyModel(after, whole, {
    after: (request) => void (request.method !== 'GET' && writes.push(describeRequest(request))),
  });
  const allowed = [exposureOf(start, modelToken), exposureOf(save(whole), modelToken, start)];
  const problems: string[] = [];
  const faults = [undefined, ...new Set(writes)];
  for (const failing of faults) {
    const copy = load(start);
    await applyModel(after, copy, watching(copy, start, failing, allowed, problems));
  }
  return { problems, applies: faults.length };
}

test('no prefix of the writes shows or allows what neither platform does, whichever of them fails', {
  timeout: 600_000,
}, async () => {
  let applies = 0;
  await fc.assert(
    fc.asyncProperty(
      model,
      model,
      fc.constantFrom('all' as const, 'access' as const),
      orders,
      async (one, other, prune, environmentOrder) => {
        const found = await exposureProblems(prepare(one), prepare(other, { prune, environmentOrder }));
        applies += found.applies;
        expect(found.problems).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
  expect(applies).toBeGreaterThan(runs);
});
