import type { BareRepository } from '../git/bare-repository.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  /** The commit it stands on. */
  readonly base: string;
  /** Seconds since 1970. */
  readonly date: number;
  readonly author: Author;
  readonly message: string;
  /** Bytes by path from the root of the repository; undefined where a file is removed. */
  readonly changes: ReadonlyMap<string, Buffer | undefined>;
}

const ref = 'refs/konduct/new';

/** Makes a commit with one process and without an index or a working tree; resolves to its id. */
export async function importCommit(repository: BareRepository, commit: NewCommit): Promise<string> {
  await repository.run(['fast-import', '--quiet', '--force', '--date-format=raw'], { input: stream(commit) });
  const id = await repository.run(['rev-parse', '--verify', ref]);
  return id.toString('utf8').trim();
}

function stream({ base, date, author, message, changes }: NewCommit): Buffer {
  const person = `${plain(author.name) || 'Konduct'} <${plain(author.email)}> ${date} +0000`;
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

/** A name as git has it in a commit: on one line and without the brackets that end it. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}<>]+/gu, ' ').trim();
}

/** A path in the quotes of C, in which any of its characters may stand. */
function quote(path: string): string {
  const escaped = path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
