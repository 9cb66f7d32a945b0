import { rangeOf } from '@konduct/core/source/origin';
import { fromToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';
import { ConversionFailure } from './conversion-failure.ts';
import type { Json } from './json.ts';

/** The longest chain of references. */
const mostSteps = 32;

export interface Found {
  readonly pointer: readonly string[];
  readonly value: Json;
}

/** The parts of a `$ref` within the document; undefined for one that leads elsewhere. */
export function pointerOf(reference: string): readonly string[] | undefined {
  if (!reference.startsWith('#/')) return undefined;
  try {
    const parts = decodeURIComponent(reference.slice(2)).split('/');
    return parts.map(fromToken);
  } catch {
    return undefined;
  }
}

/** The value at a pointer; undefined without one. Only own members count. */
export function valueAt(root: Json, pointer: readonly string[]): unknown {
  let value: unknown = root;
  for (const part of pointer) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Json)[part];
  }
  return value;
}

/**
 * The object that another one refers to, through any number of references.
 *
 * @returns undefined where one of them leads out of the document
 * @throws ConversionFailure where one leads nowhere, or in a circle
 */
export function follow(root: Json, holder: Json): Found | undefined {
  let from = holder;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const pointer = pointerOf(String(from.$ref));
    if (!pointer) return undefined;
    const value = valueAt(root, pointer);
    if (!isRecord(value)) throw missing(from);
    if (typeof value.$ref !== 'string') return { pointer, value };
    from = value;
  }
  throw new ConversionFailure(
    'reference-unsupported',
    `This \`$ref\` leads back to itself, or over more than ${mostSteps} others`,
    rangeOf(from, '$ref'),
    'Refer to what is meant.',
  );
}

export function missing(holder: Json): ConversionFailure {
  const shown = JSON.stringify(String(holder.$ref).slice(0, 200));
  const fix = 'Define it, or correct the reference.';
  return new ConversionFailure('reference-missing', `There is nothing at ${shown}`, rangeOf(holder, '$ref'), fix);
}
