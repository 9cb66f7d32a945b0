import { yamlDepthLimit } from '@konduct/core/source/yaml-token';
import { Lexer } from 'yaml';

/** The most values that JSON may have: read without places they are no burden, but other tools read it after us. */
const mostValues = 1_500_000;

/** The most words, brackets and the like that YAML may have: with so many, reading takes about 1.5 GB. */
const mostTokens = 2_500_000;

/** The most lines: every one costs the reader for YAML something, also where nothing stands on it. */
export const mostLines = 750_000;

/** Whether a text has more lines than may be read. */
export function hasTooManyLines(text: string): boolean {
  if (text.length <= mostLines) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= mostLines; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > mostLines;
}

export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** How much of what one document may have a text has, by its letters alone: above 1 it is too much to be read. */
export function shareOfBudget(text: string): number {
  return isJson(text) ? measureJson(text).values / mostValues : shareAsYaml(text);
}

/** The same for what is read as YAML, whatever it looks like. */
export function shareAsYaml(text: string): number {
  return tokensIn(text) / mostTokens;
}

export interface JsonMeasure {
  readonly values: number;
  /** The offset where nesting passes the limit. Nothing behind it is counted. */
  readonly tooDeep?: number;
}

/** Measures JSON without parsing it. What is no JSON gets some measure, too. */
export function measureJson(text: string): JsonMeasure {
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case ' ':
      case '\t':
      case '\n':
      case '\r':
      case ',':
        continue;
      case ':':
        // What stood before it was a name.
        values -= 1;
        continue;
      case '}':
      case ']':
        depth -= 1;
        continue;
    }
    if (depth > yamlDepthLimit) return { values, tooDeep: at };
    values += 1;
    if (text[at] === '{' || text[at] === '[') depth += 1;
    else at = endOfScalar(text, at);
  }
  return { values };
}

const afterWord = /[\s,:\]}]/g;

/** The offset of the last letter of the text, number or word that starts here. */
function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  afterWord.lastIndex = start;
  return (afterWord.exec(text)?.index ?? text.length) - 1;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** Not all of them, when there are too many. */
function tokensIn(text: string): number {
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    if (!/^[ \t\r\n]*$/.test(token.slice(0, 100))) tokens += 1;
    if (tokens > mostTokens) break;
  }
  return tokens;
}
