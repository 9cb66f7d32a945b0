/** One `uses:` of an action of this repository. */
export interface Pin {
  readonly action: string;
  readonly commit: string;
  readonly version: string;
  /** From 1. */
  readonly line: number;
}

const repository = 'konduct/konduct';
const uses = new RegExp(`(uses: ${repository}/)([\\w./-]+)@(\\S+)(?: # v(\\S+))?`, 'g');

/** The pins of our own actions in a workflow or a page. */
export function pinsIn(text: string): Pin[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(uses)].map(([, , action = '', commit = '', version = '']) => ({
      action,
      commit,
      version,
      line: index + 1,
    })),
  );
}

/** The text with every pin of our own actions set to a commit and the version it has there. */
export function withPins(text: string, commit: string, version: string): string {
  return text.replaceAll(uses, (_, prefix: string, action: string) => `${prefix}${action}@${commit} # v${version}`);
}
