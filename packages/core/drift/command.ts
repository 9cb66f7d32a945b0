import type { Difference } from './difference.ts';

/** How a part of a platform is selected on the command line. */
export interface HealedPart {
  readonly organization: string;
  /** Undefined for resources of no environment. */
  readonly environment?: string | undefined;
  /** The platform directory, if it is not the default one. */
  readonly config?: string;
}

type Remedied = Pick<Difference, 'remedy'>;

/**
 * The command that mends drift of one part and leaves alone what is pending.
 *
 * @param since the commit of the last apply
 */
export function healingCommand(part: HealedPart, since: string, differences: readonly Remedied[]): string {
  const remedies = differences.map(({ remedy }) => remedy);
  const prunes = remedies.some((remedy) => remedy.prunes);
  const replace = remedies.some(({ replaces }) => replaces) ? ['--replace'] : [];
  const deep = remedies.some((remedy) => remedy.deep) ? ['--deep'] : [];
  const heal = prunes || replace.length > 0 ? 'all' : 'safe';
  const after = ['--since', since.slice(0, 12)];
  return ['konduct', 'drift', ...selection(part, prunes), ...deep, ...after, '--heal', heal, ...replace].join(' ');
}

/** The command that applies one part, with everything that is pending there. */
export function applyingCommand(part: HealedPart, differences: readonly Remedied[]): string {
  const prunes = differences.some(({ remedy }) => remedy.prunes);
  const replace = differences.some(({ remedy }) => remedy.replaces) ? ['--replace'] : [];
  const prune = prunes ? ['--prune', 'all'] : [];
  return ['konduct', 'apply', ...selection(part, prunes), ...prune, ...replace].join(' ');
}

/** Only a run about all of an organization decides about every object that no manifest declares. */
function selection({ organization, environment, config }: HealedPart, prunes: boolean): string[] {
  const part = environment === undefined ? ['--level', 'organization'] : ['--environments', quoted(environment)];
  return [
    ...(config === undefined ? [] : ['--config', quoted(config)]),
    '--organizations',
    quoted(organization),
    ...(prunes ? [] : part),
  ];
}

function quoted(word: string): string {
  return /^[\w./@:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
