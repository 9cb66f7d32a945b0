import { mostYamlMarks, yamlDepthLimit, yamlMarksIn } from '@konduct/core/source/yaml-cost';

/** The most values of JSON. docs/threat-model.md has the cost of reading and staging so many. */
export const mostValues = 750_000;

/**
 * The most lines of YAML. Real documents have fewer; each line costs memory in the tools that read the document later.
 */
export const mostLines = 750_000;

/** Whether a text has too many lines. */
export function hasTooManyLines(text: string): boolean {
  if (text.length <= mostLines) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= mostLines; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > mostLines;
}

export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** A text's share of the budget for one document, counted from its characters alone. Above 1 it is refused. */
export function shareOfBudget(text: string): number {
  return isJson(text) ? measureJson(text).values / mostValues : shareAsYaml(text);
}

/** The share of a text that is read as YAML, whatever it looks like. */
export function shareAsYaml(text: string): number {
  return yamlMarksIn(text) / mostYamlMarks;
}

export interface JsonMeasure {
  readonly values: number;
  /** The offset where nesting exceeds the limit; the rest is not counted. */
  readonly tooDeep?: number;
}

/** Counts the values of JSON without parsing it. For any other text the result is an estimate. */
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
        // The text before the colon was a name, not a value.
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

/** The offset of the last character of the text, number or word at `start`. */
function endOfScalar(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  // Skips at least one character, so that a character unknown to JSON does not stop the loop.
  afterWord.lastIndex = start + 1;
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
