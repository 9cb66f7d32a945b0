import { type Author, plainName } from './import.ts';

/** The trailers in Konduct's commits, by which it recognises them. */
export interface Trailers {
  /** The digest of the files that the commit stages. */
  readonly staged: string;
  /** The digest of the files that the base had in their place. */
  readonly base: string;
}

const names = { staged: 'Konduct-Staged', base: 'Konduct-Base' } as const;

/** The message of a commit. Co-authors follow the trailers by which Konduct knows the commit, in git's own form. */
export function commitMessage(subject: string, trailers: Trailers, coAuthors: readonly Author[] = []): string {
  const own = [`${names.staged}: ${trailers.staged}`, `${names.base}: ${trailers.base}`];
  const others = coAuthors.map(({ name, email }) => `Co-authored-by: ${plainName(name)} <${plainName(email)}>`);
  return `${subject}\n\n${[...own, ...new Set(others)].join('\n')}\n`;
}

/** The trailers in the message of a Konduct commit; undefined for any other message. */
export function readTrailers(message: string): Trailers | undefined {
  // As in git, trailers are the last paragraph.
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const value = (name: string) => new RegExp(`^${name}: ([0-9a-f]{64})$`, 'm').exec(last)?.[1];
  const staged = value(names.staged);
  return staged === undefined ? undefined : { staged, base: value(names.base) ?? '' };
}
