import type { FaultRule } from '@konduct/simulator/serve/faults';
import type { Simulator } from '@konduct/simulator/simulator';

type Write = ReturnType<Simulator['log']>[number];

/** The writes of resources in a simulator's log, in the order of the answers; those of the lease are none. */
export function writesOf(konnect: Simulator): Write[] {
  return konnect.log().filter(({ method, path }) => method !== 'GET' && !path.startsWith('/v3/system-accounts'));
}

/** A fault for one write of a recorded run, with its repetitions, in a run that is the same up to there. */
export function faultOn({ method, host, path, requestBody }: Write, effect: FaultRule): FaultRule {
  const body = requestBody === undefined ? '' : JSON.stringify(requestBody);
  return { method, host, pattern: `^${escaped(path)}$`, body: `^${escaped(body)}$`, ...effect };
}

/** A write in words, for the message of a failed assertion. */
export function describeWrite({ method, path, requestBody }: Write): string {
  return `${method} ${path} ${JSON.stringify(requestBody ?? '').slice(0, 80)}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
