import type { Kind } from '../kind/kind.ts';
import { isContentHandle } from '../provider/content.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';

/**
 * The unlisted fields of an object that every plan reads; undefined where there are none. Fields that a digest proves
 * are left out: they are read only now and then. So are documents: a plan has their digests alone, and nobody could send
 * them.
 *
 * @param detail the unlisted fields, if they were read
 */
export function readFields(kind: Kind, detail: Fields | undefined): Fields | undefined {
  const isRead = (name: string) => kind.fields[name]?.compare === 'read' || kind.computed[name] !== undefined;
  const found = Object.entries(detail ?? {}).filter(([name, value]) => isRead(name) && !isContentHandle(value));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** An object with the fields of its list, and over them those that every plan reads. */
export function withRead(object: ObservedObject, read: Fields | undefined): ObservedObject {
  return read ? { ...object, fields: { ...object.fields, ...read } } : object;
}
