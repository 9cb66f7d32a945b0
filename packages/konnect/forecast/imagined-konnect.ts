import { placeholderOf } from '@konduct/core/graph/placeholder';
import type { Kind } from '@konduct/core/kind/kind';
import { withoutSecrets } from '@konduct/core/kind/secret-field';
import type { Observation } from '@konduct/core/observe/observation';
import { isContentHandle } from '@konduct/core/provider/content';
import { digestLabel } from '@konduct/core/provider/ownership';
import {
  type Collection,
  type Content,
  collectionKey,
  type Fields,
  type ObservedObject,
  type Provider,
  type Removal,
  type Update,
  type Write,
  type WriteOutcome,
} from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { isKonnectKind, type KonnectKind } from '../kinds/kind.ts';
import {
  arePagesTogether,
  type CallCount,
  callsOfCreate,
  callsOfDetail,
  callsOfUpdate,
  pagesOf,
} from './calls-of-kind.ts';
import { Rounds } from './rounds.ts';

/**
 * A Konnect that is only imagined: it holds what a run has observed, takes writes as if Konnect accepted them, and counts
 * the calls that the provider would send for each operation. It sends nothing and knows no secret.
 */
export class ImaginedKonnect implements Provider {
  readonly rounds: Rounds;
  readonly #observation: Observation;
  readonly #lists = new Map<string, readonly ObservedObject[]>();
  /** The fields that lists leave out, by the id of an object that was written here. */
  readonly #unlisted = new Map<unknown, Fields>();
  /** The ids of objects that were deleted here. Konnect deletes links together with an end that they go along with. */
  readonly #gone = new Set<unknown>();
  #reads = 0;
  #writes = 0;
  #made = 0;

  constructor(observation: Observation, concurrency: number) {
    this.#observation = observation;
    this.rounds = new Rounds(concurrency);
  }

