/** The types of expressions and of the values they see, as Konduct's CEL profile has them. */
export type CelType =
  | { readonly kind: 'string' | 'int' | 'double' | 'bool' | 'null' | 'dyn' }
  | { readonly kind: 'list'; readonly item: CelType }
  | { readonly kind: 'map'; readonly value: CelType }
  | { readonly kind: 'optional'; readonly item: CelType }
  | { readonly kind: 'struct'; readonly struct: StructType };

/** An object with named, typed fields. Identity matters: two structs with one name are two types. */
export interface StructType {
  readonly name: string;
  /** The description, in a sentence. */
  readonly description?: string;
  readonly fields: ReadonlyMap<string, StructField>;
  /**
   * A handle that expressions pass on and cannot look into: it has no fields, and fromCel returns the very instance that
   * came in, so that its maker finds the document or secret again.
   */
  readonly opaque?: boolean;
}

export interface StructField {
  readonly type: CelType;
  /** False when a value may lack the field: `has(x.f)`, `x.?f` and `x.f` with a default around it are how to read it. */
  readonly always: boolean;
  readonly description?: string;
}

export const celString: CelType = { kind: 'string' };
export const celInt: CelType = { kind: 'int' };
export const celDouble: CelType = { kind: 'double' };
export const celBool: CelType = { kind: 'bool' };
export const celNull: CelType = { kind: 'null' };
export const celDyn: CelType = { kind: 'dyn' };

export function celList(item: CelType): CelType {
  return { kind: 'list', item };
}

export function celMap(value: CelType): CelType {
  return { kind: 'map', value };
}

export function celOptional(item: CelType): CelType {
  return { kind: 'optional', item };
}

export function celStruct(struct: StructType): CelType {
  return { kind: 'struct', struct };
}

/** The way a type is written in messages: `list<Team>`, `map<string, int>`. */
export function showType(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list<${showType(type.item)}>`;
    case 'map':
      return `map<string, ${showType(type.value)}>`;
    case 'optional':
      return `optional<${showType(type.item)}>`;
    case 'struct':
      return type.struct.name;
    default:
      return type.kind;
  }
}

/**
 * Whether a value of type `from` may stand where `to` is wanted. `dyn` fits everywhere and is checked when the value is
 * there; `int` fits `double`; an optional fits what it holds, because an empty one leaves the field out; a struct fits
 * another that asks for no more than it has, and a map when every field has the map's value type; a map fits a struct
 * whose indispensable fields could be among its values.
 */
export function isAssignable(from: CelType, to: CelType): boolean {
  if (from.kind === 'dyn' || to.kind === 'dyn') return true;
  // An opaque struct fits only itself, although another struct without fields would have the same shape.
  if (from.kind !== 'optional' && to.kind !== 'optional' && (isOpaque(from) || isOpaque(to))) {
    return from.kind === 'struct' && to.kind === 'struct' && from.struct === to.struct;
  }
  if (from.kind === 'optional') return isAssignable(from.item, to.kind === 'optional' ? to.item : to);
  if (to.kind === 'optional') return isAssignable(from, to.item);
  if (from.kind === 'int' && to.kind === 'double') return true;
  if (from.kind === 'list' && to.kind === 'list') return isAssignable(from.item, to.item);
  if (from.kind === 'map' && to.kind === 'map') return isAssignable(from.value, to.value);
  if (from.kind === 'struct' && to.kind === 'map') {
    return [...from.struct.fields.values()].every((field) => isAssignable(field.type, to.value));
  }
  if (from.kind === 'map' && to.kind === 'struct') {
    return [...to.struct.fields.values()].every((field) => !field.always || isAssignable(from.value, field.type));
  }
  if (from.kind === 'struct' && to.kind === 'struct') {
    if (from.struct === to.struct) return true;
    return [...to.struct.fields].every(([name, wanted]) => {
      const offered = from.struct.fields.get(name);
      return offered ? isAssignable(offered.type, wanted.type) : !wanted.always;
    });
  }
  return from.kind === to.kind;
}

function isOpaque(type: CelType): boolean {
  return type.kind === 'struct' && type.struct.opaque === true;
}
