import { Composer, type Document, Parser } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { sortDiagnostics } from '../diagnostic/diagnostic.ts';
import { lineIndexOf } from './line-index.ts';
import { startOf } from './range.ts';
import type { SourceFile } from './source-file.ts';
import { depthProblem, yamlProblem } from './yaml-problem.ts';
import { YamlReader } from './yaml-reader.ts';
import { openedQuote, tooDeep } from './yaml-token.ts';

export interface YamlResult {
  /** Plain values: objects, lists, strings, numbers, booleans and null. Null when nothing could be read. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** The most errors that are reported of one file: in a file that is no YAML at all every line is an error. */
const problemLimit = 100;

export interface YamlOptions {
  /** Keeps numbers that JavaScript would write in another way as `ExactNumber`s. */
  readonly exactNumbers?: boolean;
}

/**
 * Reads the first document of a YAML 1.2 file. Every object and list remembers where it and its members stand (see
 * originOf). A part that cannot be read is reported and left out. Merge keys (`<<`) work, because
 * koctl's YAML library knows them; tags beyond YAML's own and keys that are not plain values do not.
 */
export function parseYaml(file: SourceFile, { exactNumbers = false }: YamlOptions = {}): YamlResult {
  const index = lineIndexOf(file);
  const tokens = [...new Parser().parse(file.text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { value: null, diagnostics: [depthProblem(index, deep)] };
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // The lexer's own test for equal keys compares every pair; the reader looks them up and reports both places.
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, file.text.length)] as Document.Parsed[];
  const [document] = documents;
  if (!document) return { value: null, diagnostics: [] };
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]).slice(0, problemLimit);
  const diagnostics = problems.map((error) => yamlProblem(error, index, () => openedQuote(tokens, error.pos[0])));
  const [, second] = documents;
  if (second) {
    const at = second.contents?.range?.[0] ?? second.range[0];
    diagnostics.push({
      severity: 'error',
      code: 'yaml-unsupported',
      message: 'A file holds one document, and another starts here',
      fix: 'Move it to a file of its own, or remove the `---` between them.',
      at: index.rangeBetween(at, at + 1),
    });
  }
  const reader = new YamlReader(file, index, exactNumbers);
  const value = reader.read(document);
  diagnostics.push(...reader.diagnostics);
  if (isEmpty(document) && diagnostics.length === 0) {
    diagnostics.push({
      severity: 'warning',
      code: 'file-empty',
      message: `${file.path} holds no document`,
      fix: 'Write something into it, or delete it.',
      at: startOf(file.path),
    });
  }
  return { value, diagnostics: sortDiagnostics(diagnostics).slice(0, problemLimit) };
}

function isEmpty(document: Document.Parsed): boolean {
  const contents = document.contents;
  return contents === null || (contents.range !== undefined && contents.range[0] === contents.range[1]);
}
