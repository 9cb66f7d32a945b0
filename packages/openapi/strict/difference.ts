import { type SilentDifference, silentDifferences } from '@konduct/core/run/api-change';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { apiFacts } from './facts.ts';
import { openApiShape } from './grammar.ts';
import { plain } from './plain.ts';
import { memberShape, type Shape } from './shape.ts';
import type { StrictDocument } from './strict-document.ts';

/**
 * The kinds of the differences between two OpenAPI 3 documents that are outside the contract with callers, in the order
 * of the list. Differences of the contract are those of `contractDifferences`.
 */
export function differenceKindsOf(before: StrictDocument, after: StrictDocument): readonly SilentDifference[] {
  const found = new Set<SilentDifference>();
  collect(plain(before.written), plain(after.written), openApiShape, found);
  // As text: `1.0` and `1.10` are versions and no numbers.
  if (apiFacts(before.strict).version !== apiFacts(after.strict).version) found.add('version');
  if (before.source.openapi !== after.source.openapi || before.source.swagger !== after.source.swagger)
    found.add('openapi');
  return silentDifferences.filter((kind) => found.has(kind));
}

function collect(before: unknown, after: unknown, shape: Shape | undefined, found: Set<SilentDifference>): void {
  if (sameValue(before, after)) return;
  if (shape?.kind === 'words') found.add('words');
  else if (shape?.kind === 'either') collect(before, after, structured(shape.shapes), found);
  else if (shape?.kind === 'list' && Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index += 1) collect(before[index], after[index], shape.of, found);
  } else if ((shape?.kind === 'object' || shape?.kind === 'map') && isRecord(before) && isRecord(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      collectMember(name, [before[name], after[name]], shape, found);
    }
  }
}

function collectMember(
  name: string,
  [before, after]: readonly [unknown, unknown],
  shape: Extract<Shape, { kind: 'object' | 'map' }>,
  found: Set<SilentDifference>,
): void {
  if (sameValue(before, after)) return;
  const isObject = shape.kind === 'object';
  if (isObject && name.startsWith('x-')) found.add('extensions');
  else if (isObject && name === 'servers') found.add('servers');
  else collect(before, after, isObject ? memberShape(shape, name) : shape.of, found);
}

/** The alternative with members: only its value can differ in part. */
function structured(shapes: readonly Shape[]): Shape | undefined {
  return shapes.find(({ kind }) => kind === 'object' || kind === 'list' || kind === 'map') ?? shapes[0];
}
