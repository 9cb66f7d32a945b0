/** One request in the simulator's log. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
}

/**
 * The least time for a run, in seconds. Its requests come in phases that cannot overlap (observe, write, verify). Each
 * phase takes at least as many round trips as its requests divided by those in flight, and at least as many as its
 * longest chain. Starting the process and computing are not included.
 *
 * @param latency milliseconds of the server for each response
 */
export function floorOf(requests: readonly SeenRequest[], inFlight: number, latency: number): number {
  const first = requests.findIndex(isWrite);
  const last = requests.findLastIndex(isWrite);
  const phases =
    first < 0 ? [requests] : [requests.slice(0, first), requests.slice(first, last + 1), requests.slice(last + 1)];
  const rounds = phases.map((phase) => Math.max(Math.ceil(phase.length / inFlight), longestChain(phase)));
  return (rounds.reduce((total, count) => total + count, 0) * latency) / 1000;
}

/**
 * The longest chain of requests in a phase that must follow one another: whole lists before those below their objects;
 * a portal, its content and its digest before a publication; a specification before the digest of its API.
 */
function longestChain(phase: readonly SeenRequest[]): number {
  if (phase.length === 0) return 0;
  const has = (pattern: RegExp): boolean => phase.some(({ method, path }) => pattern.test(`${method} ${path}`));
  if (!phase.some(isWrite))
    return has(/^GET .*(?:assigned-roles|core-entities)/) || has(/page%5Bnumber%5D=[2-9]/) ? 2 : 1;
  if (has(/^POST .*default-content/)) return has(/^PUT .*publications/) ? 4 : 3;
  return has(/^PATCH .*versions/) ? 2 : has(/^PUT .*publications/) ? 2 : 1;
}

function isWrite({ method }: SeenRequest): boolean {
  return method !== 'GET';
}
