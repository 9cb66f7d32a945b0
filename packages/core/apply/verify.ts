import { setTimeout } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Change } from '../plan/change.ts';
import type { Summary } from '../plan/plan.ts';
import type { Provider } from '../provider/provider.ts';
import type { Result } from './result.ts';
import { type Survey, type Surveyed, survey } from './survey.ts';

export interface Verification {
  readonly ok: boolean;
  readonly summary: Summary;
  readonly diagnostics: readonly Diagnostic[];
}

/** A verification, and what the resources that still wait are waiting for now that the rest exists, by address. */
export interface Verified {
  readonly verification: Verification;
  readonly waiting: ReadonlyMap<string, string>;
}

/** Milliseconds; each next pause is twice as long. */
const firstPause = 250;

/**
 * Plans again after an apply, from what Konnect says now. Nothing this run applied, or found in order, may need a change
 * again; an object that lists do not show yet gets `patience` milliseconds to appear. When the signal fires it no longer
 * waits for that.
 */
export async function verify(
  input: Survey,
  provider: Provider,
  results: readonly Result[],
  patience: number,
  signal?: AbortSignal,
): Promise<Verified> {
  // What failed or waited is reported by the apply, and may well still differ.
  const excused = new Set(results.filter((result) => result.outcome !== 'applied').map((result) => result.address));
  const deadline = Date.now() + patience;
  let pause = firstPause;
  for (;;) {
    const seen = await survey(input, provider);
    const loops = seen.decisions
      .map((decision) => decision.change)
      .filter((change) => isPending(change) && !excused.has(change.address));
    if (loops.length === 0) return verified(seen, { ok: true, summary: seen.plan.summary, diagnostics: [] });
    const left = deadline - Date.now();
    if (left <= 0 || signal?.aborted || !loops.some((change) => change.action === 'create')) return failed(seen, loops);
    await setTimeout(Math.min(pause, left), undefined, signal && { signal }).catch(() => undefined);
    pause *= 2;
  }
}

function isPending(change: Change): boolean {
  return change.action !== 'none' && change.action !== 'waiting';
}

function failed(seen: Surveyed, loops: readonly Change[]): Verified {
  return verified(seen, { ok: false, summary: seen.plan.summary, diagnostics: loops.map(loopDiagnostic) });
}

function verified(seen: Surveyed, verification: Verification): Verified {
  const waiting = seen.plan.changes.filter((change) => change.action === 'waiting');
  return { verification, waiting: new Map(waiting.map((change) => [change.address, change.reason ?? ''])) };
}

function loopDiagnostic(change: Change): Diagnostic {
  const fields = change.fields
    .map(({ path, before, after }) => `${path} is ${show(before)} and not ${show(after)}`)
    .join('; ');
  const missing = change.action === 'create';
  return {
    severity: 'error',
    code: 'verify-failed',
    message: missing
      ? `${change.kind} ${change.address} was created and does not show in Konnect's lists`
      : `${change.kind} ${change.address} still differs after it was written: ${fields}`,
    cause: missing
      ? 'the lists still lacked it after some seconds'
      : 'Konnect stored another value than it was sent, or somebody changed it meanwhile',
    fix: missing ? 'run again' : 'write the value the way Konnect stores it',
    ...(change.place ? { at: change.place } : {}),
  };
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
