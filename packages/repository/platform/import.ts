import type { BareRepository } from '../git/bare-repository.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  /** The parent commit. */
  readonly base: string;
  /** Seconds since 1970. */
  readonly date: number;
  readonly author: Author;
  readonly message: string;
  /** The contents of files by path from the root of the repository; undefined for a removed file. */
  readonly changes: ReadonlyMap<string, Buffer | undefined>;
}

const ref = 'refs/konduct/new';

/** Makes a commit with one process, without an index or a working tree. Resolves to its id. */
export async function importCommit(repository: BareRepository, commit: NewCommit): Promise<string> {
  await repository.run(['fast-import', '--quiet', '--force', '--date-format=raw'], { input: stream(commit) });
  const id = await repository.run(['rev-parse', '--verify', ref]);
  return id.toString('utf8').trim();
}

function stream({ base, date, author, message, changes }: NewCommit): Buffer {
  const person = `${plainName(author.name) || 'Konduct'} <${plainName(author.email)}> ${date} +0000`;
  const parts: Buffer[] = [];
  const say = (text: string) => parts.push(Buffer.from(text));
  say(`reset ${ref}\nfrom ${base}\n\ncommit ${ref}\nauthor ${person}\ncommitter ${person}\n`);
  say(`data ${Buffer.byteLength(message)}\n${message}\nfrom ${base}\n`);
  for (const [path, bytes] of changes) {
    if (!bytes) say(`D ${quote(path)}\n`);
    else {
      say(`M 100644 inline ${quote(path)}\ndata ${bytes.length}\n`);
      parts.push(bytes);
      say('\n');
    }
  }
  say('done\n');
  return Buffer.concat(parts);
}

/** A name in the form of git's commits: on one line and without the brackets that would end it. */
export function plainName(text: string): string {
  return text.replace(/[\p{Cc}<>]+/gu, ' ').trim();
}

/** A path in quotes as in C, which allow every character. */
function quote(path: string): string {
  const escaped = path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
