import { identityOf } from '../graph/identity.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabel } from '../provider/ownership.ts';
import {
  type Collection,
  type Content,
  collectionKey,
  collectionKeyOf,
  type Fields,
  type ObservedObject,
} from '../provider/provider.ts';
import { compareText } from '../value/compare-text.ts';
import { keyOfLabel } from './labels.ts';

/** Data that a plan needs before it can decide. */
export type Demand =
  | {
      readonly type: 'list';
      readonly collection: Collection;
      /** Whether the plan goes on without it and reports that it was not read. */
      readonly optional?: true;
    }
  /** Whether an object with an id exists that no list shows. */
  | { readonly type: 'object'; readonly kind: Kind; readonly region: string; readonly id: string }
  /** The unlisted fields of an object, or its contents that are not ours. */
  | {
      readonly type: 'detail' | 'contents';
      readonly kind: Kind;
      readonly region: string;
      readonly object: ObservedObject;
    };

/** An object with its kind and region. */
export interface Sighting {
  readonly kind: Kind;
  readonly region: string;
  readonly object: ObservedObject;
}

/** One list as it was read, with indices by identity and by address label. */
export class ObjectList {
  readonly objects: readonly ObservedObject[];
  readonly #byIdentity: Groups;
  readonly #byAddress: Groups;

  constructor(kind: Kind, objects: readonly ObservedObject[]) {
    this.objects = objects;
    this.#byIdentity = groupBy(objects, (object) => identityKey(identityOf(kind, object.fields)));
    this.#byAddress = groupBy(objects, (object) => keyOfLabel(object.labels[addressLabel]));
  }

  withIdentity(identity: readonly string[] | undefined): readonly ObservedObject[] {
    return this.#byIdentity.get(identityKey(identity)) ?? [];
  }

  /** The objects whose address label has this key, of any owner. */
  withAddressKey(key: string): readonly ObservedObject[] {
    return this.#byAddress.get(key) ?? [];
  }
}

function identityKey(identity: readonly string[] | undefined): string | undefined {
  return identity && JSON.stringify(identity);
}

/** Objects by a key. Those without a key are in no group. */
type Groups = ReadonlyMap<string | undefined, readonly ObservedObject[]>;

function groupBy(objects: readonly ObservedObject[], keyOf: (object: ObservedObject) => string | undefined): Groups {
  const groups = new Map<string | undefined, ObservedObject[]>();
  for (const object of objects) {
    const key = keyOf(object);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return groups;
}

/** The data read from Konnect: whole lists, and unlisted data of single objects. */
export class Observation {
  readonly #lists = new Map<string, { readonly collection: Collection; readonly list: ObjectList }>();
  readonly #details = new Map<ObservedObject, Fields>();
  readonly #contents = new Map<ObservedObject, readonly Content[]>();
  readonly #byId = new Map<string, Sighting>();
  readonly #byKind = new Map<string, ObservedObject[]>();
  readonly #unread = new Map<string, Collection>();
  readonly #looked = new Map<string, 'there' | 'gone'>();

  list(collection: Collection): ObjectList | undefined {
    return this.#lists.get(collectionKey(collection))?.list;
  }

  detail(object: ObservedObject): Fields | undefined {
    return this.#details.get(object);
  }

  /** The contents of an object that are not ours, if they were read. */
  contents(object: ObservedObject): readonly Content[] | undefined {
    return this.#contents.get(object);
  }

  /** The object with an id, if its list was read. */
  withId(id: string): Sighting | undefined {
    return this.#byId.get(id);
  }

  /** Whether an object that no list shows exists, if Konnect was asked. */
  beyondLists(id: string): 'there' | 'gone' | undefined {
    return this.#looked.get(id);
  }

  /** Whether a list that holds all objects of a kind in a region was read. */
  hasRead(kind: string, region: string): boolean {
    const key = collectionKeyOf(kind, region);
    return this.#lists.has(key) && !this.#unread.has(key);
  }

  /** Adds the objects of a list, which is read once. */
  addList(collection: Collection, objects: readonly ObservedObject[]): void {
    const { kind, region } = collection;
    this.#lists.set(collectionKey(collection), { collection, list: new ObjectList(kind, objects) });
    const known = this.#byKind.get(kind.name) ?? [];
    this.#byKind.set(kind.name, known);
    for (const object of objects) known.push(object);
    for (const object of objects) {
      const { id } = object.fields;
      if (typeof id === 'string') this.#byId.set(id, { kind, region, object });
    }
  }

  addDetail(object: ObservedObject, fields: Fields): void {
    this.#details.set(object, fields);
  }

  addContents(object: ObservedObject, contents: readonly Content[]): void {
    this.#contents.set(object, contents);
  }

  addBeyondLists(id: string, found: 'there' | 'gone'): void {
    this.#looked.set(id, found);
  }

  /** Records that a list could not be read. It counts as empty from then on, and as unread. */
  addUnread(collection: Collection): void {
    this.addList(collection, []);
    this.#unread.set(collectionKey(collection), collection);
  }

  /** The lists that could not be read, in the order of their keys. */
  get unread(): readonly Collection[] {
    return inOrder(this.#unread);
  }

  /** Every object of a kind, wherever it was seen. */
  ofKind(name: string): readonly ObservedObject[] {
    return this.#byKind.get(name) ?? [];
  }

  /** Every object seen, list by list in the order of their keys. */
  *all(): Generator<Sighting> {
    for (const { collection, list } of inOrder(this.#lists)) {
      const { kind, region } = collection;
      for (const object of list.objects) yield { kind, region, object };
    }
  }

  /** Every list that was asked for, in the order of their keys. One that could not be read is empty. */
  get lists(): readonly { readonly collection: Collection; readonly list: ObjectList }[] {
    return inOrder(this.#lists);
  }

  /** The objects that no list shows and that Konnect was asked for, by id. */
  get looked(): ReadonlyMap<string, 'there' | 'gone'> {
    return this.#looked;
  }

  get size(): number {
    let size = 0;
    for (const { list } of this.#lists.values()) size += list.objects.length;
    return size;
  }
}

/** The values of a map in the order of their keys. */
function inOrder<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

/** A key of a demand, so that two resources that need the same list read it once. */
export function demandKey(demand: Demand): string {
  if (demand.type === 'list') return `list ${collectionKey(demand.collection)}`;
  return demand.type === 'object'
    ? `object ${demand.region} ${demand.kind.name} ${demand.id}`
    : `${demand.type} ${demand.region} ${demand.kind.name} ${String(demand.object.fields.id)}`;
}
