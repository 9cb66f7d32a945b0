import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import { type SourceRange, startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { expressionsIn } from '../template.ts';

/** The places of the same key or value in two files, as offsets. */
interface Pair {
  readonly from: readonly [start: number, end: number];
  readonly to: readonly [start: number, end: number];
}

/**
 * Moves diagnostics about a newly rendered file to the places in the committed one. Both have the same values, perhaps
 * in another notation, and people see the committed one.
 */
export function placedIn(
  committed: SourceFile,
  rendered: SourceFile,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (committed.text === rendered.text || diagnostics.length === 0) return diagnostics;
  const places = pairsOf(rendered, committed);
  const move = (at: SourceRange) => counterpart(at, rendered, committed, places) ?? startOf(committed.path);
  return diagnostics.map(({ at, related, ...diagnostic }) => ({
    ...diagnostic,
    ...(at && { at: move(at) }),
    ...(related && { related: related.map((other) => ({ ...other, at: move(other.at) })) }),
  }));
}

function pairsOf(from: SourceFile, to: SourceFile): Pair[] {
  const pairs: Pair[] = [];
  const offsets = (file: SourceFile, { start, end }: SourceRange) => {
    const index = lineIndexOf(file);
    return [index.offsetAt(start), index.offsetAt(end)] as const;
  };
  const add = (one: SourceRange | undefined, other: SourceRange | undefined) => {
    if (one && other) pairs.push({ from: offsets(from, one), to: offsets(to, other) });
  };
  const walk = (one: unknown, other: unknown) => {
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return;
    for (const key of Object.keys(one)) {
      const [left, right]: unknown[] = [Reflect.get(one, key), Reflect.get(other, key)];
      if (!Array.isArray(one)) add(keyRangeOf(one, key), keyRangeOf(other, key));
      if (typeof left !== 'object') add(rangeOf(one, key), rangeOf(other, key));
      walk(left, right);
    }
  };
  walk(parseYaml(from).value, parseYaml(to).value);
  return pairs;
}

function counterpart(
  at: SourceRange,
  from: SourceFile,
  to: SourceFile,
  pairs: readonly Pair[],
): SourceRange | undefined {
  const offset = lineIndexOf(from).offsetAt(at.start);
  const pair = pairs.find(({ from: [start, end] }) => start <= offset && offset < end);
  if (!pair) return undefined;
  const before = expressionsIn(from.text.slice(pair.from[0], offset)).length;
  const expression = expressionsIn(to.text.slice(...pair.to))[before];
  const [start, end] = pair.to;
  const isExpression = from.text.startsWith('${{', offset) && expression !== undefined;
  return isExpression
    ? lineIndexOf(to).rangeBetween(start + expression.start, start + expression.end)
    : lineIndexOf(to).rangeBetween(start, end);
}
