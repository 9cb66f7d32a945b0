const loose: Readonly<Record<string, boolean>> = { yes: true, on: true, y: true, no: false, off: false, n: false };

/** What koctl's YAML library reads as a truth value where one is wanted: YAML 1.1 wrote them as words. */
export function looseBoolean(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return Object.hasOwn(loose, word) ? loose[word] : undefined;
}
