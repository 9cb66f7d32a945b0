import { posix } from 'node:path';

/**
 * The first line of a comment that Konduct keeps: invisible on GitHub, and the same in every run with the same mode and
 * names.
 */
export function commentMarker(mode: string, ...names: readonly string[]): string {
  // Two hyphens would end an HTML comment.
  const encoded = names.map((name) => encodeURIComponent(name).replaceAll('--', '%2D%2D'));
  return `<!-- konduct:${mode}:${encoded.join('/')} -->`;
}

/** The default platform directory, which is left out of markers. */
const usualDirectory = 'konnect';

/**
 * The parts of a marker for a platform directory, so that two directories of one repository have separate comments even
 * if their organizations have the same names. Empty for the default directory without more manifests.
 */
export function directoryParts({ config, manifests }: CommentDirectory): string[] {
  const directory = normal(config);
  return [
    ...(directory === usualDirectory ? [] : [`config=${directory}`]),
    ...manifests.map((manifest) => `manifest=${normal(manifest)}`).sort(),
  ];
}

/** The part of a platform that a job plans. Jobs of one matrix have separate comments and check runs. */
export interface PlanScope extends CommentDirectory {
  readonly organizations: readonly string[];
  readonly environments: readonly string[];
  readonly level: 'all' | 'organization' | 'environment';
}

/** The parts of a marker for the part of an organization that is planned. Empty for all of it. */
export function scopeParts(scope: PlanScope): string[] {
  return [...(scope.level === 'all' ? [] : [scope.level]), ...scope.environments, ...directoryParts(scope)];
}

/** The platform directory of a comment, and the manifests beside it, as in the inputs. */
export interface CommentDirectory {
  readonly config: string;
  readonly manifests: readonly string[];
}

/** Names the directory in a comment; empty for the default one. */
export function directoryWords(place: CommentDirectory): string {
  const parts = directoryParts(place).map((part) => part.slice(part.indexOf('=') + 1));
  return parts.length === 0 ? '' : ` in ${parts.join(', ')}`;
}

function normal(file: string): string {
  return posix.normalize(file.replaceAll('\\', '/')).replace(/\/$/, '');
}

/** The names in the marker of a comment; undefined for a comment of another mode, or without a marker. */
export function markedNames(body: string, mode: string): string[] | undefined {
  const [, found, names] = /^<!-- konduct:([a-z-]+):(\S+) -->/.exec(body) ?? [];
  if (found !== mode || names === undefined) return undefined;
  try {
    return names.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
