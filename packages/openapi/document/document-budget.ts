import { mostYamlMarks, yamlDepthLimit, yamlMarksIn } from '@konduct/core/source/yaml-cost';

/** The most values that JSON may have. With as many, reading and staging it takes what docs/threat-model.md says. */
export const mostValues = 750_000;

/** The most lines of YAML. No real document has as many; for other tools that read it after us each costs something. */
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
  return yamlMarksIn(text) / mostYamlMarks;
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
  // Whatever stands here is passed over: letters that JSON does not know would else be looked at for ever.
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
