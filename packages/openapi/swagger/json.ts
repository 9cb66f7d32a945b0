/**
 * An object of a document. Only `Object.fromEntries` and spreading may make one, so that `__proto__` is a key like any
 * other.
 */
export type Json = Readonly<Record<string, unknown>>;

export function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

/** The texts in a list; undefined for any other value, or without texts. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return texts.length === 0 ? undefined : texts;
}

/** An object without members that are undefined or empty. */
export function filled(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  );
}
