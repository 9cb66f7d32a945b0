import type { ApiChange, ApiChangeLevel, SilentDifference } from '../run/api-change.ts';
import type { ServiceStaging } from '../run/staging.ts';
import { type QuietStep, quietStep } from '../run/version-step.ts';
import { count } from './words.ts';

/** Levels with the word that counts them. */
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
  words: 'titles, descriptions, examples or its version',
  extensions: 'extensions (x-…)',
  contract: 'the way it is written, or parts that oasdiff has no rule for, such as webhooks',
};

/** What is to be said of a changed API in a few words: how much changed, or of which kind it is, or that nobody knows. */
export function changedWords({ changes, silent, uncompared }: ServiceStaging): string | undefined {
  if (uncompared && !uncompared.paths && !changes) return 'not compared';
  const left = uncompared ? `, ${count(uncompared.paths?.length ?? 0, 'part')} not compared` : '';
  if (changes && changes.length > 0) return `${countChanges(changes)}${left}`;
  if (uncompared) return `nothing found${left}`;
  if (!silent) return undefined;
  if (silent.length === 0) return 'nothing that callers see, it is only written in another way';
  const [first, ...others] = silent.map((kind) => silentWords[kind]);
  return `nothing that callers see, only ${[first, ...others].join('; ')}`;
}

export function isBreaking({ changes = [] }: ServiceStaging): boolean {
  return changes.some(({ level }) => level === 'breaking');
}

/** Whether gateways send the requests to an API elsewhere than before, as far as its specification says where. */
export function movesTraffic({ before, servers }: ServiceStaging): boolean {
  if (!before?.servers || !servers) return false;
  return JSON.stringify(before.servers) !== JSON.stringify(servers);
}

const stepWords: Readonly<Record<QuietStep, string>> = {
  same: 'its version stays the same',
  back: 'its version goes back',
  small: 'its version takes no major step',
};

/** What is wrong with the version of an API that breaks callers; undefined where nothing is. */
export function versionWords(service: ServiceStaging): string | undefined {
  const step = isBreaking(service) ? quietStep(service.before?.version, service.version) : undefined;
  return step && stepWords[step];
}
