import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** A file of a corpus: what stands in it, or where a link leads. */
export interface CorpusFile {
  /** From the folder of the corpus, with `/`. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly isLink: boolean;
}

/** Every file below a folder, sorted by path. What belongs to git or npm is left out. */
export function corpusFiles(folder: string): readonly CorpusFile[] {
  const files: CorpusFile[] = [];
  const walk = (directory: string, prefix: string) => {
    for (const { name } of readdirSync(directory, { withFileTypes: true })) {
      if (name === '.git' || name === 'node_modules') continue;
      const absolute = path.join(directory, name);
      const stats = lstatSync(absolute);
      if (stats.isDirectory()) walk(absolute, `${prefix}${name}/`);
      else if (stats.isSymbolicLink())
        files.push({ path: `${prefix}${name}`, bytes: Buffer.from(readlinkSync(absolute)), isLink: true });
      else if (stats.isFile()) files.push({ path: `${prefix}${name}`, bytes: readFileSync(absolute), isLink: false });
    }
  };
  walk(folder, '');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file is an OpenAPI or Swagger document, by its name and a key at its top, and not a part of one. */
export function isDocument({ path: name, bytes, isLink }: CorpusFile): boolean {
  if (isLink || !/\.(?:ya?ml|json)$/i.test(name)) return false;
  const text = bytes.toString('latin1');
  return /^\s*\{/.test(text)
    ? /"(?:openapi|swagger)"\s*:\s*"?[23]/.test(text)
    : /^[ \t{]*["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]/m.test(text);
}
