/** An object of a document. Made by `Object.fromEntries` and spreading alone, so that `__proto__` is a key like any other. */
export type Json = Readonly<Record<string, unknown>>;

export function isExtension(key: string): boolean {
  return key.startsWith('x-');
}

/** The texts of a list; undefined for what is no list, or has none. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return texts.length === 0 ? undefined : texts;
}

/** An object without what is undefined or holds nothing. */
export function filled(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  );
}
