import type { ApiChange } from '@konduct/core/run/api-change';
import { keyRangeOf } from '@konduct/core/source/origin';
import { isRecord } from '@konduct/core/value/record';
import type { WrittenJson } from '@konduct/openapi/document/write-json';
import type { StrictDocument } from '@konduct/openapi/strict/strict-document';
import type { FoundChange } from './oasdiff-changes.ts';

interface Compared {
  readonly before: StrictDocument;
  readonly after: StrictDocument;
  /** The places in the two files that oasdiff was given. */
  readonly places: readonly [before: WrittenJson['places'], after: WrittenJson['places']];
}

/**
 * The changes with line numbers of the authors' files. A change for which oasdiff has no line, or only one in a part
 * that Konduct generated, gets the line of its operation. Documents that were read without places get no lines.
 */
export function linesOfPeople(
  changes: readonly FoundChange[],
  { before, after, places: [old, recent] }: Compared,
): readonly ApiChange[] {
  return changes.map(({ path, method, lineBefore, lineAfter, section, ...change }) => {
    const line = lineIn(recent, lineAfter) ?? operationLine(after, path, method);
    if (line !== undefined && (lineAfter !== undefined || lineBefore === undefined)) return { ...change, line };
    const earlier = lineIn(old, lineBefore) ?? operationLine(before, path, method);
    if (earlier !== undefined && line === undefined) return { ...change, line: earlier, lineOf: 'before' as const };
    return line === undefined ? change : { ...change, line };
  });
}

function lineIn(places: WrittenJson['places'], line: number | undefined): number | undefined {
  return line === undefined ? undefined : places.at(line)?.start.line;
}

function operationLine({ source }: StrictDocument, path?: string, method?: string): number | undefined {
  const paths = source.paths;
  if (path === undefined || !isRecord(paths) || !Object.hasOwn(paths, path)) return undefined;
  const item = paths[path];
  return (keyRangeOf(item, method ?? '') ?? keyRangeOf(paths, path))?.start.line;
}
