import type { FaultRule } from '@konduct/simulator/serve/faults';
import type { Simulator } from '@konduct/simulator/simulator';

type Write = ReturnType<Simulator['log']>[number];

/** The writes a simulator took, in the order of its answers. */
export function writesOf(konnect: Simulator): Write[] {
  return konnect.log().filter(({ method }) => method !== 'GET');
}

/** Strikes one write of a recorded run and its retries, and no other, in a run that does the same up to there. */
export function faultOn({ method, host, path, requestBody }: Write, effect: FaultRule): FaultRule {
  const body = requestBody === undefined ? '' : JSON.stringify(requestBody);
  return { method, host, pattern: `^${escaped(path)}$`, body: `^${escaped(body)}$`, ...effect };
}

/** What a write is, for the message of a failed assertion. */
export function describeWrite({ method, path, requestBody }: Write): string {
  return `${method} ${path} ${JSON.stringify(requestBody ?? '').slice(0, 80)}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