  /** The calls since the beginning. */
  get calls(): CallCount {
    return { reads: this.#reads, writes: this.#writes };
  }

  /** Begins to count anew. */
  forget(): void {
    this.#reads = 0;
    this.#writes = 0;
    this.rounds.forget();
  }

  /** Counts calls that are no operation of the port, one after another. */
  async spend({ reads, writes }: CallCount): Promise<void> {
    this.#reads += reads;
    this.#writes += writes;
    await this.rounds.take(reads + writes);
  }

  async list(collection: Collection): Promise<readonly ObservedObject[]> {
    const objects = this.#objectsIn(collection);
    const { list } = konnectKind(collection.kind);
    const pages = pagesOf(list, objects.length);
    await this.spend({ reads: 1, writes: 0 });
    this.#reads += pages - 1;
    await (arePagesTogether(list) ? this.rounds.takeTogether(pages - 1) : this.rounds.take(pages - 1));
    return objects;
  }

  async find(kind: Kind, region: string, id: string): Promise<ObservedObject | undefined> {
    await this.spend({ reads: 1, writes: 0 });
    const listed = this.#objectsIn({ kind, region, parents: {} }).find(({ fields }) => fields.id === id);
    if (listed || this.#observation.beyondLists(id) !== 'there') return listed;
    return { fields: { id }, labels: {} };
  }

  async read(kind: Kind, region: string, object: ObservedObject): Promise<Fields> {
    const known = this.#observation.detail(object);
    await this.spend({ reads: callsOfDetail(konnectKind(kind), region, object, known), writes: 0 });
    return { ...known, ...this.#unlisted.get(object.fields.id) };
  }

  async contents(kind: Kind, _region: string, object: ObservedObject): Promise<readonly Content[]> {
    const lists = Object.values(konnectKind(kind).holds ?? {}).flat().length;
    this.#reads += lists;
    await this.rounds.takeTogether(lists);
    return this.#observation.contents(object) ?? [];
  }

  async create(write: Write): Promise<WriteOutcome> {
    const kind = konnectKind(write.kind);
    const collection = collectionOf(kind, write.region, write.desired);
    await this.spend(callsOfCreate(kind, asSent(write), this.#objectsIn(collection).length + 1));
    const object = this.#shown(write, { ...write.desired, ...this.#computed(kind) });
    this.#lists.set(collectionKey(collection), [...this.#objectsIn(collection), object]);
    return { object };
  }

  async update(update: Update): Promise<WriteOutcome> {
    const { kind, observed, changed, desired } = update;
    const given = Object.fromEntries(changed.map((name) => [name, desired[name]]));
    // Konnect may compute a field only now, such as the version of an API that gets its first document.
    const object = this.#shown(update, { ...this.#computed(kind), ...observed.fields, ...given });
    await this.spend(callsOfUpdate(konnectKind(kind), asSent(update), object));
    this.#replace(update, observed, [object]);
    return { object };
  }

  async remove(removal: Removal): Promise<void> {
    await this.spend({ reads: 0, writes: 1 });
    this.#replace(removal, removal.observed, []);
    const { id } = removal.observed.fields;
    if (typeof id === 'string') this.#gone.add(id);
  }

  #objectsIn(collection: Collection): readonly ObservedObject[] {
    const objects = this.#lists.get(collectionKey(collection)) ?? this.#observation.list(collection)?.objects ?? [];
    const ends = (collection.kind.links ?? []).filter(({ goesAlong }) => goesAlong);
    if (this.#gone.size === 0 || ends.length === 0) return objects;
    return objects.filter(({ fields }) => !ends.some(({ field }) => this.#gone.has(valueAt(fields, field))));
  }

  /** Values for the computed fields of a new object. */
  #computed(kind: Kind): Fields {
    this.#made += 1;
    const address = `imagined ${this.#made}`;
    return Object.fromEntries(Object.keys(kind.computed).map((name) => [name, placeholderOf(kind, address, name)]));
  }

  #replace({ kind, region }: Pick<Write, 'kind' | 'region'>, old: ObservedObject, by: readonly ObservedObject[]): void {
    const collection = collectionOf(kind, region, old.fields);
    const objects = this.#objectsIn(collection);
    const isSame = ({ fields }: ObservedObject) =>
      fields.id === undefined
        ? kind.identity.every((name) => fields[name] === old.fields[name])
        : fields.id === old.fields.id;
    const next = objects.flatMap((object) => (isSame(object) ? by : [object]));
    this.#lists.set(collectionKey(collection), next);
  }

  /** A written object as its list shows it. */
  #shown({ kind, labels = {}, digest }: Write, fields: Fields): ObservedObject {
    const all = Object.entries(withoutSecrets(kind, fields)).filter(([, value]) => value !== null);
    const isUnlisted = (name: string) => (kind.fields[name]?.compare ?? 'listed') !== 'listed';
    const unlisted = all.filter(([name]) => isUnlisted(name));
    if (unlisted.length > 0) this.#unlisted.set(fields.id, Object.fromEntries(unlisted));
    return {
      fields: Object.fromEntries(all.filter(([name]) => !isUnlisted(name))),
      labels: digest === undefined ? labels : { ...labels, [digestLabel]: digest },
    };
  }
}

function konnectKind(kind: Kind): KonnectKind {
  if (!isKonnectKind(kind)) throw new Error(`${kind.name} is not a kind of Konnect's`);
  return kind;
}

function collectionOf(kind: Kind, region: string, fields: Fields): Collection {
  return { kind, region, parents: Object.fromEntries(kind.collection.map((name) => [name, String(fields[name])])) };
}

/** A write as its kind gets it, with a text in the place of each document: only the number of requests matters. */
function asSent<T extends Write>(write: T): T {
  const desired = Object.entries(write.desired).map(([name, value]) => [name, isContentHandle(value) ? '' : value]);
  return { ...write, desired: Object.fromEntries(desired) };
}
