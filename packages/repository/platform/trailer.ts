/** What Konduct writes below its commits, so that it knows them again. */
export interface Trailers {
  /** The digest of what the commit stages. */
  readonly staged: string;
  /** The digest of what the base had there. */
  readonly base: string;
}

const names = { staged: 'Konduct-Staged', base: 'Konduct-Base' } as const;

export function commitMessage(subject: string, trailers: Trailers): string {
  return `${subject}\n\n${names.staged}: ${trailers.staged}\n${names.base}: ${trailers.base}\n`;
}

/** The trailers of a message of ours; undefined for a message without them. */
export function readTrailers(message: string): Trailers | undefined {
  // As git has it, trailers are the last paragraph.
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const value = (name: string) => new RegExp(`^${name}: ([0-9a-f]{64})$`, 'm').exec(last)?.[1];
  const staged = value(names.staged);
  return staged === undefined ? undefined : { staged, base: value(names.base) ?? '' };
}
