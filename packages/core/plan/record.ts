import type { Kind } from '../kind/kind.ts';
import { addressKey } from '../observe/labels.ts';
import type { Observation } from '../observe/observation.ts';
import type { Collection, Fields, ObservedObject } from '../provider/provider.ts';
import { isRecord } from '../value/record.ts';

/** The digests that were recorded: by the keys of addresses. Undefined where the token may not read them. */
export type RecordedDigests = ReadonlyMap<string, string>;

/** The list with the records of all owners. */
export function recordsOf(record: Kind): Collection {
  return { kind: record, region: 'global', parents: {} };
}

/** The recorded digests as far as they were read: `unread` before that, and `refused` where they cannot be. */
export function recordedDigests(
  record: Kind,
  owner: string,
  observation: Observation,
): RecordedDigests | 'unread' | 'refused' {
  const collection = recordsOf(record);
  const list = observation.list(collection);
  if (!list) return 'unread';
  if (observation.unread.some(({ kind }) => kind === record)) return 'refused';
  return digestsIn(recordIn(list.objects, owner));
}

/** The record of an owner. */
export function recordIn(objects: readonly ObservedObject[], owner: string): ObservedObject | undefined {
  return objects.find(({ fields }) => fields.owner === addressKey(owner));
}

/** The digests in a record, by the keys of addresses. */
export function digestsIn(record: ObservedObject | undefined): RecordedDigests {
  const digests = record?.fields.digests;
  const pairs = isRecord(digests) ? Object.entries(digests) : [];
  return new Map(pairs.flatMap(([key, digest]) => (typeof digest === 'string' ? [[key, digest] as const] : [])));
}

/** The fields of a record. */
export function recordFields(owner: string, digests: RecordedDigests): Fields {
  return { owner: addressKey(owner), digests: Object.fromEntries([...digests].sort()) };
}
