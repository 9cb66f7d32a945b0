import type { ApiChange, ApiChangeLevel, SilentDifference } from '../run/api-change.ts';
import type { ServiceStaging, TrafficMove } from '../run/staging.ts';
import { type QuietStep, quietStep } from '../run/version-step.ts';
import { count } from '../value/count.ts';
import { sameValue } from '../value/same-value.ts';

/** The levels of changes, each with the word that follows its number. */
export const levelWords: readonly (readonly [ApiChangeLevel, string])[] = [
  ['breaking', 'breaking'],
  ['risky', 'risky'],
  ['harmless', 'other'],
];

/** `3 breaking, 12 other`. */
export function countChanges(changes: readonly ApiChange[]): string {
  const words = levelWords.flatMap(([level, word]) => {
    const number = changes.filter((change) => change.level === level).length;
    return number === 0 ? [] : `${number} ${word}`;
  });
  return words.join(', ');
}

const silentWords: Readonly<Record<SilentDifference, string>> = {
  servers: 'servers',
  words: 'titles, descriptions or examples',
  version: 'its version',
  openapi: 'the version of OpenAPI',
  extensions: 'extensions (x-…)',
};

/**
 * A changed API in a few words: the number of its changes by level, or the parts that differ although no rule found a
 * change, or "not compared".
 */
export function changedWords({ changes, silent, uncompared }: ServiceStaging): string | undefined {
  if (uncompared && !uncompared.paths && !changes) return 'not compared';
  const left = uncompared ? `, ${count(uncompared.paths?.length ?? 0, 'part')} not compared` : '';
  if (changes && changes.length > 0) return `${countChanges(changes)}${left}`;
  if (uncompared) return `nothing found${left}`;
  if (!silent) return undefined;
  if (silent.length === 0) return 'nothing that callers see, it is only written in another way';
  if (silent.every((kind) => kind === 'openapi'))
    return 'nothing that callers see, it is only written in another version of OpenAPI';
  const [first, ...others] = silent.map((kind) => silentWords[kind]);
  return `nothing that callers see, only ${[first, ...others].join('; ')}`;
}

export function isBreaking({ changes = [] }: ServiceStaging): boolean {
  return changes.some(({ level }) => level === 'breaking');
}

/**
 * The addresses that gateways send an API's requests to, before and after; undefined where they stay. The rendered
 * configuration decides. Without one, it is the servers of the specifications, unless the manifest sets the upstream.
 */
export function trafficMove({ traffic, before, servers, upstreamDeclared }: ServiceStaging): TrafficMove | undefined {
  if (traffic) return traffic === 'stays' ? undefined : traffic;
  if (upstreamDeclared || !before?.servers || !servers) return undefined;
  return sameValue(before.servers, servers) ? undefined : { from: before.servers, to: servers };
}

const stepWords: Readonly<Record<QuietStep, string>> = {
  same: 'its version stays the same',
  back: 'its version goes back',
  small: 'its version takes no major step',
};

/**
 * What the new version of an API with breaking changes fails to announce; undefined for a major step and for APIs
 * without breaking changes.
 */
export function versionWords(service: ServiceStaging): string | undefined {
  const step = isBreaking(service) ? quietStep(service.before?.version, service.version) : undefined;
  return step && stepWords[step];
}
