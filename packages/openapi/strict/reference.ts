import { fromToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';

type Json = Readonly<Record<string, unknown>>;

/** The most references that lead from one to the next. Longer chains are circles. */
const longestChain = 50;

/** The value to which a mapping with `$ref` leads in its document; any other value, and a dangling one, as it is. */
export function resolved(document: Json, value: unknown): unknown {
  let current = value;
  for (let step = 0; step < longestChain; step += 1) {
    const pointer = isRecord(current) ? current.$ref : undefined;
    if (typeof pointer !== 'string') return current;
    const target = targetOf(document, pointer);
    if (target === undefined) return current;
    current = target;
  }
  return value;
}

/** The value at a pointer such as `#/components/schemas/Flight`; undefined where there is none. */
export function targetOf(document: Json, pointer: string): unknown {
  if (!pointer.startsWith('#/')) return undefined;
  let current: unknown = document;
  for (const token of decoded(pointer).slice(2).split('/')) {
    const name = fromToken(token);
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined;
    current = (current as Json)[name];
  }
  return current;
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
