/** What follows the `|` of a schema field: constraints and documentation. */
export interface Markers {
  readonly required?: boolean;
  /** As written; converted to the field's type where the field is known. */
  readonly default?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

export type MarkerResult =
  | { readonly ok: true; readonly markers: Markers }
  | { readonly ok: false; readonly message: string };

const parsers: Readonly<Record<keyof Markers, (value: string) => unknown>> = {
  required: toBoolean,
  default: (value) => value,
  description: (value) => value,
  enum: (value) => value.split(',').map((item) => item.trim()),
  minimum: toNumber,
  maximum: toNumber,
  minLength: toNumber,
  maxLength: toNumber,
  minItems: toNumber,
  maxItems: toNumber,
  pattern: (value) => value,
};

/** Names a marker could have, for suggestions. */
export const markerNames: readonly string[] = Object.keys(parsers);

/** Reads space-separated `key=value` markers; values may be quoted with `"` (backslash escapes `"` and itself). */
export function parseMarkers(text: string): MarkerResult {
  const markers: Record<string, unknown> = {};
  let rest = text.trim();
  while (rest !== '') {
    const key = /^([A-Za-z]+)=/.exec(rest)?.[1];
    if (key === undefined)
      return { ok: false, message: `marker ${JSON.stringify(rest.split(/[\s=]/)[0])} has no value` };
    rest = rest.slice(key.length + 1);
    const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(rest);
    if (!quoted && rest.startsWith('"'))
      return { ok: false, message: `the value of marker ${key} is not closed with a quote` };
    const raw = quoted ? (quoted[1] ?? '') : (/^\S*/.exec(rest)?.[0] ?? '');
    rest = rest.slice(quoted ? quoted[0].length : raw.length).trimStart();
    const parse = Object.hasOwn(parsers, key) ? parsers[key as keyof Markers] : undefined;
    if (!parse) return { ok: false, message: `there is no marker ${JSON.stringify(key)}` };
    const value = parse(quoted ? raw.replace(/\\(.)/gs, '$1') : raw);
    if (value === undefined) return { ok: false, message: `${JSON.stringify(raw)} is not a value for marker ${key}` };
    markers[key] = value;
  }
  return { ok: true, markers };
}

function toBoolean(value: string): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function toNumber(value: string): number | undefined {
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number) ? number : undefined;
}
