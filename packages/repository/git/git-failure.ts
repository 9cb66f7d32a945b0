/** Why a git process did not do what it was asked. */
export type GitFailureReason =
  | 'not-installed'
  | 'timed-out'
  | 'stopped'
  | 'too-much-output'
  | 'branch-missing'
  | 'not-found'
  | 'refused'
  /** Its host sends whoever asks to another address. */
  | 'moved'
  /** What answers there does not speak git. */
  | 'not-git'
  | 'host-key'
  | 'unreachable'
  | 'protocol'
  /** Its objects are named by SHA-256, which is not read here. */
  | 'object-format'
  | 'rejected'
  | 'nothing-ahead'
  | 'other';

/** A git process that failed. What it said is kept without any secret in it. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly reason: GitFailureReason;
  /** git's own last words. */
  readonly said: string;

  constructor(reason: GitFailureReason, said: string) {
    super(said === '' ? reason : said);
    this.reason = reason;
    this.said = said;
  }
}

/** git tells why it failed in words alone; these are the ones of LC_ALL=C, unchanged for many versions. */
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

/** What git meant. */
export function reasonIn(said: string): GitFailureReason {
  return words.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
}
