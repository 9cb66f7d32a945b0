import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { Exchange } from '../exchange.ts';
import { backoff, defaultRetry, type RetryPolicy } from '../retry.ts';
import type { Transport } from '../transport.ts';
import { Lease, type LeaseClock } from './lease.ts';
import { leaseName } from './lease-account.ts';
import { LeaseAccounts, type SeenLease } from './lease-accounts.ts';
import type { LeaseNote } from './lease-note.ts';
import { type LeaseTimes, leaseTimes, takeoverTime } from './lease-times.ts';

export interface LeaseRequest {
  readonly transport: Transport;
  readonly policy: RetryPolicy;
  /** The id of the run, which no other run shares. */
  readonly run: string;
  /** The run for people. */
  readonly holder: string;
  /** Milliseconds to wait for another holder; 0 not to wait. */
  readonly patience: number;
  /** When it fires, waiting ends. */
  readonly stop: AbortSignal;
  readonly times?: LeaseTimes;
  /** By default the clock of the policy, with pauses as long as they are meant. */
  readonly clock?: LeaseClock;
  /** Called once with the holder for whom the run waits. */
  readonly onWait?: (holder: string) => void;
}

export type Acquired =
  | { readonly type: 'held'; readonly lease: Lease }
  /** Another run holds it, or the run was stopped while it waited. */
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic }
  /** The token may not create system accounts: the run goes on without a lease. */
  | { readonly type: 'unavailable'; readonly diagnostic: Diagnostic };

/** The pause between two looks at a lease that another run holds, in milliseconds. */
const pause = 5_000;

/** The most attempts to take a lease that others took or gave back between two requests. */
const attempts = 6;

/**
 * Takes the lease of an organization: creates its system account, of which Konnect allows only one. A lease whose end has
 * passed is deleted by its id, so that of several runs only one can delete it, and is then created anew.
 *
 * @throws UserError if Konnect cannot be asked
 */
export async function acquireLease(request: LeaseRequest): Promise<Acquired> {
  const { transport, policy, times = leaseTimes, run, holder, stop } = request;
  const { clock = { now: policy.now, sleep: defaultRetry.sleep } } = request;
  // An exchange without the signal of the run: a run that is being stopped still gives its lease back.
  const accounts = new LeaseAccounts(new Exchange(transport, policy));
  const deadline = clock.now() + request.patience;
  let told = false;
  for (let races = 0; ; ) {
    const note: LeaseNote = { run, holder, until: clock.now() + times.duration };
    const found = await take(accounts, note).catch(forbidden);
    if (found && 'severity' in found) return { type: 'unavailable', diagnostic: found };
    if (found?.note?.run === run) {
      const lease = new Lease({ accounts, times, clock }, found.id, { ...note, until: found.note.until });
      return { type: 'held', lease };
    }
    if (!found || hasEnded(found, clock.now(), times)) {
      if (found) await accounts.remove(found.id);
      races += 1;
      // Lists may lag behind, so that a lease which exists does not show yet.
      if (races < attempts) {
        await policy.sleep(backoff(policy, races), stop);
        continue;
      }
    }
    if (found && clock.now() < deadline && !stop.aborted) {
      if (!told) request.onWait?.(holderOf(found));
      told = true;
      await clock.sleep(Math.min(pause, deadline - clock.now()), stop);
      continue;
    }
    return { type: 'refused', diagnostic: stop.aborted ? stoppedWaiting(found) : leaseHeld(found, clock.now(), times) };
  }
}

/**
 * Removes the lease that a dead run left behind once its end has passed. For a run that has nothing to change, and so
 * takes no lease itself. An ended lease keeps nobody out, so that a Konnect which refuses this is no finding.
 */
export async function removeEndedLease({
  transport,
  policy,
}: Pick<LeaseRequest, 'transport' | 'policy'>): Promise<void> {
  const accounts = new LeaseAccounts(new Exchange(transport, policy));
  try {
    const found = await accounts.find();
    if (found && hasEnded(found, policy.now(), leaseTimes)) await accounts.remove(found.id);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** Creates the lease, or finds the one that is there. Undefined if another run gave it back in between. */
async function take(accounts: LeaseAccounts, note: LeaseNote): Promise<SeenLease | undefined> {
  const id = await accounts.create(note);
  return id === undefined ? accounts.find() : { id, note };
}

/** A refusal to create system accounts as a warning. @throws every other error */
function forbidden(error: unknown): Diagnostic {
  const refused = error instanceof UserError && error.diagnostics.find(({ code }) => code === 'konnect-forbidden');
  if (!refused) throw error;
  return finding('lease-unavailable', `The run goes on without a lease: ${refused.message}`, undefined, {
    severity: 'warning',
    cause: 'Without a lease, two runs that are started outside of one concurrency group may write at once.',
    ...(refused.fix === undefined ? {} : { fix: `${refused.fix} Or set \`lock: false\` (\`--no-lock\`).` }),
  });
}

function hasEnded({ note }: SeenLease, now: number, times: LeaseTimes): boolean {
  return note !== undefined && now > takeoverTime(note.until, times);
}

function holderOf({ note }: SeenLease): string {
  return note?.holder ?? 'somebody who is not Konduct';
}

function stoppedWaiting(found: SeenLease | undefined): Diagnostic {
  const of = found ? ` of ${holderOf(found)}` : '';
  return finding('run-interrupted', `The run was asked to stop while it waited for the lease${of}`, undefined, {
    cause: 'Nothing was changed.',
    fix: 'Run it again.',
  });
}

function leaseHeld(found: SeenLease | undefined, now: number, times: LeaseTimes): Diagnostic {
  if (!found)
    return finding('lease-held', 'Other runs take the lease of the organization again and again', undefined, {
      fix: 'Run again later.',
    });
  const { note } = found;
  const dead = `If that run is certainly dead, delete the system account ${leaseName} in Konnect.`;
  const wait = 'wait for it with `lock-timeout` (`--lock-timeout`)';
  if (note === undefined || now <= note.until)
    return finding('lease-held', `The organization is being changed by ${holderOf(found)}`, undefined, {
      cause:
        note === undefined
          ? `The system account ${leaseName} has a description that Konduct did not write, so that nothing tells when it ends.`
          : `That run prolongs its lease while it lives. If it does not, another run can take the lease over after ${timeText(takeoverTime(note.until, times))}.`,
      fix: `Run again when it is done, or ${wait}. ${dead}`,
    });
  const takeover = timeText(takeoverTime(note.until, times));
  return finding('lease-held', `The organization was being changed by ${holderOf(found)}`, undefined, {
    cause: `That run gave no sign since it should have prolonged its lease, which ended at ${timeText(note.until)}. Another run can take it over after ${takeover}: the clocks of two machines may differ.`,
    fix: `Run again after ${takeover}, or ${wait}. ${dead}`,
  });
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
