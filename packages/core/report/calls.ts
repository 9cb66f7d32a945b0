import type { CallCounts, Calls } from '../run/calls.ts';
import { count } from '../value/count.ts';

/**
 * What a plan took and what its apply takes, or what an apply sent: `8 to plan; an apply sends about 77 (40 writes), 1.9 s
 * at 24 ms a call`, `77 sent (40 writes), as announced`. Calls that waited for the lease, or kept it, are told apart.
 */
export function callsLine({ planned, expected, sent, time }: Calls): string {
  if (!sent) {
    const seconds = time ? `, ${duration(time.apply)} at ${Math.round(time.latency)} ms a call` : '';
    return `${total(planned)} to plan; an apply sends about ${counted(expected)}${seconds}`;
  }
  const announced = total(sent) === total(expected) ? 'as announced' : `${total(expected)} announced`;
  const again = sent.vain === 0 ? '' : `; ${sent.vain} more in vain, because Konnect put them off or failed`;
  const lease = sent.lease === 0 ? '' : `; ${sent.lease} more to wait for the lease or to keep it`;
  return `${total(sent)} sent (${plural(sent.writes)}), ${announced}${lease}${again}`;
}

function counted(counts: CallCounts): string {
  return `${total(counts)} (${plural(counts.writes)})`;
}

function plural(writes: number): string {
  return writes === 0 ? 'no write' : count(writes, 'write');
}

function total({ reads, writes }: CallCounts): number {
  return reads + writes;
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}
