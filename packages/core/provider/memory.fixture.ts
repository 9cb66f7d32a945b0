import { setTimeout } from 'node:timers/promises';
import type { Kind } from '../kind/kind.ts';
import { digestLabel } from './ownership.ts';
import {
  type Collection,
  type Content,
  collectionKey,
  type Fields,
  type Labels,
  type ObservedObject,
  type Provider,
  type Removal,
  type Update,
  type Write,
  type WriteOutcome,
} from './provider.ts';

/** A write as the core asked for it. */
export type Written =
  | { readonly verb: 'create'; readonly write: Write }
  | { readonly verb: 'update'; readonly write: Update };

/** Faults and delays of a memory. */
export interface MemoryOptions {
  /** The duration of a write, in milliseconds. */
  readonly latency?: (write: Write) => number;
  /** The error with which a write is refused, or the person that it waits for. */
  readonly answer?: (write: Write) => Error | { readonly pending: string } | undefined;
  /** The number of lists that leave a new object out. */
  readonly lag?: number;
}

interface Stored {
  readonly fields: Record<string, unknown>;
  readonly labels: Labels;
  hidden: number;
}

/** A Konnect that is a map: it keeps objects by kind, region and parent, and checks none of Konnect's rules. */
export class Memory implements Provider {
  /** The calls, such as `list Portal eu` and `create Portal acme/dev/portal`, in the order in which they began. */
  readonly calls: string[] = [];
  readonly writes: Written[] = [];
  /** The begin and end of each write, for tests of the order of writes. */
  readonly log: { readonly address: string; readonly event: 'begin' | 'end' }[] = [];
  maxInFlight = 0;
  readonly removed: Removal[] = [];
  /** The contents of objects that Konduct did not make, by the object's id. */
  readonly held = new Map<string, readonly Content[]>();
  readonly #options: MemoryOptions;
  readonly #lists = new Map<string, Stored[]>();
  #next = 1;
  #inFlight = 0;

  constructor(options: MemoryOptions = {}) {
    this.#options = options;
  }

  /** Adds an object without the core, as another client of Konnect would. Its id is in `fields`. */
  put(kind: Kind, region: string, fields: Fields, labels: Labels = {}): ObservedObject {
    const computed = { id: `${kind.name}-${this.#next++}`, ...versionOf(kind, fields) };
    const stored = { fields: { ...computed, ...fields }, labels, hidden: 0 };
    this.#listOf(kind, region, fields).push(stored);
    return shown(kind, stored);
  }

  /** Changes all objects of a kind without the core, as another client of Konnect would. */
  change(kind: Kind, { fields = {}, labels = {} }: Partial<Pick<ObservedObject, 'fields' | 'labels'>>): void {
    for (const [key, list] of this.#lists) {
      if (key.split('|')[1] !== kind.name) continue;
      const changed = list.map((stored) => ({
        ...stored,
        fields: { ...stored.fields, ...fields },
        labels: { ...stored.labels, ...labels },
      }));
      this.#lists.set(key, changed);
    }
  }

  /** All objects of a kind, in every region and parent. */
  all(kind: Kind): readonly { readonly fields: Fields; readonly labels: Labels }[] {
    return [...this.#lists].flatMap(([key, list]) => (key.split('|')[1] === kind.name ? list : []));
  }

  async list(collection: Collection): Promise<readonly ObservedObject[]> {
    const parents = Object.values(collection.parents).map((parent) => ` of ${parent}`);
    this.calls.push(`list ${collection.kind.name} ${collection.region}${parents.join('')}`);
    const list = this.#lists.get(collectionKey(collection)) ?? [];
    return list.flatMap((stored) => {
      if (stored.hidden > 0) {
        stored.hidden -= 1;
        return [];
      }
      return [shown(collection.kind, stored)];
    });
  }

  async find(kind: Kind, region: string, id: string): Promise<ObservedObject | undefined> {
    this.calls.push(`find ${kind.name} ${id}`);
    const stored = this.#lists
      .get(collectionKey({ kind, region, parents: {} }))
      ?.find((candidate) => candidate.fields.id === id);
    return stored && shown(kind, stored);
  }

  async read(kind: Kind, region: string, object: ObservedObject): Promise<Fields> {
    this.calls.push(`read ${kind.name} ${String(object.fields.id)}`);
    const stored = this.#find(kind, region, object);
    return Object.fromEntries(Object.entries(stored.fields).filter(([name]) => isUnlisted(kind, name)));
  }

  create(write: Write): Promise<WriteOutcome> {
    this.writes.push({ verb: 'create', write });
    return this.#carryOut('create', write, () => {
      const { kind, region, desired } = write;
      const computed = {
        ...(kind.computed.id ? { id: `${kind.name}-${this.#next++}` } : {}),
        ...versionOf(kind, desired),
      };
      const fields = { ...withoutNull(desired), ...computed };
      const stored: Stored = { fields, labels: labelsOf(write), hidden: this.#options.lag ?? 0 };
      this.#listOf(kind, region, fields).push(stored);
      return stored;
    });
  }

