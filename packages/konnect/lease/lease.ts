import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { RetryPolicy } from '../retry.ts';
import type { KonnectRequest, Transport } from '../transport.ts';
import { leaseName } from './lease-account.ts';
import type { LeaseAccounts } from './lease-accounts.ts';
import type { LeaseNote } from './lease-note.ts';
import { type LeaseTimes, takeoverTime } from './lease-times.ts';

/** The time, in milliseconds since the epoch, and pauses. */
export type LeaseClock = Pick<RetryPolicy, 'now' | 'sleep'>;

/** What a lease works with. */
export interface LeaseWorks {
  readonly accounts: LeaseAccounts;
  readonly times: LeaseTimes;
  readonly clock: LeaseClock;
}

/**
 * The right to change an organization, held by this run. It is prolonged until it is released. A write is sent only while
 * the lease certainly holds.
 */
export class Lease {
  readonly #works: LeaseWorks;
  readonly #id: string;
  readonly #lost = new AbortController();
  readonly #released = new AbortController();
  readonly #keeping: Promise<void>;
  #note: LeaseNote;
  #prolongations = 0;

  /** @param note as Konnect has it; its end was counted from before Konnect was asked */
  constructor(works: LeaseWorks, id: string, note: LeaseNote) {
    this.#works = works;
    this.#id = id;
    this.#note = note;
    this.#keeping = this.#keep();
    // A defect stops the writes at once and is thrown by `release`.
    this.#keeping.catch(() => this.#lost.abort());
  }

  /** Fires when the lease could not be prolonged in time, or was taken away. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** The finding about a lease that was lost; undefined while it holds. */
  get problem(): Diagnostic | undefined {
    return this.#lost.signal.aborted ? leaseLost() : undefined;
  }

  /** How often Konnect was asked to prolong it, and answered. */
  get prolongations(): number {
    return this.#prolongations;
  }

  /** A transport whose writes are refused from the moment when the lease may not hold any more. */
  guard(transport: Transport): Transport {
    return {
      send: (request: KonnectRequest, signal?: AbortSignal, stop?: AbortSignal) =>
        request.method === 'GET' || this.#holds()
          ? transport.send(request, signal, stop)
          : Promise.reject(new UserError([leaseLost()])),
    };
  }

  /**
   * Gives the lease back.
   *
   * @returns a warning if Konnect did not remove it, so that it stays until its end
   */
  async release(): Promise<Diagnostic | undefined> {
    this.#released.abort();
    await this.#keeping;
    try {
      await this.#works.accounts.remove(this.#id);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return leaseLeft(error, takeoverTime(this.#note.until, this.#works.times));
    }
  }

  /** The time that is left for writes, in milliseconds. */
  #left(): number {
    const { times, clock } = this.#works;
    return this.#note.until - times.margin - clock.now();
  }

  #holds(): boolean {
    if (this.#left() <= 0) this.#lost.abort();
    return !this.#lost.signal.aborted;
  }

  /** Prolongs the lease again and again until it is released or lost. */
  async #keep(): Promise<void> {
    const { times, clock } = this.#works;
    const released = this.#released.signal;
    for (;;) {
      await clock.sleep(times.interval, released);
      if (released.aborted || !this.#holds()) return;
      await this.#prolong(released);
    }
  }

  async #prolong(released: AbortSignal): Promise<void> {
    const { accounts, times, clock } = this.#works;
    const note = { ...this.#note, until: clock.now() + times.duration };
    try {
      const give = AbortSignal.any([released, AbortSignal.timeout(Math.max(1, this.#left()))]);
      const isThere = await accounts.prolong(this.#id, note, give);
      this.#prolongations += 1;
      if (isThere) this.#note = note;
      else this.#lost.abort();
    } catch (error) {
      // The next interval tries again; without an answer until the margin, the lease counts as lost.
      if (!(error instanceof UserError)) throw error;
    }
  }
}

function leaseLost(): Diagnostic {
  const message = 'The lease of the organization ended before the run did, so that the run writes nothing more';
  return finding('lease-lost', message, undefined, {
    cause: `It could not be prolonged in time, or somebody deleted the system account ${leaseName}. Another run may be writing by now.`,
    fix: 'Run again: what was written stays, and the next run goes on from there.',
  });
}

/** @param takeover the time from which others take the lease over */
function leaseLeft({ diagnostics }: UserError, takeover: number): Diagnostic {
  const message = `The lease could not be given back: ${diagnostics.map((one) => one.message).join('; ')}`;
  return finding('lease-left', message, undefined, {
    severity: 'warning',
    cause: `Other runs take it for held until ${new Date(takeover).toISOString()}.`,
    fix: `Wait until then, or delete the system account ${leaseName} in Konnect.`,
  });
}
