import { type CelType, celBool, celDouble, celDyn, celInt, celList, celMap, celString } from '../cel/type.ts';

/** What stands before the `|` of a schema field, resolved: `[]Team`, `map[string]integer`, `string`. */
export type TypeResult =
  | { readonly ok: true; readonly type: CelType }
  /** `name` is the type that does not exist, where that is what is wrong. */
  | { readonly ok: false; readonly message: string; readonly name?: string };

const primitives: Readonly<Record<string, CelType>> = {
  string: celString,
  integer: celInt,
  boolean: celBool,
  float: celDouble,
  object: celMap(celDyn),
};

/** The names of types every schema knows. */
export const primitiveNames: readonly string[] = Object.keys(primitives);

/** Deeper nesting than this is a mistake, or an attempt to exhaust us. */
const maxDepth = 16;

/**
 * Resolves a type as the blueprint language writes it. `named` are the types a name may mean: those of the blueprint
 * itself, resource kinds, and what manifests become.
 */
export function resolveType(text: string, named: (name: string) => CelType | undefined, depth = 0): TypeResult {
  const source = text.trim();
  if (depth > maxDepth) return { ok: false, message: `The type is nested more than ${maxDepth} deep` };
  if (source === '') return { ok: false, message: 'A type is missing' };
  if (source.startsWith('[]')) return wrap(resolveType(source.slice(2), named, depth + 1), celList);
  const map = /^map\[([^\]]*)\](.*)$/s.exec(source);
  if (map) {
    if (map[1] !== 'string') return { ok: false, message: `The keys of a map are strings, not ${map[1] || 'nothing'}` };
    return wrap(resolveType(map[2] ?? '', named, depth + 1), celMap);
  }
  const type = Object.hasOwn(primitives, source) ? primitives[source] : named(source);
  return type ? { ok: true, type } : { ok: false, message: `There is no type ${JSON.stringify(source)}`, name: source };
}

function wrap(result: TypeResult, make: (item: CelType) => CelType): TypeResult {
  return result.ok ? { ok: true, type: make(result.type) } : result;
}
