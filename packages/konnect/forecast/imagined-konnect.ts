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
    await this.spend({ reads: callsOfDetail(konnectKind(kind), region, object), writes: 0 });
    return { ...this.#observation.detail(object), ...this.#unlisted.get(object.fields.id) };
  }

  async contents(kind: Kind, _region: string, object: ObservedObject): Promise<readonly Content[]> {
    const lists = Object.values(konnectKind(kind).holds ?? {}).flat().length;
    this.#reads += lists;
    await this.rounds.takeTogether(lists);
    return this.#observation.contents(object) ?? [];
  }

  async create(write: Write): Promise<WriteOutcome> {
    const kind = konnectKind(write.kind);
    const key = keyOf(write, write.desired);
    const before = this.#objectsAt(key, write);
    await this.spend(callsOfCreate(kind, asSent(write), before.length + 1));
    this.#made += 1;
    const address = `imagined ${this.#made}`;
    const computed = Object.keys(kind.computed).map((name) => [name, placeholderOf(kind, address, name)] as const);
    const object = this.#shown(write, { ...write.desired, ...Object.fromEntries(computed) });
    this.#lists.set(key, [...this.#objectsAt(key, write), object]);
    return { object };
  }

  async update(update: Update): Promise<WriteOutcome> {
    await this.spend(callsOfUpdate(konnectKind(update.kind), asSent(update)));
    const { observed, changed, desired } = update;
    const given = Object.fromEntries(changed.map((name) => [name, desired[name]]));
    const object = this.#shown(update, { ...observed.fields, ...given });
    this.#replace(update, observed, [object]);
    return { object };
  }

  async remove(removal: Removal): Promise<void> {
    await this.spend({ reads: 0, writes: 1 });
    this.#replace(removal, removal.observed, []);
  }

  #objectsIn(collection: Collection): readonly ObservedObject[] {
    return this.#lists.get(collectionKey(collection)) ?? this.#observation.list(collection)?.objects ?? [];
  }

  #objectsAt(key: string, { kind, region, desired }: Pick<Write, 'kind' | 'region' | 'desired'>) {
    return this.#lists.get(key) ?? this.#observation.list(collectionOf(kind, region, desired))?.objects ?? [];
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

function keyOf({ kind, region }: Pick<Write, 'kind' | 'region'>, fields: Fields): string {
  return collectionKey(collectionOf(kind, region, fields));
}

function collectionOf(kind: Kind, region: string, fields: Fields): Collection {
  return { kind, region, parents: Object.fromEntries(kind.collection.map((name) => [name, String(fields[name])])) };
}

/** A write as its kind gets it, with a text in the place of each document: only the number of requests matters. */
function asSent<T extends Write>(write: T): T {
  const desired = Object.entries(write.desired).map(([name, value]) => [name, isContentHandle(value) ? '' : value]);
  return { ...write, desired: Object.fromEntries(desired) };
}
