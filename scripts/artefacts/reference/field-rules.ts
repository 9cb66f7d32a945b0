import type { Comparing, Field } from '../../../packages/core/kind/field.ts';
import { code } from '../markdown.ts';

/** The type of a field for people, with that of its items or values. */
export function typeOf({ type, items, values }: Field): string {
  if (items) return items.type === 'secret' ? 'array of secrets' : `array of ${typeOf(items)}`;
  return values ? `map of ${typeOf(values)}` : type;
}

/** The most values in a list; for more, Konnect's own documentation is the better source. */
const shownValues = 8;

const comparisons: Readonly<Record<Comparing, string | undefined>> = {
  listed: undefined,
  digest: 'compared by the digest label',
  assumed: 'cannot be read: compared by the digest label',
  read: 'read for each plan',
};

/** What a template may say in a field, and what becomes of a difference. */
export function fieldRules(field: Field): string {
  const within = [...limits(field.items, 'each '), ...limits(field.values, 'each ')];
  return [
    field.required ? 'required' : undefined,
    field.immutable ? 'cannot change' : undefined,
    ...limits(field, ''),
    ...within,
    removal(field),
    field.type === 'secret' ? undefined : comparisons[field.compare ?? 'listed'],
    field.ignoreCase ? 'upper and lower case are the same' : undefined,
    field.exposure
      ? `shows more towards the end: ${field.exposure.map(({ value }) => shown(value)).join(', ')}`
      : undefined,
  ]
    .filter((rule) => rule !== undefined)
    .join('; ');
}

function limits(field: Field | undefined, of: string): string[] {
  if (!field) return [];
  const { enum: values, minLength = 0, maxLength, pattern, patternWords, unordered } = field;
  const oneOf = values && values.length <= shownValues ? `${of}one of ${values.map(code).join(', ')}` : undefined;
  const characters = maxLength === undefined ? undefined : `${of}at most ${maxLength} characters`;
  const atLeast =
    minLength === 0 ? undefined : `${of}at least ${minLength} ${minLength === 1 ? 'character' : 'characters'}`;
  return [
    oneOf ?? (values ? `${of}one of ${values.length} values` : undefined),
    minLength > 0 && maxLength !== undefined ? `${of}${minLength} to ${maxLength} characters` : (characters ?? atLeast),
    patternWords ? `${of}made of ${patternWords}` : pattern === undefined ? undefined : `${of}fits ${code(pattern)}`,
    bounds(of, field.minimum, field.maximum),
    bounds(of, field.minItems, field.maxItems, ' items'),
    unordered ? 'in any order' : undefined,
  ].filter((rule) => rule !== undefined);
}

function bounds(of: string, least: number | undefined, most: number | undefined, unit = ''): string | undefined {
  if (least === undefined) return most === undefined ? undefined : `${of}at most ${most}${unit}`;
  return most === undefined ? `${of}at least ${least}${unit}` : `${of}${least} to ${most}${unit}`;
}

/** How the value of a field is taken away. */
function removal({ required, immutable, nullable, empty }: Field): string | undefined {
  if (required || immutable) return undefined;
  if (nullable) return 'null takes it away';
  return empty === undefined ? undefined : `null makes it ${shown(empty)}`;
}

function shown(value: unknown): string {
  return value === '*' ? 'any other' : code(JSON.stringify(value));
}
