/**
 * What OpenAPI lets stand somewhere. `words` are for people alone: titles, descriptions, examples. `data` is anything.
 * Where a mapping may be replaced by a reference, a member `$ref` is text.
 */
export type Shape =
  | { readonly kind: 'text' }
  /** The name of a JSON type, where YAML reads the name `null` as nothing. */
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
  /** The first that a value is of as it stands, else the first that it can become. */
  | { readonly kind: 'either'; readonly shapes: readonly Shape[] };

/** The members of a mapping by their names. A function, because schemas hold schemas. */
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
 * @param others what members of other names are; data when left out, as extensions (`x-…`) always are
 */
export function object(fields: Fields, others?: Shape): Shape {
  let known: Readonly<Record<string, Shape>> | undefined;
  const once: Fields = () => {
    known ??= { __proto__: null, $ref: text, ...fields() } as unknown as Readonly<Record<string, Shape>>;
    return known;
  };
  return { kind: 'object', fields: once, ...(others ? { others } : {}) };
}

/** What the member of an object is; undefined for one that OpenAPI does not know. */
export function memberShape({ fields, others }: Extract<Shape, { kind: 'object' }>, name: string): Shape | undefined {
  const known: Shape | undefined = fields()[name];
  if (known) return known;
  return name.startsWith('x-') ? undefined : others;
}
