import { keyRangeOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';

/**
 * The first place where a file has another value than a wanted text. Values are compared, not notation, because an
 * editor may have reformatted the whole file.
 */
export function firstDifference(file: SourceFile, wanted: string): SourceRange {
  const found = differenceIn(parseYaml(file).value, parseYaml({ path: file.path, text: wanted }).value);
  const { start } = found ?? startOf(file.path);
  return found && found.end.line === start.line ? found : { file: file.path, start, end: start };
}

function differenceIn(actual: unknown, wanted: unknown): SourceRange | undefined {
  if (Array.isArray(actual) && Array.isArray(wanted)) {
    const index = actual.findIndex((item, at) => at >= wanted.length || !sameValue(item, wanted[at]));
    // A missing item has the place of the last one.
    const at = index === -1 ? actual.length - 1 : index;
    const inside = index === -1 ? undefined : differenceIn(actual[index], wanted[index]);
    return inside ?? rangeOf(actual, String(at)) ?? rangeOf(actual);
  }
  if (!isRecord(actual) || !isRecord(wanted)) return undefined;
  const key = Object.keys(actual).find((name) => !(name in wanted) || !sameValue(actual[name], wanted[name]));
  if (key === undefined) return rangeOf(actual);
  if (!(key in wanted)) return keyRangeOf(actual, key);
  return differenceIn(actual[key], wanted[key]) ?? rangeOf(actual, key);
}
