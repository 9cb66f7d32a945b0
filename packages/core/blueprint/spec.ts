import type { CelType, StructType } from '../cel/type.ts';
import { inheritOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { Markers } from './marker.ts';

/** A struct that a blueprint's schema defines: its spec, or a type of its own. */
export interface SpecStruct extends StructType {
  readonly members: ReadonlyMap<string, SpecField>;
}

export interface SpecField {
  readonly name: string;
  readonly type: CelType;
  readonly markers: Markers;
  /** The default as JSON of the field's type, complete. */
  readonly fallback?: unknown;
  readonly place: SourceRange;
}

/** The fields of a type that a schema defines, or undefined for any other type. */
export function specMembers(type: CelType): ReadonlyMap<string, SpecField> | undefined {
  return type.kind === 'struct' && isSpecStruct(type.struct) ? type.struct.members : undefined;
}

function isSpecStruct(struct: StructType): struct is SpecStruct {
  return 'members' in struct;
}

/** A plain value with the defaults of its type filled in, at every depth. */
export function withDefaults(value: unknown, type: CelType): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (type.kind !== 'list') return value;
    return inheritOrigin(
      value.map((item) => withDefaults(item, type.item)),
      value,
    );
  }
  const members = specMembers(type);
  const entries = Object.entries(value);
  if (!members) {
    if (type.kind !== 'map') return value;
    return inheritOrigin(
      Object.fromEntries(entries.map(([key, member]) => [key, withDefaults(member, type.value)])),
      value,
    );
  }
  // A member that is `null` counts as absent and gets its default.
  const given = entries.filter(([, member]) => member !== null && member !== undefined);
  const names = new Set(given.map(([name]) => name));
  const missing = [...members.values()].filter((field) => field.fallback !== undefined && !names.has(field.name));
  return inheritOrigin(
    Object.fromEntries([
      ...given.map(([name, member]) => [name, withDefaults(member, members.get(name)?.type ?? type)]),
      ...missing.map((field) => [field.name, field.fallback]),
    ]),
    value,
  );
}
