import { fromToken, toToken } from '@konduct/core/value/json-pointer';
/** The target of a `$ref`: a place in a document, which is a file of the repository or a page of another host. */
export interface Target {
  /** A path from the root of the repository, or an https URL. */
  readonly location: string;
  /** The parts of the JSON pointer; empty for the whole document. */
  readonly pointer: readonly string[];
}

/** A target with a name (`$anchor`) instead of a pointer. */
export interface AnchorTarget {
  readonly location: string;
  readonly anchor: string;
}

export type Resolved = Target | AnchorTarget | { readonly refused: string };

/** Finds the target of a `$ref` in the document at `base`. Nothing is read. */
export function resolveReference(reference: string, base: string): Resolved {
  const hash = reference.indexOf('#');
  const file = hash === -1 ? reference : reference.slice(0, hash);
  const fragment = hash === -1 ? '' : reference.slice(hash + 1);
  const place = anchorName.test(fragment) ? { anchor: fragment } : { pointer: pointerOf(fragment) };
  if ('pointer' in place && !place.pointer) return { refused: 'its fragment is not a JSON pointer' };
  if (file === '') return { location: base, ...place } as Target | AnchorTarget;
  const located = isUrl(base) || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(file) ? urlOf(file, base) : pathOf(file, base);
  return 'refused' in located ? located : ({ ...located, ...place } as Target | AnchorTarget);
}

const anchorName = /^[A-Za-z_][\w.-]*$/;

/** The key under which a target is stored in maps. */
export function keyOf({ location, pointer }: Target): string {
  return JSON.stringify([location, pointer]);
}

export function isUrl(location: string): boolean {
  return location.startsWith('https://');
}

function urlOf(file: string, base: string): { location: string } | { refused: string } {
  const url = URL.parse(file, isUrl(base) ? base : undefined);
  if (url?.protocol !== 'https:') return { refused: 'it leads to an address that is not https' };
  if (url.username !== '' || url.password !== '') return { refused: 'its address has a user in it' };
  return { location: url.href };
}

function pathOf(file: string, base: string): { location: string } | { refused: string } {
  const decoded = decode(file);
  if (decoded === undefined) return { refused: 'it is not a valid path' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\\\u0000-\u001f\u007f]/.test(decoded)) return { refused: 'its path holds a backslash or a control character' };
  if (decoded.startsWith('/')) return { refused: 'it is an absolute path' };
  const parts = base.split('/').slice(0, -1);
  for (const part of decoded.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return { refused: 'it leads out of the repository' };
  }
  return parts.length === 0 ? { refused: 'it names no file' } : { location: parts.join('/') };
}

function pointerOf(fragment: string): readonly string[] | undefined {
  const decoded = decode(fragment);
  if (decoded === undefined || (decoded !== '' && !decoded.startsWith('/'))) return undefined;
  return decoded.split('/').slice(1).map(fromToken);
}

/** The `$ref` to a place of the same document. */
export function localReference(pointer: readonly string[]): string {
  const parts = pointer.map((part) => encodeURIComponent(toToken(part)));
  return `#${parts.map((part) => `/${part}`).join('')}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
