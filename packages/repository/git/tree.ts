/** An entry of a folder of a commit. */
export interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'submodule';
  readonly id: string;
}

const idBytes = 20;
const longestName = 200;

/** Reads a tree object. Names that are not UTF-8 are left out, because no path of Konduct's can match them. */
export function parseTree(data: Buffer): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(32, at);
    const end = data.indexOf(0, space);
    if (space === -1 || end === -1) break;
    const kind = kindOf(data.toString('latin1', at, space));
    const name = data.subarray(space + 1, end);
    const id = data.toString('hex', end + 1, end + 1 + idBytes);
    const text = name.toString('utf8');
    if (kind && Buffer.from(text).equals(name)) entries.set(text, { kind, id });
    at = end + 1 + idBytes;
  }
  return entries;
}

/** The id of the tree in a commit object. */
export function treeOf(commit: Buffer): string | undefined {
  return /^tree ([0-9a-f]{40})$/m.exec(commit.toString('latin1', 0, 64))?.[1];
}

/** The author's name in a commit object; undefined without one. Untrusted. */
export function authorOf(commit: Buffer): string | undefined {
  const head = commit.subarray(0, Math.max(0, commit.indexOf('\n\n')));
  const name = /^author ([^<\n]*?) ?<[^>\n]*> \d+ /m.exec(head.toString('utf8'))?.[1]?.trim();
  return name === undefined || name === '' ? undefined : name.slice(0, longestName);
}

/** The kind of an entry with a mode; undefined for modes that git has not written for many years. */
export function kindOf(mode: string): TreeEntry['kind'] | undefined {
  switch (mode.padStart(6, '0')) {
    case '100644':
    case '100755':
    case '100664':
      return 'file';
    case '040000':
      return 'folder';
    case '120000':
      return 'link';
    case '160000':
      return 'submodule';
    default:
      return undefined;
  }
}
