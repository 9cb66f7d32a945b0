import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, type Node, Parser } from 'yaml';
import type { LineIndex } from './line-index.ts';
import type { SourceFile } from './source-file.ts';
import { trimEnd } from './trim-end.ts';
import { type Span, type YamlBuilder, yamlProblemLimit } from './yaml-builder.ts';
import { depthProblem, yamlProblem } from './yaml-problem.ts';
import { openedQuote, tooDeep } from './yaml-token.ts';

/**
 * Reads a text that `buildFromEvents` did not read. This reader continues after errors and reports each of them, with
 * many times the memory and time. Errors go to the diagnostics of `builder`.
 *
 * @returns whether it could: the parser of `yaml` calls itself for each `key:` on one line and may run out of stack
 */
export function buildFromNodes(file: SourceFile, index: LineIndex, builder: YamlBuilder): boolean {
  const tokens = tokensOf(file.text);
  if (!tokens) return false;
  const deep = tooDeep(tokens);
  if (deep === undefined) buildFromTokens(tokens, file, index, builder);
  else builder.diagnostics.push(depthProblem(index, deep));
  return true;
}

function tokensOf(text: string): CST.Token[] | undefined {
  try {
    return [...new Parser().parse(text)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function buildFromTokens(tokens: CST.Token[], file: SourceFile, index: LineIndex, builder: YamlBuilder): void {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    // The library's own check for equal keys compares every pair; the builder uses a map and reports both places.
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, file.text.length)] as Document.Parsed[];
  const problems = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]).slice(0, yamlProblemLimit);
  builder.diagnostics.push(
    ...problems.map((error) => yamlProblem(error, index, () => openedQuote(tokens, error.pos[0]))),
  );
  const [document, second] = documents;
  if (document) new NodeWalk(file, builder).walk(document.contents, { start: 0, end: 0 });
  if (!second) return;
  builder.reportSecondDocument(second.contents?.range?.[0] ?? second.range[0]);
}

class NodeWalk {
  readonly #file: SourceFile;
  readonly #builder: YamlBuilder;
  #trimmed = { end: 0, at: 0 };

  constructor(file: SourceFile, builder: YamlBuilder) {
    this.#file = file;
    this.#builder = builder;
  }

  /** @param around the place for a node that has none of its own */
  walk(node: unknown, around: Span): void {
    const span = this.#span(node) ?? around;
    if (isAlias(node)) this.#builder.alias(node.source, span);
    else if (isMap(node)) {
      this.#builder.open('map', span.start, node.anchor);
      for (const { key, value } of node.items) {
        const { start, end } = this.#span(key) ?? span;
        this.walk(key, { start, end });
        this.walk(value, { start: end, end });
      }
      this.#builder.close(span.end);
    } else if (isSeq(node)) {
      this.#builder.open('list', span.start, node.anchor);
      for (const item of node.items) this.walk(item, span);
      this.#builder.close(span.end);
    } else if (isScalar(node)) {
      const { value, source = '', type, anchor } = node;
      this.#builder.scalar({ value: plain(value), source, isPlain: type === 'PLAIN', anchor, ...span });
    } else this.#builder.scalar({ value: null, source: '', isPlain: true, anchor: undefined, ...span });
  }

  #span(node: unknown): Span | undefined {
    if (!isNode(node) || !node.range) return undefined;
    const [start, end] = node.range;
    return { start, end: Math.max(start, this.#trimEnd(end)) };
  }

  /**
   * A block ends behind its last line break. Without trimming, the range would underline the start of the next line.
   */
  #trimEnd(end: number): number {
    // Nested blocks end at the same offset, so the last result is kept.
    if (this.#trimmed.end !== end) this.#trimmed = { end, at: trimEnd(this.#file.text, end) };
    return this.#trimmed.at;
  }
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}

/** A scalar is text, a number, a boolean or null. Any other value that a schema makes of it becomes text. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? String(value) : value;
}
