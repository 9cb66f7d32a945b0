import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import type { ObjectReader } from '../git/object-reader.ts';
import { CommitFiles } from '../specification/commit-files.ts';

/** A commit that changed files of a folder, and the files after it. */
export interface Version {
  /** The full id, in hex. */
  readonly commit: string;
  readonly subject: string;
  /** The folder's path in that commit, from the root of the repository; empty for the root. */
  readonly folder: string;
  readonly files: CommitFiles;
}

export interface HistoryQuery {
  readonly git: Git;
  /** The directory of the repository: `.git`, or the file of that name. */
  readonly directory: string;
  readonly reader: ObjectReader;
  /** The folder's present path, from the root of the repository; empty for the root. */
  readonly folder: string;
  /** The files in the folder whose changes count. */
  readonly declaring: DeclaringFiles;
  /** More files, from the root of the repository. */
  readonly paths: readonly string[];
  /** The most commits of a line. */
  readonly limit: number;
}

/** The files of a folder that count in its history: as patterns for git, and as a test of a path. */
export interface DeclaringFiles {
  /** Patterns of git below the folder: `*` matches a part of one name, and `**` any path. */
  readonly patterns: readonly string[];
  /** Whether a path below the folder is one of the files. */
  readonly isOne: (path: string) => boolean;
}

/**
 * The subject of the commit that GitHub makes for the checks of a pull request. It is on no branch, and people never
 * see it.
 */
const pullRequestMerge = /^Merge [0-9a-f]{40} into [0-9a-f]{40}$/;

/**
 * The lines of commits behind the checked-out one, as the newest commit of each. Usually there is one, of first
 * parents. For a pull request, the line of its own commits comes before that of its base branch.
 */
export async function linesOf({ reader }: Pick<HistoryQuery, 'reader'>): Promise<readonly string[]> {
  const head = await readCommit(reader, 'HEAD');
  if (!head) return [];
  const [base, proposed] = head.parents;
  return base !== undefined && proposed !== undefined && pullRequestMerge.test(head.subject)
    ? [proposed, base]
    : [head.id];
}

/**
 * The commits of a line that changed files that count, newest first, also from before the folder was renamed. It ends
 * where the history ends, possibly that of a shallow clone.
 *
 * @param start the newest commit of the line
 */
export async function* versionsOf(query: HistoryQuery, start: string): AsyncGenerator<Version> {
  const { git, directory, reader, declaring, paths, limit } = query;
  let { folder } = query;
  let from: string | undefined = start;
  for (let count = 0; count < limit && from !== undefined; ) {
    const counting = [
      ...declaring.patterns.map((pattern) => `:(glob)${within(literally(folder), pattern)}`),
      ...paths.map((file) => `:(literal)${file}`),
    ];
    const args: string[] = ['rev-list', '--first-parent', `--max-count=${limit - count}`, from, '--', ...counting];
    const ids = (await git.run({ args, directory, patterns: true })).toString('latin1').split('\n').filter(Boolean);
    for (const id of ids) {
      const found = await readCommit(reader, id);
      const opened = await CommitFiles.open(reader, id);
      if (!found || !opened) return;
      count += 1;
      yield { commit: id, subject: found.subject, folder, files: opened.files };
    }
    const oldest = count < limit ? ids.at(-1) : undefined;
    const before: string | undefined = oldest && (await folderBefore(query, oldest, folder));
    if (before === undefined || before === folder) return;
    folder = before;
    from = `${oldest}^`;
  }
}

export interface ReadCommit {
  readonly id: string;
  readonly subject: string;
  readonly parents: readonly string[];
}

const commitLimit = 1024 * 1024;

/** The commit of an id, or of a ref of our own; undefined where git has none. */
export async function readCommit(reader: ObjectReader, name: string): Promise<ReadCommit | undefined> {
  const object = await reader.read(name, commitLimit);
  if (object.type !== 'commit') return undefined;
  const text = object.data.toString('utf8');
  const end = text.indexOf('\n\n');
  const [head, message] = end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end).trim()];
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].flatMap(([, parent]) => parent ?? []);
  const [subject = ''] = message.split(/\n[ \t]*\n/);
  return { id: object.id, subject: subject.split(/\s*\n\s*/).join(' '), parents };
}

/**
 * The folder's path in the first parent of the commit that seems to have created it; undefined where the commit did
 * create it.
 */
async function folderBefore(
  { git, directory, declaring }: HistoryQuery,
  commit: string,
  folder: string,
): Promise<string | undefined> {
  const options = ['-r', '-z', '-M', '--diff-filter=R', '--name-status', '--no-ext-diff', '--no-textconv'];
  try {
    const listing = await git.run({ args: ['diff-tree', ...options, `${commit}^`, commit], directory });
    const fields = listing.toString('utf8').split('\0');
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [, old = '', current = ''] = fields.slice(at, at + 3);
      const name = below(folder, current);
      if (name !== undefined && declaring.isOne(name) && (old === name || old.endsWith(`/${name}`)))
        return old.slice(0, Math.max(0, old.length - name.length - 1));
    }
  } catch (error) {
    // The commit has no parent, or a shallow clone lacks it.
    if (!(error instanceof GitFailure)) throw error;
  }
  return undefined;
}

/** A path relative to a folder; undefined for a path elsewhere. */
function below(folder: string, file: string): string | undefined {
  if (folder === '') return file;
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}

/** A pattern of git that matches exactly this path. */
function literally(file: string): string {
  return file.replace(/[\\*?[\]]/g, '\\$&');
}

function within(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
