const loose: Readonly<Record<string, boolean>> = { yes: true, on: true, y: true, no: false, off: false, n: false };

/** The words that koctl's YAML library accepts as booleans where a boolean is expected, as YAML 1.1 does. */
export function looseBoolean(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return Object.hasOwn(loose, word) ? loose[word] : undefined;
}
