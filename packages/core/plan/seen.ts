import type { Kind } from '../kind/kind.ts';
import { isContentHandle } from '../provider/content.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';

/**
 * The unlisted fields of an object that every plan reads; undefined where there are none. Fields that a digest proves
 * are left out: they are read only now and then.
 *
 * @param detail the unlisted fields, if they were read
 */
export function readFields(kind: Kind, detail: Fields | undefined): Fields | undefined {
  const isRead = (name: string) => kind.fields[name]?.compare === 'read' || kind.computed[name] !== undefined;
  const found = Object.entries(detail ?? {}).filter(([name]) => isRead(name));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/**
 * What an update is told of the fields that were read: all but documents. A plan has their digests alone, so that a
 * document that is in Konnect cannot be sent again.
 */
export function toldFields(read: Fields | undefined): Fields | undefined {
  const told = Object.entries(read ?? {}).filter(([, value]) => !isContentHandle(value));
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** An object with the fields of its list, and over them those that every plan reads. */
export function withRead(object: ObservedObject, read: Fields | undefined): ObservedObject {
  return read ? { ...object, fields: { ...object.fields, ...read } } : object;
}
