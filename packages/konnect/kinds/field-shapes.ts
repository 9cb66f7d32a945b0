import type { Exposure, Field, Referral } from '@konduct/core/kind/field';

/** The id that Konnect gives an object. Required: an answer without it is an error. */
export const idField: Field = { type: 'string', description: 'The id Konnect gave it (a UUID).', required: true };

export const createdAtField: Field = { type: 'string', description: 'When it was created (RFC 3339).' };

export const updatedAtField: Field = { type: 'string', description: 'When it was last changed (RFC 3339).' };

/** The labels of every labelled kind (Konnect API contract 3.15.0, `Labels`). */
export const labelsField: Field = {
  type: 'object',
  description: 'Labels: names with short values; Konnect keeps some prefixes of names for itself.',
  values: {
    type: 'string',
    description: 'The value of a label.',
    minLength: 1,
    maxLength: 63,
    empty: null,
    pattern: '^[a-z0-9A-Z]{1}([a-z0-9A-Z._-]*[a-z0-9A-Z]+)?$',
    patternWords: 'letters, digits, `-`, `_` and `.`, with a letter or digit at both ends',
  },
};

/** A field with the id of another object, of a fixed kind or of the kind named in another field. */
export function idOf(what: string, refers?: string | Referral): Field {
  const referral = typeof refers === 'string' ? { kind: refers } : refers;
  return { type: 'string', description: `The id of ${what}.`, minLength: 1, ...(referral && { refers: referral }) };
}

/** A field of two values that decides what people see: first the one that shows less, then the one that shows more. */
export function exposing(description: string, less: Exposure, more: Exposure): Field {
  const values = [less.value, more.value].filter((value) => typeof value === 'string');
  return values.length > 0
    ? { type: 'string', description, enum: values, exposure: [less, more] }
    : { type: 'boolean', description, exposure: [less, more] };
}