  update(update: Update): Promise<WriteOutcome> {
    this.writes.push({ verb: 'update', write: update });
    return this.#carryOut('update', update, () => {
      const { kind, region, observed, changed, desired } = update;
      const list = this.#listOf(kind, region, observed.fields);
      const stored = this.#find(kind, region, observed);
      const given = Object.fromEntries(changed.map((name) => [name, desired[name]]));
      const next = { ...stored, fields: withoutNull({ ...stored.fields, ...given }), labels: labelsOf(update) };
      list[list.indexOf(stored)] = next;
      return next;
    });
  }

  remove(removal: Removal): Promise<void> {
    this.removed.push(removal);
    const { kind, region, observed } = removal;
    const write = { kind, region, address: removal.address, desired: observed.fields };
    return this.#carryOut('delete', write, () => {
      const list = this.#listOf(kind, region, observed.fields);
      const stored = this.#find(kind, region, observed);
      list.splice(list.indexOf(stored), 1);
      return stored;
    }).then(() => undefined);
  }

  async contents(kind: Kind, _region: string, object: ObservedObject): Promise<readonly Content[]> {
    this.calls.push(`contents ${kind.name} ${String(object.fields.id)}`);
    return this.held.get(String(object.fields.id)) ?? [];
  }

  async #carryOut(verb: string, write: Write, change: () => Stored): Promise<WriteOutcome> {
    this.calls.push(`${verb} ${write.kind.name} ${write.address}`);
    this.log.push({ address: write.address, event: 'begin' });
    this.#inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.#inFlight);
    try {
      await setTimeout(this.#options.latency?.(write) ?? 0);
      const answer = this.#options.answer?.(write);
      if (answer instanceof Error) throw answer;
      return answer ?? { object: shown(write.kind, change()) };
    } finally {
      this.#inFlight -= 1;
      this.log.push({ address: write.address, event: 'end' });
    }
  }

  #listOf(kind: Kind, region: string, fields: Fields): Stored[] {
    const parents = Object.fromEntries(kind.collection.map((name) => [name, String(fields[name])]));
    const key = collectionKey({ kind, region, parents });
    const known = this.#lists.get(key);
    if (known) return known;
    const list: Stored[] = [];
    this.#lists.set(key, list);
    return list;
  }

  #find(kind: Kind, region: string, object: ObservedObject): Stored {
    const same = ({ fields }: Stored): boolean =>
      JSON.stringify(keyOf(fields)) === JSON.stringify(keyOf(object.fields));
    const keyOf = (fields: Fields) => (fields.id === undefined ? kind.identity.map((name) => fields[name]) : fields.id);
    const found = this.#listOf(kind, region, object.fields).find(same);
    if (!found) throw new Error(`there is no such ${kind.name}`);
    return found;
  }
}

/** An object as lists show it: without its unlisted fields. */
function shown(kind: Kind, { fields, labels }: Stored): ObservedObject {
  const listed = Object.entries(fields).filter(([name]) => !isUnlisted(kind, name));
  return { fields: Object.fromEntries(listed), labels };
}

function isUnlisted(kind: Kind, name: string): boolean {
  return (kind.fields[name]?.compare ?? 'listed') !== 'listed';
}

function labelsOf({ labels = {}, digest }: Write): Labels {
  return digest === undefined ? labels : { ...labels, [digestLabel]: digest };
}

function withoutNull(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The version that an object with a specification has: it holds that specification. */
function versionOf(kind: Kind, { spec_content }: Fields): Fields {
  return spec_content && kind.computed.current_version_summary ? { current_version_summary: { id: 'version' } } : {};
}
