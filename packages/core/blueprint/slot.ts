import type { CelType } from '../cel/type.ts';
import type { Field } from '../kind/field.ts';
import { fieldType } from '../kind/kind-type.ts';
import { type SpecField, specMembers } from './spec.ts';

/** The requirements of a place in a template: its type, and for a field of a kind the rules for its values. */
export interface Slot {
  readonly type: CelType;
  readonly required: boolean;
  readonly field?: Field;
}

export type Slots = ReadonlyMap<string, Slot>;

/** The slots of a kind's fields, or of an external's selector. */
export function fieldSlots(fields: Readonly<Record<string, Field>>, owner: string): Slots {
  return mapped(Object.entries(fields), (field, name) => fieldSlot(field, fieldType(field, `${owner}.${name}`)));
}

/** The slots of the fields a blueprint's schema declares. */
export function specSlots(members: ReadonlyMap<string, SpecField>): Slots {
  return mapped(members, ({ type, markers, fallback }) => ({
    type,
    required: markers.required === true && fallback === undefined,
  }));
}

/** The slots of an object's members where they are known one by one, or undefined where any key can stand. */
export function memberSlots({ type, field }: Slot): Slots | undefined {
  if (type.kind !== 'struct' || type.struct.opaque) return undefined;
  const members = specMembers(type);
  if (members) return specSlots(members);
  return mapped(type.struct.fields, (member, name) => {
    const property = field?.properties?.[name];
    return property ? fieldSlot(property, member.type) : { type: member.type, required: member.always };
  });
}

/** The slot of an item of a list, or of a value behind a free key. */
export function innerSlot(type: CelType, field: Field | undefined): Slot {
  return field ? { type, required: false, field } : { type, required: false };
}

function fieldSlot(field: Field, type: CelType): Slot {
  return { type, required: field.required === true, field };
}

function mapped<T>(entries: Iterable<readonly [string, T]>, make: (value: T, name: string) => Slot): Slots {
  return new Map([...entries].map(([name, value]) => [name, make(value, name)]));
}
