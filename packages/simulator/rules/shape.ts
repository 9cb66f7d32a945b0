interface Common {
  readonly required?: true;
  readonly nullable?: true;
}

/** The rules for a request body, or a part of it: those of the contract's schemas that Konnect enforces. */
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
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
    | { readonly kind: 'choice'; readonly choices: readonly unknown[] }
    | {
        readonly kind: 'list';
        readonly items: Shape;
        readonly min?: number;
        readonly max?: number;
        readonly unique?: boolean;
      }
    | { readonly kind: 'map'; readonly values: Shape; readonly min?: number; readonly max?: number }
    | {
        readonly kind: 'record';
        readonly fields: Readonly<Record<string, Shape>>;
        readonly open: boolean;
        /** The least and the most number of fields. */
        readonly min?: number;
        readonly max?: number;
      }
    | { readonly kind: 'labels'; readonly deletable: boolean }
    | {
        /** One of several shapes. `by` names the field whose value decides. */
        readonly kind: 'either';
        readonly options: readonly Shape[];
        /** Whether a value must not have more than one of the shapes. */
        readonly exactly?: boolean;
        readonly by?: Choosing;
      }
    /** All of several shapes at once. */
    | { readonly kind: 'both'; readonly parts: readonly Shape[] }
    | { readonly kind: 'anything' }
  );

/** A field, and a shape for each of its values. */
interface Choosing {
  readonly field: string;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export type Format = 'uuid' | 'email' | 'uri' | 'date-time';

interface Limits {
  readonly min?: number;
  readonly max?: number;
}

export const text = (rules: Limits & { readonly pattern?: RegExp; readonly format?: Format } = {}): Shape => ({
  kind: 'text',
  ...rules,
});
export const uuid = (): Shape => ({ kind: 'text', format: 'uuid' });
export const email = (): Shape => ({ kind: 'text', format: 'email' });
export const uri = (): Shape => ({ kind: 'text', format: 'uri' });
export const dateTime = (): Shape => ({ kind: 'text', format: 'date-time' });
export const flag = (): Shape => ({ kind: 'flag' });
export const whole = (rules: Limits = {}): Shape => ({ kind: 'whole', ...rules });
export const number = (rules: Limits = {}): Shape => ({ kind: 'number', ...rules });
export const choice = (...choices: readonly unknown[]): Shape => ({ kind: 'choice', choices });
export const list = (items: Shape, rules: Limits & { readonly unique?: boolean } = {}): Shape => ({
  kind: 'list',
  items,
  ...rules,
});
export const mapOf = (values: Shape, rules: Limits = {}): Shape => ({ kind: 'map', values, ...rules });
type Parts = Readonly<Record<string, Shape>>;
export const record = (fields: Parts, rules: Limits = {}): Shape => ({
  kind: 'record',
  fields,
  open: false,
  ...rules,
});
/** A record that may have other fields, as the contract's open schemas allow. */
export const openRecord = (fields: Parts, rules: Limits = {}): Shape => ({
  kind: 'record',
  fields,
  open: true,
  ...rules,
});
/** At least one of several shapes. */
export const anyOf = (...options: readonly Shape[]): Shape => ({ kind: 'either', options });
/** One of several shapes and no other. */
export const oneOf = (...options: readonly Shape[]): Shape => ({ kind: 'either', options, exactly: true });
/** The shape for the value of a field; without the field, at least one of them. */
export const oneOfBy = (field: string, shapes: Parts): Shape => ({
  kind: 'either',
  options: Object.values(shapes),
  by: { field, shapes },
});
/** All of several shapes at once. */
export const allOf = (...parts: readonly Shape[]): Shape => ({ kind: 'both', parts });
/** Labels in a creation: every value is a text. */
export const labels = (): Shape => ({ kind: 'labels', deletable: false });
/** Labels in a PATCH: null deletes a key, and null for the map deletes all. */
export const labelsUpdate = (): Shape => ({ kind: 'labels', deletable: true, nullable: true });
export const anything = (): Shape => ({ kind: 'anything', nullable: true });
/** A body that the contract describes completely: `contract/` has checked it. */
export const inContract = (): Shape => openRecord({});
export const required = (shape: Shape): Shape => ({ ...shape, required: true });
export const nullable = (shape: Shape): Shape => ({ ...shape, nullable: true });

/** The record without required fields, for a PATCH. */
export function optional(fields: Readonly<Record<string, Shape>>): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, shape]) => {
      const { required: _, ...rest } = shape;
      return [field, rest];
    }),
  );
}
