import { identityOf } from '../graph/identity.ts';
import type { Kind } from '../kind/kind.ts';
import { addressLabel } from '../provider/ownership.ts';
import { type Collection, collectionKey, type Fields, type ObservedObject } from '../provider/provider.ts';

/** Something a plan needs to see before it can say what is to be done. */
export type Demand =
  | { readonly type: 'list'; readonly collection: Collection }
  | { readonly type: 'detail'; readonly kind: Kind; readonly region: string; readonly object: ObservedObject };

/** One list as it was read, found in by identity and by address label. */
export class ObjectList {
  readonly objects: readonly ObservedObject[];
  readonly #byIdentity: ReadonlyMap<string, readonly ObservedObject[]>;
  readonly #byAddress: ReadonlyMap<string, readonly ObservedObject[]>;

  constructor(kind: Kind, objects: readonly ObservedObject[]) {
    this.objects = objects;
    this.#byIdentity = groupBy(objects, (object) => identityKey(identityOf(kind, object.fields)));
    this.#byAddress = groupBy(objects, (object) => object.labels[addressLabel]);
  }

  withIdentity(identity: readonly string[] | undefined): readonly ObservedObject[] {
    return this.#byIdentity.get(identityKey(identity) ?? '') ?? [];
  }

  withAddressLabel(label: string): readonly ObservedObject[] {
    return this.#byAddress.get(label) ?? [];
  }
}

function identityKey(identity: readonly string[] | undefined): string | undefined {
  return identity && JSON.stringify(identity);
}

function groupBy(
  objects: readonly ObservedObject[],
  keyOf: (object: ObservedObject) => string | undefined,
): ReadonlyMap<string, ObservedObject[]> {
  const groups = new Map<string, ObservedObject[]>();
  for (const object of objects) {
    const key = keyOf(object);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return groups;
}

/** What was seen of Konnect: whole lists, and for single objects the fields that lists do not show. */
export class Observation {
  readonly #lists = new Map<string, { readonly kind: Kind; readonly region: string; readonly list: ObjectList }>();
  readonly #details = new Map<ObservedObject, Fields>();

  list(collection: Collection): ObjectList | undefined {
    return this.#lists.get(collectionKey(collection))?.list;
  }

  detail(object: ObservedObject): Fields | undefined {
    return this.#details.get(object);
  }

  addList(collection: Collection, objects: readonly ObservedObject[]): void {
    this.#lists.set(collectionKey(collection), {
      kind: collection.kind,
      region: collection.region,
      list: new ObjectList(collection.kind, objects),
    });
  }

  addDetail(object: ObservedObject, fields: Fields): void {
    this.#details.set(object, fields);
  }

  /** Every object seen, list by list in the order of their keys. */
  *all(): Generator<{ readonly kind: Kind; readonly region: string; readonly object: ObservedObject }> {
    for (const key of [...this.#lists.keys()].sort()) {
      const entry = this.#lists.get(key);
      if (!entry) continue;
      const { kind, region, list } = entry;
      for (const object of list.objects) yield { kind, region, object };
    }
  }

  get size(): number {
    let size = 0;
    for (const { list } of this.#lists.values()) size += list.objects.length;
    return size;
  }
}

/** A name for what a demand asks for, so that two resources asking for one list ask once. */
export function demandKey(demand: Demand): string {
  return demand.type === 'list'
    ? `list ${collectionKey(demand.collection)}`
    : `detail ${demand.region} ${demand.kind.name} ${String(demand.object.fields.id)}`;
}
