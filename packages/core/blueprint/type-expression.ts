import { type CelType, celBool, celDouble, celDyn, celInt, celList, celMap, celString } from '../cel/type.ts';

/** The type before the `|` of a schema field, resolved: `[]Team`, `map[string]integer`, `string`. */
export type TypeResult =
  | { readonly ok: true; readonly type: CelType }
  /** `name` is the type that does not exist, where that is what is wrong. */
  | { readonly ok: false; readonly message: string; readonly fix?: string; readonly name?: string };

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
export const maxDepth = 16;

/**
 * Resolves a type as the blueprint language writes it. `named` are the types a name may mean: those of the blueprint
 * itself, resource kinds, and what manifests become.
 */
export function resolveType(text: string, named: (name: string) => CelType | undefined, depth = 0): TypeResult {
  const source = text.trim();
  if (depth > maxDepth) {
    return { ok: false, message: `The type is nested more than ${maxDepth} deep`, fix: 'Use types with names.' };
  }
  if (source === '') return { ok: false, message: 'A type is missing', fix: 'Write one, such as string.' };
  if (source.startsWith('[]')) return wrap(resolveType(source.slice(2), named, depth + 1), celList);
  const map = /^map\[([^\]]*)\](.*)$/s.exec(source);
  if (map) {
    if (map[1] !== 'string') {
      const message = `The keys of a map are of type string, not ${map[1] || 'nothing'}`;
      return { ok: false, message, fix: `Write map[string]${map[2]}.` };
    }
    return wrap(resolveType(map[2] ?? '', named, depth + 1), celMap);
  }
  const type = Object.hasOwn(primitives, source) ? primitives[source] : named(source);
  return type ? { ok: true, type } : { ok: false, message: `There is no type ${JSON.stringify(source)}`, name: source };
}

/** A type as the blueprint language writes it. */
export function showSchemaType(type: CelType): string {
  const primitive = Object.entries(primitives).find(([, each]) => each.kind === type.kind && type.kind !== 'map');
  if (primitive) return primitive[0];
  switch (type.kind) {
    case 'list':
      return `[]${showSchemaType(type.item)}`;
    case 'map':
      return type.value.kind === 'dyn' ? 'object' : `map[string]${showSchemaType(type.value)}`;
    case 'struct':
      return type.struct.name;
    default:
      return 'object';
  }
}

function wrap(result: TypeResult, make: (item: CelType) => CelType): TypeResult {
  return result.ok ? { ok: true, type: make(result.type) } : result;
}
