/** How a change of an API affects those who use it, the worst first. */
export const apiChangeLevels = ['breaking', 'risky', 'harmless'] as const;
export type ApiChangeLevel = (typeof apiChangeLevels)[number];

export interface ApiChange {
  readonly level: ApiChangeLevel;
  /** `GET /flights`; absent for what concerns no one operation. */
  readonly operation?: string;
  /** One sentence, with code in backticks. Untrusted: it quotes the specification. */
  readonly text: string;
  /** The rule that found it, as oasdiff calls it: `request-parameter-type-changed`. */
  readonly rule?: string;
  /** Why it has its level where that needs a word. */
  readonly reason?: string;
  /** The line of the staged file that it is about; of the file before for what is gone. The first line is 1. */
  readonly line?: number;
  /** `before` where the line is one of the file before. */
  readonly lineOf?: 'before';
  /** Who uses the API has been told, or nobody does: an entry of the ignore file accepts it. */
  readonly accepted?: AcceptedChange;
}

/** Why a breaking change is accepted, and how long. */
export interface AcceptedChange {
  readonly reason: string;
  /** The last day on which it is accepted: `2026-11-30`. */
  readonly until: string;
}

/**
 * What differs in a specification of which no change was found: `servers`, `words` (titles, descriptions, examples,
 * versions), `extensions` (members that begin with `x-`), `contract` (parts that no rule looks at, such as webhooks).
 */
export const silentDifferences = ['servers', 'words', 'extensions', 'contract'] as const;
export type SilentDifference = (typeof silentDifferences)[number];

/** What a comparison could not tell. */
export interface Uncompared {
  /** A clause: why. */
  readonly reason: string;
  /** The paths of which nothing is known; undefined where nothing is known at all. */
  readonly paths?: readonly string[];
}
