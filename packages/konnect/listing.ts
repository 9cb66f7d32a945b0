import { addressLabel, ownerLabel } from '@konduct/core/provider/ownership';
import type { Fields, ObservedObject, Write } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { valueAt } from '@konduct/core/value/value-at';
import { bodyOf, type Exchange } from './exchange.ts';
import { decode } from './kinds/decode.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { fillPath } from './kinds/path.ts';
import { scopeOf } from './kinds/step.ts';
import { ListTime } from './list-time.ts';
import { placesIn, readList } from './pagination.ts';
import { type Purpose, toUserError } from './refusal.ts';
import { backoff } from './retry.ts';
import type { KonnectRequest } from './transport.ts';

/** An item of a list: as Konnect sent it, and as the core sees it. */
export interface Item {
  readonly raw: unknown;
  readonly object: ObservedObject;
}

/** Reads all of a kind's list. `parents` has at least the kind's collection fields; `query` may narrow the list. */
export async function readItems(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  parents: Fields,
  query?: Readonly<Record<string, string>>,
): Promise<Item[]> {
  const { kind } = purpose;
  const path = fillPath(kind.list.path, parents);
  const asked = kind.list.query || query ? { ...kind.list.query, ...query } : undefined;
  const request: KonnectRequest = {
    method: 'GET',
    scope: scopeOf({ kind, region }),
    path,
    ...(asked && { query: asked }),
  };
  try {
    const time = new ListTime(exchange.policy.list);
    const get = async (page: KonnectRequest) => {
      const answer = await exchange.answer(purpose, page, true, time.signal);
      time.spend(answer);
      if (kind.list.absent?.includes(answer.status)) throw new AbsentList();
      return bodyOf(purpose, page, answer);
    };
    const all = await readList(get, request, kind.list, (item) => keyOf(kind, item));
    const items = all.filter((item) => !kind.list.isForeign?.(item));
    const known = Object.fromEntries(kind.collection.map((field) => [field, parents[field]]));
    const { sequence } = kind;
    if (!sequence) return items.map((raw) => ({ raw, object: decode(kind, raw, known) }));
    const places = placesIn(items);
    return items.map((raw) => ({ raw, object: decode(kind, raw, { ...known, [sequence.field]: places.get(raw) }) }));
  } catch (error) {
    if (error instanceof AbsentList) return [];
    throw toUserError(purpose, request, error);
  }
}

/**
 * Reads the object with an id. A kind without `item` has no such path; calling this for it is a defect.
 *
 * @throws UserError for every answer but the object and 404
 */
export async function readItem(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  id: string,
): Promise<ObservedObject | undefined> {
  const { kind } = purpose;
  if (kind.item === undefined) throw new Error(`${kind.name} is not found by an id`);
  const request: KonnectRequest = {
    method: 'GET',
    scope: scopeOf({ kind, region }),
    path: fillPath(kind.item, { id }),
  };
  const answer = await exchange.answer(purpose, request, true);
  if (answer.status === 404) return undefined;
  try {
    return decode(kind, bodyOf(purpose, request, answer), {});
  } catch (error) {
    throw toUserError(purpose, request, error);
  }
}

/** The list does not exist, which the kind declares to count as an empty list. */
class AbsentList extends Error {
  override readonly name = 'AbsentList';
}

/**
 * Finds the object of a write in its list: by our address label, or, for kinds without labels, by identity. An object
 * of another owner never matches, even with the same name.
 */
export async function findWritten(exchange: Exchange, purpose: Purpose, write: Write): Promise<Item | undefined> {
  const [item] = await allWritten(exchange, purpose, write);
  return item;
}

/** All objects of a write. There may be several where Konnect lets two runs create the same object. */
export async function allWritten(exchange: Exchange, purpose: Purpose, write: Write): Promise<Item[]> {
  const items = await itemsLike(exchange, purpose, write);
  return items.filter(({ object }) => isMeant(purpose.kind, write, object));
}

/**
 * Finds the object of a write after Konnect said that it exists: one made by a run at the same time or by an earlier
 * attempt. Looks again only while the list has no such object at all, since lists may lag behind.
 */
export async function findDuplicate(exchange: Exchange, purpose: Purpose, write: Write): Promise<Item | undefined> {
  const { kind } = purpose;
  return lookAgain(exchange, exchange.policy.settle, async () => {
    const items = await itemsLike(exchange, purpose, write);
    const item = items.find(({ object }) => isMeant(kind, write, object));
    return {
      item,
      done: items.some(({ object }) => isNamesake(write, object, kind.identity.concat(kind.prefer ?? []))),
    };
  });
}

/** The objects of the list, narrowed to those like the write's where the list supports that. */
async function itemsLike(exchange: Exchange, purpose: Purpose, write: Write): Promise<Item[]> {
  const { kind } = purpose;
  const narrowed = Object.entries(kind.list.lookup ?? {}).flatMap(([field, parameter]): [string, string][] => {
    const value = write.desired[field];
    return typeof value === 'string' ? [[parameter, value]] : [];
  });
  const query = narrowed.length > 0 ? Object.fromEntries(narrowed) : undefined;
  return readItems(exchange, purpose, write.region, write.desired, query);
}

/**
 * Looks several times, since lists may lag behind writes.
 *
 * @param time milliseconds to go on looking; the pauses grow
 */
export async function awaitWritten(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  time: number,
): Promise<Item | undefined> {
  return lookAgain(exchange, time, async () => ({ item: await findWritten(exchange, purpose, write), done: false }));
}

interface Look {
  readonly item: Item | undefined;
  /** Whether looking again would find no more. */
  readonly done: boolean;
}

async function lookAgain(exchange: Exchange, time: number, look: () => Promise<Look>): Promise<Item | undefined> {
  const { policy } = exchange;
  let waited = 0;
  for (let count = 1; ; count += 1) {
    const { item, done } = await look();
    if (item || done || waited >= time || exchange.stopped) return item;
    const pause = Math.min(backoff(policy, count), policy.settle / 5, time - waited);
    waited += pause;
    await exchange.pause(pause);
  }
}

function isMeant(kind: KonnectKind, write: Write, object: ObservedObject): boolean {
  if (kind.ownership === 'labels') {
    return [ownerLabel, addressLabel].every(
      (label) => write.labels?.[label] !== undefined && object.labels[label] === write.labels[label],
    );
  }
  return isNamesake(write, object, kind.identity);
}

function isNamesake(write: Write, object: ObservedObject, paths: readonly string[]): boolean {
  // Answers leave null fields out.
  return paths.every((path) => (valueAt(object.fields, path) ?? null) === (valueAt(write.desired, path) ?? null));
}

/** The id of an item. A publication has none; its key is made of the ids that it joins. */
function keyOf(kind: KonnectKind, item: unknown): string {
  if (isRecord(item) && typeof item.id === 'string') return item.id;
  return JSON.stringify(kind.identity.map((path) => valueAt(item, kind.source?.[path] ?? path)));
}
