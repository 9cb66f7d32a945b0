import { type CelType, celBool, celDouble, celDyn, celInt, celList, celMap, celString } from '../cel/type.ts';

/** What stands before the `|` of a schema field, resolved: `[]Team`, `map[string]integer`, `string`. */
export type TypeResult =
  | { readonly ok: true; readonly type: CelType }
  | { readonly ok: false; readonly message: string };

const primitives: Readonly<Record<string, CelType>> = {
  string: celString,
  integer: celInt,
  boolean: celBool,
  float: celDouble,
  object: celMap(celDyn),
};

/** Deeper nesting than this is a mistake, or an attempt to exhaust us. */
const maxDepth = 16;

/**
 * Resolves a type as the blueprint language writes it. `named` are the types a name may mean: those of the blueprint
 * itself, resource kinds, and what manifests become.
 */
export function resolveType(text: string, named: (name: string) => CelType | undefined, depth = 0): TypeResult {
  const source = text.trim();
  if (depth > maxDepth) return { ok: false, message: `the type is nested more than ${maxDepth} deep` };
  if (source.startsWith('[]')) return wrap(resolveType(source.slice(2), named, depth + 1), celList);
  const map = /^map\[(\w+)\](.+)$/.exec(source);
  if (map) {
    if (map[1] !== 'string') return { ok: false, message: `the keys of a map are strings, not ${map[1]}` };
    return wrap(resolveType(map[2] ?? '', named, depth + 1), celMap);
  }
  const type = Object.hasOwn(primitives, source) ? primitives[source] : named(source);
  return type ? { ok: true, type } : { ok: false, message: `there is no type ${JSON.stringify(source)}` };
}

/** The names a type could have meant, for suggestions. */
export const primitiveNames: readonly string[] = Object.keys(primitives);

function wrap(result: TypeResult, make: (item: CelType) => CelType): TypeResult {
  return result.ok ? { ok: true, type: make(result.type) } : result;
}
