import type { StructType } from './type.ts';

/** An object whose members are the fields of one struct. */
export type StructInstance = Record<string, unknown>;
type StructClass = new () => StructInstance;

/**
 * One class per StructType object, shared by all environments: the engine tells types of objects apart by their
 * constructor, and a value made for one environment must fit another that knows the same struct.
 */
const classes = new WeakMap<StructType, StructClass>();
const structs = new WeakMap<StructClass, StructType>();

/** The class whose instances the engine takes for values of `struct`. */
export function classOf(struct: StructType): StructClass {
  const known = classes.get(struct);
  if (known) return known;
  const created = class {} as StructClass;
  Object.defineProperty(created, 'name', { value: struct.name });
  // Without Object.prototype behind it, an absent field named `toString` is absent instead of a function.
  Object.setPrototypeOf(created.prototype, null);
  classes.set(struct, created);
  structs.set(created, struct);
  return created;
}

/** The struct an object was made for, or undefined for any other value. */
export function structOf(value: object): StructType | undefined {
  // By prototype, not by `value.constructor`: a field may have that name.
  const prototype: { readonly constructor?: unknown } | null = Object.getPrototypeOf(value);
  const made = prototype?.constructor;
  return typeof made === 'function' ? structs.get(made as StructClass) : undefined;
}

/**
 * The one field name an instance cannot hold: the engine finds the class of a value through it. Such a field is absent
 * in every value.
 */
export const impossibleField = 'constructor';
