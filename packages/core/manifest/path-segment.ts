/** Most segments. They are safe on every system, so that the rules below need not be tried. */
const plain = /^[\w-]+(?:\.[\w-]+)*$/;

/** The most bytes that a file system accepts in one name. */
const longest = 255;

/** Why a text cannot be one segment of a path on every system, or undefined when it can. */
export function segmentProblem(segment: string): string | undefined {
  if (isTooLong(segment)) return `a part of it has more than ${longest} bytes`;
  if (plain.test(segment)) return undefined;
  if (segment === '') return 'it has an empty part';
  if (segment === '.' || segment === '..') return `\`${segment}\` leads to another folder`;
  if (segment.includes('\\')) return 'it holds a backslash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000-\u001f\u007f]/.test(segment)) return 'it holds a control character';
  if (/[. ]$/.test(segment)) return 'a part of it ends in a dot or a space';
  if (isGits(segment)) return `\`${segment}\` is what git keeps for itself`;
  if (segment.startsWith(' ')) return 'a part of it starts with a space';
  const decoded = decode(segment);
  // A program that decodes the path later must not get a segment that is refused above.
  return decoded === segment ? undefined : decodedProblem(decoded);
}

/** Whether a segment has more bytes than file systems accept in one name. */
export function isTooLong(segment: string): boolean {
  return segment.length > longest / 4 && bytesOf(segment) > longest;
}

/**
 * Whether some file system takes a name for `.git`: by a short name, with a stream behind it, or with invisible
 * characters in it.
 */
function isGits(segment: string): boolean {
  return /^(?:\.git|git~\d+)(?::|$)/i.test(segment.replace(/\p{Cf}/gu, ''));
}

/** A text that is equal for all paths that some file system, or a URL, treats as the same path. */
export function pathIdentity(path: string): string {
  return decode(path).normalize('NFC').toLowerCase();
}

function decodedProblem(decoded: string): string | undefined {
  if (decoded.includes('/')) return 'it holds a percent-encoded `/`';
  const problem = segmentProblem(decoded);
  return problem && `percent-decoded, ${problem}`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
