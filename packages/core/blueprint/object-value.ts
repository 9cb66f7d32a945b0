import { lazyStruct, toCel } from '../cel/value.ts';
import type { Viewpoint } from '../graph/viewpoint.ts';
import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { fieldType, kindType } from '../kind/kind-type.ts';
import { isContentHandle } from '../provider/content.ts';
import { contentValue } from '../provider/content-value.ts';
import type { Fields } from '../provider/provider.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { secretValue } from '../secret/secret-value.ts';

type Getters = Readonly<Record<string, () => unknown>>;

/**
 * An object Konduct writes, as expressions see it: the fields of its template, and those Konnect computes once it
 * exists.
 */
export function writtenObject(kind: Kind, template: Getters, address: string, view: Viewpoint): object {
  const computed = mapFields(kind.computed, (name, field) => {
    return () => live(kind, name, field, view.world.computed(address, name));
  });
  return lazyStruct(kindType(kind), { ...template, ...computed });
}

/** An object Konnect has, as expressions see it. */
export function foundObject(kind: Kind, fields: Fields): object {
  const there = Object.entries(allFields(kind)).filter(([name]) => fields[name] !== undefined);
  const getters = mapFields(Object.fromEntries(there), (name, field) => () => live(kind, name, field, fields[name]));
  return lazyStruct(kindType(kind), getters);
}

/**
 * The object of an `externalRef`: the one that was found, or else one of which only the selector's fields are known.
 */
export function externalObject(kind: Kind, selector: Getters, address: string, view: Viewpoint): object {
  const found = foundIn(view, address);
  if (found) return foundObject(kind, found);
  const getters = mapFields(allFields(kind), (name, field) => () => {
    const object = [view.world.external(address)].flat()[0];
    // Only discovery gets on without an object.
    return live(kind, name, field, object ? object[name] : view.world.computed(address, name));
  });
  return lazyStruct(kindType(kind), { ...getters, ...selector });
}

/** The objects of an `externalRef` to a list. Throws `Unknown` while the list has not been read. */
export function externalList(kind: Kind, address: string, view: Viewpoint): readonly object[] {
  const { world } = view;
  const found = world.external(address);
  if (found) return [found].flat().map((item) => foundObject(kind, item));
  // Only discovery gets here without a list: one imaginary item lets `list[0].id` be followed.
  const names = Object.keys(allFields(kind));
  return [foundObject(kind, Object.fromEntries(names.map((name) => [name, world.computed(address, name)])))];
}

function foundIn({ world }: Viewpoint, address: string): Fields | undefined {
  const state = world.look(address);
  return state.state === 'found' ? [state.value].flat()[0] : undefined;
}

function allFields(kind: Kind): Readonly<Record<string, Field>> {
  return { ...kind.fields, ...kind.computed };
}

function mapFields<T>(fields: Readonly<Record<string, Field>>, make: (name: string, field: Field) => T) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, make(name, field)]));
}

function live(kind: Kind, name: string, field: Field, value: unknown): unknown {
  if (field.type === 'content' && isContentHandle(value)) return contentValue(value);
  if (value instanceof SecretHandle) return secretValue(value);
  return toCel(value, fieldType(field, `${kind.name}.${name}`));
}
