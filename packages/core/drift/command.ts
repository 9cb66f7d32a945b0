import type { Difference } from './difference.ts';

/** How a part of a platform is selected on the command line. */
export interface HealedPart {
  readonly organization: string;
  /** Undefined for resources of no environment. */
  readonly environment?: string | undefined;
  /** The platform directory, if it is not the default one. */
  readonly config?: string;
  /** The commit of the last apply, which a deep run needs to know. */
  readonly since?: string | undefined;
}

/** The command that makes differences of one part go away. */
export function healingCommand(part: HealedPart, differences: readonly Pick<Difference, 'remedy'>[]): string {
  const { organization, environment, config, since } = part;
  const remedies = differences.map(({ remedy }) => remedy);
  const isDeep = remedies.some(({ deep }) => deep);
  const prunes = remedies.some((remedy) => remedy.prunes);
  const selection = [
    ...(config === undefined ? [] : ['--config', quoted(config)]),
    '--organizations',
    quoted(organization),
    ...(environment === undefined ? ['--level', 'organization'] : ['--environments', quoted(environment)]),
  ];
  const replace = remedies.some(({ replaces }) => replaces) ? ['--replace'] : [];
  if (!isDeep) return ['konduct', 'apply', ...selection, ...(prunes ? ['--prune', 'all'] : []), ...replace].join(' ');
  // A plain apply trusts digests, and would not see the difference.
  const after = since === undefined ? [] : ['--since', since.slice(0, 12)];
  const heal = prunes || replace.length > 0 ? 'all' : 'safe';
  return ['konduct', 'drift', ...selection, '--deep', ...after, '--heal', heal, ...replace].join(' ');
}

function quoted(word: string): string {
  return /^[\w./@:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
