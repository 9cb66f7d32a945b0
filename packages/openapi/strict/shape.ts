/**
 * The values that OpenAPI allows in a place. `words` are texts for people: titles, descriptions, examples. `data` is
 * any value. Where a reference may replace a mapping, a member `$ref` is text.
 */
export type Shape =
  | { readonly kind: 'text' }
  /** The name of a JSON type. YAML reads the unquoted name `null` as no value. */
  | { readonly kind: 'typeName' }
  | { readonly kind: 'number' }
  /** A whole number from 0. */
  | { readonly kind: 'count' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'data' }
  | { readonly kind: 'words' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: Fields; readonly others?: Shape }
  /** The first shape that the value has, else the first to which it can be converted. */
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] };

/** The members of a mapping by name. A function, because schemas contain schemas. */
export type Fields = () => Readonly<Record<string, Shape>>;

export const text: Shape = { kind: 'text' };
export const typeName: Shape = { kind: 'typeName' };
export const number: Shape = { kind: 'number' };
export const count: Shape = { kind: 'count' };
export const flag: Shape = { kind: 'flag' };
export const data: Shape = { kind: 'data' };
export const words: Shape = { kind: 'words' };

export function list(of: Shape): Shape {
  return { kind: 'list', of };
}

export function map(of: Shape): Shape {
  return { kind: 'map', of };
}

export function either(...shapes: readonly Shape[]): Shape {
  return { kind: 'either', shapes };
}

/**
 * A mapping with members of known names.
 *
 * @param others the shape of members with other names; by default data, as extensions (`x-…`) always are
 */
export function object(fields: Fields, others?: Shape): Shape {
  let known: Readonly<Record<string, Shape>> | undefined;
  const once: Fields = () => {
    known ??= { __proto__: null, $ref: text, ...fields() } as unknown as Readonly<Record<string, Shape>>;
    return known;
  };
  return { kind: 'object', fields: once, ...(others ? { others } : {}) };
}

/** The shape of an object's member; undefined for a member that OpenAPI does not have. */
export function memberShape({ fields, others }: Extract<Shape, { kind: 'object' }>, name: string): Shape | undefined {
  const known: Shape | undefined = fields()[name];
  if (known) return known;
  return name.startsWith('x-') ? undefined : others;
}
