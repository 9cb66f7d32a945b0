import { addressLabel, ownerLabel } from '@konduct/core/provider/ownership';
import type { Fields, ObservedObject, Write } from '@konduct/core/provider/provider';
import type { Exchange } from './exchange.ts';
import { decode } from './kinds/decode.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { fillPath } from './kinds/path.ts';
import { scopeOf } from './kinds/step.ts';
import { isRecord, valueAt } from './kinds/value-at.ts';
import { readList } from './pagination.ts';
import { explained, type Purpose } from './refusal.ts';
import { backoff } from './retry.ts';
import type { KonnectRequest } from './transport.ts';

/** An item of a list: as Konnect gave it, and as the core sees it. */
export interface Item {
  readonly raw: unknown;
  readonly object: ObservedObject;
}

/** Reads the list of a kind to its end. `parents` has at least the kind's collection fields; `query` may narrow the list. */
export async function readItems(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  parents: Fields,
  query?: Readonly<Record<string, string>>,
): Promise<Item[]> {
  const { kind } = purpose;
  const path = fillPath(kind.list.path, parents);
  const request: KonnectRequest = { method: 'GET', scope: scopeOf({ kind, region }), path, ...(query && { query }) };
  try {
    const get = (page: KonnectRequest) => exchange.get(purpose, page);
    const items = await readList(get, request, kind.list, (item) => keyOf(kind, item));
    const known = Object.fromEntries(kind.collection.map((field) => [field, parents[field]]));
    return items.map((raw) => ({ raw, object: decode(kind, raw, known) }));
  } catch (error) {
    throw explained(purpose, request, error);
  }
}

/**
 * Looks for the object a write means, where its list shows it: by our address label, and for kinds without labels by
 * identity. An object that another owner made under the same name is never taken for it.
 */
export async function findWritten(exchange: Exchange, purpose: Purpose, write: Write): Promise<Item | undefined> {
  const { kind } = purpose;
  const narrowed = Object.entries(kind.list.lookup ?? {}).flatMap(([field, parameter]): [string, string][] => {
    const value = write.desired[field];
    return typeof value === 'string' ? [[parameter, value]] : [];
  });
  const query = narrowed.length > 0 ? Object.fromEntries(narrowed) : undefined;
  const items = await readItems(exchange, purpose, write.region, write.desired, query);
  return items.find(({ object }) => isMeant(kind, write, object));
}

/**
 * Looks several times, since lists may lag behind writes.
 * @param time milliseconds to go on looking; the pauses grow
 */
export async function awaitWritten(
  exchange: Exchange,
  purpose: Purpose,
  write: Write,
  time: number,
): Promise<Item | undefined> {
  const { policy } = exchange;
  let waited = 0;
  for (let look = 1; ; look += 1) {
    const item = await findWritten(exchange, purpose, write);
    if (item || waited >= time || exchange.stopped) return item;
    const pause = Math.min(backoff(policy, look), policy.settle / 5, time - waited);
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
  return kind.identity.every((path) => valueAt(object.fields, path) === valueAt(write.desired, path));
}

/** Items have ids, but for publications: those are what they join. */
function keyOf(kind: KonnectKind, item: unknown): string {
  if (isRecord(item) && typeof item.id === 'string') return item.id;
  return JSON.stringify(kind.identity.map((path) => valueAt(item, kind.source?.[path] ?? path)));
}
