import { posix } from 'node:path';

/** The first line of a comment Konduct keeps: invisible on GitHub, and the same for every run about the same things. */
export function commentMarker(mode: string, ...names: readonly string[]): string {
  // Two hyphens would end an HTML comment.
  const encoded = names.map((name) => encodeURIComponent(name).replaceAll('--', '%2D%2D'));
  return `<!-- konduct:${mode}:${encoded.join('/')} -->`;
}

/** The usual platform directory, whose comments bear no mark of it. */
const usualDirectory = 'konnect';

/**
 * What tells the comments of one platform directory from those of another in the same repository, even where their
 * organizations have the same names: parts of a marker, none for the usual directory without further manifests.
 */
export function directoryParts({ config, manifests }: CommentDirectory): string[] {
  const directory = normal(config);
  return [
    ...(directory === usualDirectory ? [] : [`config=${directory}`]),
    ...manifests.map((manifest) => `manifest=${normal(manifest)}`).sort(),
  ];
}

/** The platform directory and the manifests beside it that a comment is about, as the inputs name them. */
export interface CommentDirectory {
  readonly config: string;
  readonly manifests: readonly string[];
}

/** How people are told which directory a comment is about; nothing for the usual one. */
export function directoryWords(place: CommentDirectory): string {
  const parts = directoryParts(place).map((part) => part.slice(part.indexOf('=') + 1));
  return parts.length === 0 ? '' : ` in ${parts.join(', ')}`;
}

function normal(file: string): string {
  return posix.normalize(file.replaceAll('\\', '/')).replace(/\/$/, '');
}

/** The names in the marker that a comment begins with; undefined for a comment of another mode, or not ours. */
export function markedNames(body: string, mode: string): string[] | undefined {
  const [, found, names] = /^<!-- konduct:([a-z-]+):(\S+) -->/.exec(body) ?? [];
  if (found !== mode || names === undefined) return undefined;
  try {
    return names.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
