import { setTimeout } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { readableAddress } from '../graph/address.ts';
import { type Change, writes } from '../plan/change.ts';
import type { Plan, Summary } from '../plan/plan.ts';
import type { Extent } from '../plan/reach.ts';
import {
  type ObservedPlan,
  observedPlan,
  type PlanInput,
  type Planned,
  type PlanSettings,
} from '../policy/policed-plan.ts';
import type { Provider } from '../provider/provider.ts';
import type { Result } from './result.ts';

export interface Verification {
  readonly ok: boolean;
  readonly summary: Summary;
  readonly extent: Extent;
  readonly diagnostics: readonly Diagnostic[];
}

/** A verification, and the reasons for which resources still wait after the apply, by address. */
export interface Verified {
  readonly verification: Verification;
  readonly waiting: ReadonlyMap<string, string>;
  /** The last plan, with what was observed for it. */
  readonly seen: ObservedPlan;
}

/** Milliseconds. Each next pause is twice as long. */
const firstPause = 250;

/**
 * Plans again after an apply, from Konnect's present state. No resource that this run applied, or found in order, may
 * need a change. Lists get `patience` milliseconds to show new objects; when the signal fires, waiting for that ends.
 */
export async function verify(
  settings: PlanSettings,
  provider: Provider,
  applied: { readonly plan: Plan; readonly results: readonly Result[] },
  patience: number,
  signal?: AbortSignal,
  make?: (input: PlanInput) => Planned,
): Promise<Verified> {
  const outcomes = new Map(applied.results.map((result) => [result.address, result]));
  const left = new Set(applied.plan.orphans.map(({ address }) => address));
  const deadline = Date.now() + patience;
  let pause = firstPause;
  for (;;) {
    const seen = await observedPlan(settings, provider, make);
    const loops = seen.decisions
      .map((decision) => decision.change)
      .filter((change) => (writes(change) || change.action === 'blocked') && !isLeft(change, left))
      .filter((change) => !isExcused(change, outcomes.get(change.address)));
    if (loops.length === 0) return verified(seen, true, []);
    const time = deadline - Date.now();
    if (time <= 0 || signal?.aborted || !loops.some(({ action }) => action === 'create' || action === 'delete')) {
      const found = rootsOf(loops).map((change) => loopDiagnostic(change, outcomes.has(change.address)));
      return verified(seen, false, found);
    }
    await setTimeout(Math.min(pause, time), undefined, signal && { signal }).catch(() => undefined);
    pause *= 2;
  }
}

/**
 * Whether a difference is expected. Failed and waiting changes have been reported and may still differ. An object that
 * was adopted with a field that cannot change differs as before, with a warning.
 */
function isExcused({ action }: Change, result: Result | undefined): boolean {
  if (!result) return false;
  return result.outcome !== 'applied' || (action === 'replace' && result.action === 'adopt');
}

/** Whether the plan left a change to the next run, such as the links of an adopted object. */
function isLeft({ action, address }: Change, left: ReadonlySet<string>): boolean {
  return action === 'delete' && left.has(address);
}

/**
 * The changes without those that only repeat another one: creations and blocked changes whose dependency is among them.
 */
function rootsOf(loops: readonly Change[]): readonly Change[] {
  const missing = new Set(loops.flatMap(({ action, address }) => (action === 'create' ? [address] : [])));
  const all = new Set(loops.map(({ address }) => address));
  return loops.filter(
    ({ dependsOn, block, address }) =>
      !dependsOn.some((other) => missing.has(other)) && !(block && block.by !== address && all.has(block.by)),
  );
}

function verified(seen: ObservedPlan, ok: boolean, diagnostics: readonly Diagnostic[]): Verified {
  const { plan } = seen;
  const { summary, extent } = plan;
  const waiting = plan.changes.filter((change) => change.action === 'waiting');
  return {
    verification: { ok, summary, extent, diagnostics },
    waiting: new Map(waiting.map((change) => [change.address, change.reason ?? ''])),
    seen,
  };
}

function loopDiagnostic(change: Change, isWritten: boolean): Diagnostic {
  const what = `The ${change.kind} ${readableAddress(change.address)}`;
  if (change.action === 'blocked') {
    const before = isWritten ? 'was written' : 'was in order before';
    return finding('verify-failed', `${what} ${before} and is blocked by now: ${change.reason ?? ''}`, change.place, {
      cause: 'Somebody changed it meanwhile, or what it hangs on',
      fix: 'Plan again: the plan says what to mend.',
    });
  }
  if (change.action === 'create') {
    const message = isWritten
      ? `${what} was created and does not show in Konnect's lists`
      : `${what} was there before and is no longer`;
    return finding('verify-failed', message, change.place, {
      cause: isWritten ? 'The lists still lacked it after some seconds' : 'Somebody deleted it meanwhile',
      fix: 'Run again.',
    });
  }
  if (change.action === 'delete') {
    const message = isWritten
      ? `${what} was deleted and still shows in Konnect's lists`
      : `${what} was not there before and is now`;
    return finding('verify-failed', message, change.place, {
      cause: isWritten ? 'The lists still had it after some seconds' : 'Somebody made it meanwhile',
      fix: 'Run again.',
    });
  }
  const fields = change.fields.map(({ path, before, after, secret }) =>
    secret ? `\`${path}\` is another secret` : `\`${path}\` is ${show(before)} and not ${show(after)}`,
  );
  return isWritten
    ? finding('verify-failed', `${what} still differs after it was written: ${fields.join('; ')}`, change.place, {
        cause: 'Konnect stored another value than it was sent, or somebody changed it meanwhile',
        fix: 'Write the value the way Konnect stores it.',
      })
    : finding('verify-failed', `${what} was in order before and differs now: ${fields.join('; ')}`, change.place, {
        cause: 'Somebody changed it meanwhile',
        fix: 'Run again.',
      });
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
