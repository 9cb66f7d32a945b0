import type { Git } from '../git/git.ts';
import { GitFailure } from '../git/git-failure.ts';
import type { ObjectReader } from '../git/object-reader.ts';
import { CommitFiles } from '../specification/commit-files.ts';

/** A commit that changed files of a folder, and how it left them. */
export interface Version {
  /** In full, in hex. */
  readonly commit: string;
  readonly subject: string;
  /** Where the folder was then, from the root of the repository; empty for the root. */
  readonly folder: string;
  readonly files: CommitFiles;
}

export interface HistoryQuery {
  readonly git: Git;
  /** The directory of the repository: `.git`, or the file of that name. */
  readonly directory: string;
  readonly reader: ObjectReader;
  /** The folder as it is now, from the root of the repository; empty for the root. */
  readonly folder: string;
  /** The files in it that count. */
  readonly declaring: DeclaringFiles;
  /** More files, from the root of the repository. */
  readonly paths: readonly string[];
  /** The most commits of a line. */
  readonly limit: number;
}

/** Files of a folder that count in its history, as git finds them and by their names. */
export interface DeclaringFiles {
  /** Patterns of git below the folder, in which `*` stands for part of one name and `**` for any path. */
  readonly patterns: readonly string[];
  /** Whether a path below the folder is one of them. */
  readonly isOne: (path: string) => boolean;
}

/** The commit that GitHub makes of a pull request for its checks. It is on no branch, and nobody knows it. */
const pullRequestMerge = /^Merge [0-9a-f]{40} into [0-9a-f]{40}$/;

/**
 * The lines of commits that led to what is checked out, each to be read from its newest commit on. There is one, of the
 * first parents. On a pull request the line of its own commits comes before that of the branch it goes to.
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
 * The commits of a line that changed something that counts, newest first, also from before the folder was renamed. It ends
 * where the history does, which may be that of a shallow clone.
 *
 * @param start the commit to begin with
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

interface ReadCommit {
  readonly id: string;
  readonly subject: string;
  readonly parents: readonly string[];
}

const commitLimit = 1024 * 1024;

async function readCommit(reader: ObjectReader, name: string): Promise<ReadCommit | undefined> {
  const object = await reader.read(name, commitLimit);
  if (object.type !== 'commit') return undefined;
  const text = object.data.toString('utf8');
  const end = text.indexOf('\n\n');
  const [head, message] = end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end).trim()];
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].flatMap(([, parent]) => parent ?? []);
  const [subject = ''] = message.split(/\n[ \t]*\n/);
  return { id: object.id, subject: subject.split(/\s*\n\s*/).join(' '), parents };
}

/** Where the folder was in the first parent of the commit that seems to have made it; undefined where it did make it. */
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
    // It has no parent, or none that a shallow clone holds.
    if (!(error instanceof GitFailure)) throw error;
  }
  return undefined;
}

/** A path below a folder, relative to it; undefined for one that lies elsewhere. */
function below(folder: string, file: string): string | undefined {
  if (folder === '') return file;
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}

/** A path as a pattern of git that means that path alone. */
function literally(file: string): string {
  return file.replace(/[\\*?[\]]/g, '\\$&');
}

function within(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
