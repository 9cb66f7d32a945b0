/** How much a change of an API affects its callers, the worst first. */
export const apiChangeLevels = ['breaking', 'risky', 'harmless'] as const;
export type ApiChangeLevel = (typeof apiChangeLevels)[number];

export interface ApiChange {
  readonly level: ApiChangeLevel;
  /** `GET /flights`; absent for a change that is not about one operation. */
  readonly operation?: string;
  /** One sentence, with code in backticks. Untrusted: it quotes the specification. */
  readonly text: string;
  /** The rule that found it, as oasdiff calls it: `request-parameter-type-changed`. */
  readonly rule?: string;
  /** Why the change has its level, where that is not obvious. */
  readonly reason?: string;
  /**
   * The number of the line that the change is about, from 1. It is in the staged file, or, for removed parts, in the
   * file before.
   */
  readonly line?: number;
  /** `before` if `line` is a line of the file before. */
  readonly lineOf?: 'before';
  /** The entry of the ignore file that accepts the change; absent for changes that are not accepted. */
  readonly accepted?: AcceptedChange;
}

/** The reason why a breaking change is accepted, and until when. */
export interface AcceptedChange {
  readonly reason: string;
  /** The last day on which it is accepted: `2026-11-30`. */
  readonly until: string;
}

/**
 * The kinds of differences between two specifications that change nothing in the contract with callers: `servers`,
 * `words` (titles, descriptions, examples), `version` (of the API), `openapi` (the version of OpenAPI), `extensions`
 * (members that begin with `x-`).
 */
export const silentDifferences = ['servers', 'words', 'version', 'openapi', 'extensions'] as const;
export type SilentDifference = (typeof silentDifferences)[number];

/** The part of an API that could not be compared. */
export interface Uncompared {
  /** The reason, as a clause. */
  readonly reason: string;
  /** The paths or places that could not be compared; undefined when the whole API could not. */
  readonly paths?: readonly string[];
}
