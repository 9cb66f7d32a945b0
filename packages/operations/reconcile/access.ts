import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ObservedPlan } from '@konduct/core/policy/policed-plan';
import type { ContentStore } from '@konduct/core/provider/content';
import type { Provider } from '@konduct/core/provider/provider';
import type { CallCounts } from '@konduct/core/run/calls';
import type { CallMeter, CallTally } from '@konduct/konnect/client/call-meter';
import { type Acquired, acquireLease, removeEndedLease } from '@konduct/konnect/lease/acquire';
import { konnectProvider } from '@konduct/konnect/provider';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { Transport } from '@konduct/konnect/transport';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { holderFrom } from './lease-holder.ts';

/** One organization in Konnect, as a run reaches it. */
export interface OrganizationAccess {
  readonly provider: Provider;
  /** Called with what the run saw at its end, if it came to an end. */
  readonly onSeen?: (seen: ObservedPlan) => void;
  /** Counts the calls over a network. */
  readonly meter?: CallMeter;
  /** Takes the right to change the organization. Absent for a run that needs none. */
  readonly lease?: () => Promise<LeasedAccess | { readonly refused: Diagnostic }>;
  /** Removes the ended lease of a dead run, for a run that has nothing to change. */
  readonly sweep?: () => Promise<void>;
}

/** The right to change an organization, held by this run. */
export interface LeasedAccess {
  /** Its writes are refused when the lease is lost. */
  readonly provider: Provider;
  /** Fires when the run must stop writing: it was asked to stop, or the lease is lost. */
  readonly signal: AbortSignal;
  /** The finding about a lease that was lost; undefined while it holds. */
  readonly problem: () => Diagnostic | undefined;
  /** The warning of a run that goes on without a lease, because its token may not take it. */
  readonly warnings: readonly Diagnostic[];
  /** Gives the lease back. Returns a warning if it stays. */
  readonly release: () => Promise<Diagnostic | undefined>;
}

export interface AccessOptions {
  readonly organization: string;
  readonly transport: Transport;
  readonly meter?: CallMeter;
  readonly contents: ContentStore;
  readonly retry: RetryPolicy;
  readonly options: Pick<ReconcileOptions, 'lock' | 'lockTimeout'>;
  readonly runContext: RunContext;
  /** The id of the run. */
  readonly run: string;
}

/** Reaches an organization over a transport, and takes the lease there before the first write. */
export function accessOver(access: AccessOptions): OrganizationAccess {
  const { transport, contents, retry, runContext, options } = access;
  const providerOver = (over: Transport, stop: AbortSignal) =>
    konnectProvider({ transport: over, contents, retry, stop });
  const provider = providerOver(transport, runContext.signal);
  const metered = access.meter ? { provider, meter: access.meter } : { provider };
  if (options.lock === false) return metered;
  return {
    ...metered,
    sweep: () => removeEndedLease({ transport, policy: retry }),
    async lease() {
      let waited: (() => void) | undefined;
      const before = access.meter?.tally;
      const acquired = await acquireLease({
        transport,
        policy: retry,
        run: access.run,
        holder: holderFrom(runContext.environment),
        patience: (options.lockTimeout ?? 0) * 1000,
        stop: runContext.signal,
        onWait: (holder) => {
          runContext.onProgress({ event: 'locked', organization: access.organization, holder });
          waited = runContext.waiting?.begin(`the lease of ${access.organization}, which ${holder} holds,`);
        },
      }).finally(() => waited?.());
      if (before) access.meter?.countForLease(beyondOneCreation(before, access.meter.tally, acquired.type));
      if (acquired.type === 'refused') return { refused: acquired.diagnostic };
      if (acquired.type === 'unavailable') {
        const warnings = [acquired.diagnostic];
        const none = () => undefined;
        return { provider, signal: runContext.signal, problem: none, warnings, release: async () => undefined };
      }
      const { lease } = acquired;
      const signal = AbortSignal.any([runContext.signal, lease.lost]);
      const release = async () => {
        const left = await lease.release();
        access.meter?.countForLease({ reads: 0, writes: lease.prolongations });
        return left;
      };
      return {
        provider: providerOver(lease.guard(transport), signal),
        signal,
        problem: () => lease.problem,
        warnings: [],
        release,
      };
    },
  };
}

/** The calls that the lease took besides the one that a plan foresees, its creation. */
function beyondOneCreation(before: CallTally, after: CallTally, outcome: Acquired['type']): CallCounts {
  const created = outcome === 'refused' ? 0 : 1;
  return { reads: after.reads - before.reads, writes: Math.max(0, after.writes - before.writes - created) };
}
