interface Common {
  readonly required?: true;
  readonly nullable?: true;
}

/** What a request body, or a part of it, must look like: the rules of the contract's schemas that Konnect enforces. */
export type Shape = Common &
  (
    | {
        readonly kind: 'text';
        readonly min?: number;
        readonly max?: number;
        readonly pattern?: RegExp;
        readonly format?: Format;
      }
    | { readonly kind: 'flag' }
    | { readonly kind: 'whole'; readonly min?: number; readonly max?: number }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    | { readonly kind: 'list'; readonly items: Shape; readonly min?: number; readonly max?: number }
    | { readonly kind: 'map'; readonly values: Shape }
    | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Shape>>; readonly open: boolean }
    | { readonly kind: 'labels'; readonly deletable: boolean }
    | { readonly kind: 'anything' }
  );

export type Format = 'uuid' | 'email' | 'uri' | 'date-time';

export const text = (rules: { min?: number; max?: number; pattern?: RegExp } = {}): Shape => ({
  kind: 'text',
  ...rules,
});
export const uuid = (): Shape => ({ kind: 'text', format: 'uuid' });
export const email = (): Shape => ({ kind: 'text', format: 'email' });
export const uri = (): Shape => ({ kind: 'text', format: 'uri' });
export const dateTime = (): Shape => ({ kind: 'text', format: 'date-time' });
export const flag = (): Shape => ({ kind: 'flag' });
export const whole = (rules: { min?: number; max?: number } = {}): Shape => ({ kind: 'whole', ...rules });
export const choice = (...choices: readonly string[]): Shape => ({ kind: 'choice', choices });
export const list = (items: Shape, rules: { min?: number; max?: number } = {}): Shape => ({
  kind: 'list',
  items,
  ...rules,
});
export const mapOf = (values: Shape): Shape => ({ kind: 'map', values });
export const record = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'record', fields, open: false });
/** A record whose further fields are accepted and ignored or kept, as the contract's open schemas allow. */
export const openRecord = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'record', fields, open: true });
/** Labels on create: every value a text. */
export const labels = (): Shape => ({ kind: 'labels', deletable: false });
/** Labels on PATCH: null deletes a key, and null for the map deletes all of them. */
export const labelsUpdate = (): Shape => ({ kind: 'labels', deletable: true, nullable: true });
export const anything = (): Shape => ({ kind: 'anything', nullable: true });
export const required = (shape: Shape): Shape => ({ ...shape, required: true });
export const nullable = (shape: Shape): Shape => ({ ...shape, nullable: true });

/** The same record with nothing required: what PATCH takes. */
export function optional(fields: Readonly<Record<string, Shape>>): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, shape]) => {
      const { required: _, ...rest } = shape;
      return [field, rest];
    }),
  );
}
