/** Somebody who waits while a tool is got: a build takes minutes. */
export interface Watcher {
  /** Told a line of progress. */
  readonly show: (line: string) => void;
  /** Told what is waited for, for as long as nothing else is told. @returns what is called when it is waited for no longer */
  readonly begin: (what: string) => () => void;
}

/** Nobody waits. */
export const unwatched: Watcher = { show: () => {}, begin: () => () => {} };
