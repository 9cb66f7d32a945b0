import type { CelType, StructField, StructType } from '../cel/type.ts';
import { fieldOf } from '../manifest/key/field.ts';
import type { Keys, ValueOf } from '../manifest/key/key.ts';
import type { SourceRange } from '../source/range.ts';
import { withOrigin } from './origin.ts';

/** Marks a field that has the value, type and description of the manifest's key with the same name. */
export const asWritten = Symbol('as written');

/**
 * As `asWritten`, for a key that every instance has: where the manifest lacks it, that has been reported and there is
 * no instance.
 */
export const asRequired = Symbol('as required');

/** A field whose value is derived from the manifest. */
export interface Derived<C, V> {
  readonly type: CelType;
  readonly description: string;
  /** Set where the field may be absent. */
  readonly optional?: true;
  value(context: C): V;
  /** The place of the value, if it is not a member of `source` with the field's name. */
  at?(context: C): SourceRange | undefined;
}

type Fields<C> = Readonly<Record<string, typeof asWritten | typeof asRequired | Derived<C, unknown>>>;

/**
 * One type of objects in expressions, with each field declared once: the struct type, the TypeScript type and the
 * values are made from the declaration.
 */
export interface InstanceTable<C, V extends object> {
  readonly struct: StructType;
  make(context: C): V;
}

/** The type of the instances of a table. */
export type Instance<T> = T extends InstanceTable<never, infer V> ? V : never;

type FieldValue<K extends Keys, F, N extends keyof F> = F[N] extends typeof asWritten
  ? ValueOf<K[N & keyof K]>
  : F[N] extends typeof asRequired
    ? Exclude<ValueOf<K[N & keyof K]>, undefined>
    : F[N] extends { value(context: never): infer V }
      ? V
      : never;

type Optional<K extends Keys, F> = { [N in keyof F]: undefined extends FieldValue<K, F, N> ? N : never }[keyof F];

/** Optional fields without a value are absent, never undefined. */
type InstanceValue<K extends Keys, F> = {
  readonly [N in Exclude<keyof F, Optional<K, F>>]: FieldValue<K, F, N>;
} & { readonly [N in Optional<K, F>]?: Exclude<FieldValue<K, F, N>, undefined> };

interface Description<C, F> {
  /** One sentence about the type. */
  readonly description: string;
  /** The node of the manifest that the instance is made from: the instance has its place. */
  source(context: C): object;
  /** A place for the instance that is better than that of `source`. */
  self?(context: C): SourceRange | undefined;
  readonly fields: F;
}

/**
 * Declares a table of instances made from a context: `instanceOf<Context>()(name, table of the source, description)`.
 */
export function instanceOf<C>() {
  return <K extends Keys, const F extends Fields<C>>(
    name: string,
    { keys }: { readonly keys: K },
    { description, source, self, fields }: Description<C, F>,
  ): InstanceTable<C, InstanceValue<K, F>> => {
    const entries = Object.entries<Fields<C>[string]>(fields);
    const types = entries.map(([field, given]) => [field, structField(field, given, keys)] as const);
    return {
      struct: { name, description, fields: new Map(types) },
      make(context) {
        const node = source(context);
        const copy: Record<string, unknown> = {};
        const ranges = new Map<string, SourceRange>();
        for (const [field, given] of entries) {
          const isCopied = typeof given === 'symbol';
          const value: unknown = isCopied ? Reflect.get(node, field) : given.value(context);
          if (value !== undefined) copy[field] = value;
          const range = isCopied ? undefined : given.at?.(context);
          if (range) ranges.set(field, range);
        }
        // `InstanceValue` has the same type for each name as the entry of `fields` that made its value.
        return withOrigin(copy as InstanceValue<K, F>, node, ranges, self?.(context));
      },
    };
  };
}

function structField<C>(name: string, given: Fields<C>[string], keys: Keys): StructField {
  if (typeof given !== 'symbol') {
    return { type: given.type, always: given.optional !== true, description: given.description };
  }
  const key = keys[name];
  if (!key) throw new Error(`the manifest has no key ${name}`);
  const field = fieldOf(name, key);
  return given === asRequired ? { ...field, always: true } : field;
}
