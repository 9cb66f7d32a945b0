import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import type { Reader } from '../observe/survey.ts';
import { type Collection, collectionKey, type Fields, type Labels, type ObservedObject } from '../provider/provider.ts';
import { mapTexts } from './addresses.ts';
import type { KeptList, KeptObject, KeptOrganization } from './snapshot.ts';

/** A Konnect that is a snapshot. It answers what a run saw, and says what it does not know. */
export class SnapshotReader implements Reader {
  /** The objects whose unlisted fields were asked for and are not in the snapshot. */
  readonly undetailed = new Set<ObservedObject>();
  /** The objects whose contents were asked for and are not in the snapshot. */
  readonly unopened = new Set<ObservedObject>();
  readonly #part: KeptOrganization;
  readonly #lists = new Map<string, KeptList>();
  readonly #kept = new WeakMap<ObservedObject, KeptObject>();
  readonly #reveal: (text: string) => string;

  /** @param reveal puts addresses back that the present manifests name */
  constructor(part: KeptOrganization, reveal: (text: string) => string) {
    this.#part = part;
    this.#reveal = reveal;
    for (const list of part.lists) this.#lists.set(keyOf(list), list);
  }

  /** Whether the run that wrote the snapshot tried to read a list. */
  tried(collection: Collection): boolean {
    return this.#lists.has(keyOf(headOf(collection)));
  }

  /** @throws UserError for a list that is not in the snapshot */
  async list(collection: Collection): Promise<readonly ObservedObject[]> {
    const list = this.#lists.get(keyOf(headOf(collection)));
    if (!list || list.unread) throw absent(collectionKey(collection));
    return list.objects.map((kept) => {
      const object = { fields: this.#revealed(kept.fields), labels: this.#revealed(kept.labels ?? {}) as Labels };
      this.#kept.set(object, kept);
      return object;
    });
  }

  /** @throws UserError where the run that wrote the snapshot did not ask */
  async find(_kind: unknown, _region: string, id: string): Promise<ObservedObject | undefined> {
    const looked = Object.hasOwn(this.#part.looked, id) ? this.#part.looked[id] : undefined;
    if (looked === undefined) throw absent(id);
    return looked === 'there' ? { fields: { id }, labels: {} } : undefined;
  }

  async read(_kind: unknown, _region: string, object: ObservedObject): Promise<Fields> {
    const detail = this.#kept.get(object)?.detail;
    if (!detail) this.undetailed.add(object);
    return this.#revealed(detail ?? {});
  }

  async contents(_kind: unknown, _region: string, object: ObservedObject) {
    const contents = this.#kept.get(object)?.contents;
    if (!contents) this.unopened.add(object);
    return Object.entries(contents ?? {}).map(([noun, names]) => ({ noun, names: names.map(this.#reveal) }));
  }

  #revealed(fields: Fields): Fields {
    return mapTexts(fields, this.#reveal) as Fields;
  }
}

type Head = Pick<KeptList, 'kind' | 'region' | 'parents'>;

function headOf({ kind, region, parents }: Collection): Head {
  return { kind: kind.name, region, ...(kind.collection.length === 0 ? {} : { parents }) };
}

function keyOf({ kind, region, parents = {} }: Head): string {
  return JSON.stringify([region, kind, Object.entries(parents).sort()]);
}

function absent(what: string): UserError {
  return new UserError([finding('snapshot-partial', `The snapshot does not have ${what}`, undefined)]);
}
