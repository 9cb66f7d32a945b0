import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import { parseYaml } from '@konduct/core/source/yaml';
import { expressionsIn, replaceExpressions } from '../template.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Quotes the texts that variables fill, so that YAML reads any value as text. decK drops the authors' quotes when it
 * merges files, and fills values in before it reads YAML: without quotes, digits become a number and ` #` begins a
 * comment. A text gets single quotes, or becomes a block where the author indented the value for one. A value that decK
 * converts to a number or a boolean stays unquoted. Without such texts the file is returned unchanged.
 */
export function quoteTemplates(text: string): string {
  if (!text.includes('${{')) return text;
  const file = { path: '', text };
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return text;
  const index = lineIndexOf(file);
  const edits: Edit[] = [];
  const edit = (range: SourceRange | undefined, scalar: string, column: number) => {
    if (!range || !scalar.includes('${{')) return;
    const [start, end] = [index.offsetAt(range.start), index.offsetAt(range.end)];
    const source = text.slice(start, end);
    const written = rewritten(source, scalar, ' '.repeat(column));
    if (written !== undefined && written !== source) edits.push({ start, end, text: written });
  };
  const walk = (parent: object) => {
    for (const [key, member] of Object.entries(parent)) {
      const keyRange = keyRangeOf(parent, key);
      const column = (keyRange?.start.column ?? 1) - 1;
      if (!Array.isArray(parent)) edit(keyRange, key, column);
      // A text in a mapping is indented deeper than its key; an item of a list is already behind its dash.
      if (typeof member === 'string') edit(rangeOf(parent, key), member, Array.isArray(parent) ? column : column + 2);
      else if (typeof member === 'object' && member !== null) walk(member);
    }
  };
  if (typeof value === 'object' && value !== null) walk(value);
  return apply(text, edits);
}

/** A scalar with quotes or as a block; undefined to leave it as it is. */
function rewritten(source: string, scalar: string, padding: string): string | undefined {
  const expressions = expressionsIn(scalar);
  const [only] = expressions;
  if (/^[|>]/.test(source)) return inBlock(source);
  if (expressions.length === 1 && only?.type && only.start === 0 && only.end === scalar.length) return scalar;
  if (/[\p{Cc}\u{85}\u{2028}\u{2029}\u{FEFF}]/u.test(scalar)) return undefined;
  if (expressions.some(({ indent }) => indent !== undefined) && !/^\s/.test(scalar))
    return `|-\n${padding}${indented(scalar, padding.length)}`;
  return `'${scalar.replaceAll("'", "''")}'`;
}

/**
 * The block with the author's indentation: decK moves blocks to another depth, and keeps the number of spaces that the
 * author counted.
 */
function inBlock(source: string): string {
  const depth = /\n( *)\S/.exec(source)?.[1]?.length ?? 0;
  return indented(source, depth);
}

function indented(text: string, spaces: number): string {
  return replaceExpressions(text, ({ variable, indent }) =>
    variable === undefined || indent === undefined ? undefined : `\${{ env "${variable}" | indent ${spaces} }}`,
  );
}

function apply(text: string, edits: readonly Edit[]): string {
  let written = '';
  let done = 0;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => a.start - b.start)) {
    written += text.slice(done, start) + replacement;
    done = end;
  }
  return written + text.slice(done);
}
