import type { MachineRefusalCode } from '@konduct/core/diagnostic/machine-refusal';

/** The reason why a git process failed. */
export type GitFailureReason =
  | 'not-installed'
  | 'timed-out'
  | 'stopped'
  | 'too-much-output'
  | 'branch-missing'
  | 'not-found'
  | 'refused'
  /** The host redirects to another address. */
  | 'moved'
  /** The far side does not answer in git's protocol. */
  | 'not-git'
  | 'host-key'
  | 'unreachable'
  | 'protocol'
  /** The repository names objects by SHA-256, which Konduct does not read. */
  | 'object-format'
  | 'rejected'
  /** This machine refused something, such as room on its disk. */
  | 'machine'
  | 'nothing-ahead'
  | 'other';

/** The error of a git process. Secrets are removed from its output. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly reason: GitFailureReason;
  /** The last lines of git's output. */
  readonly said: string;
  /** What this machine refused, for the reason `machine`. */
  readonly refused: MachineRefusalCode | undefined;

  constructor(reason: GitFailureReason, said: string, refused?: MachineRefusalCode) {
    super(said === '' ? reason : said);
    this.reason = reason;
    this.said = said;
    this.refused = refused;
  }
}

/** git gives the reason only in words; these are the ones of LC_ALL=C, unchanged for many versions. */
const words: readonly (readonly [RegExp, GitFailureReason])[] = [
  [/couldn't find remote ref|Remote branch .* not found/i, 'branch-missing'],
  [/no commits selected for shallow requests/i, 'nothing-ahead'],
  [/\[(?:remote )?rejected\]|stale info|failed to push some refs/i, 'rejected'],
  [/mismatched algorithms|unknown object format/i, 'object-format'],
  [/transport '.*' not allowed/i, 'protocol'],
  [/returned error: 30[1278]/i, 'moved'],
  [/not valid: is this a git repository|invalid server response|protocol error: bad line length/i, 'not-git'],
  [/Host key verification failed/i, 'host-key'],
  [
    /Authentication failed|could not read (?:Username|Password)|Permission denied|returned error: 40[13]|invalid credentials/i,
    'refused',
  ],
  [
    /Repository not found|does not appear to be a git repository|returned error: 404|does not exist|not found/i,
    'not-found',
  ],
  [
    /Could not resolve|unable to access|Could not connect|Connection (?:refused|reset|timed out)|Operation timed out|early EOF|unexpected disconnect|remote end hung up/i,
    'unreachable',
  ],
];

/** The reason in git's output, if it is not this machine. */
export function reasonIn(said: string): GitFailureReason {
  return words.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
}
