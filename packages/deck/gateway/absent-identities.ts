import { isRecord } from '@konduct/core/value/record';
import type { AbsentValues } from './absent-values.ts';
import { identityFields } from './identity.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One entity in decK's report. */
export interface ReportEntry {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly name: string;
  readonly old: Fields | undefined;
  readonly fresh: Fields;
}

/** What an entity may belong to. */
const owners = ['service', 'route', 'consumer', 'consumer_group', 'upstream', 'certificate', 'set'];

/** What two states of the same entity need not share. */
const own = new Set(['id', 'created_at', 'updated_at']);

/**
 * Where the name or key of an entity is a stand-in, decK takes the one on the gateway for another, to be deleted, and would
 * create one. Makes one update of each such pair, so that what is left of the report is what really differs.
 */
export function withoutAbsentIdentities(entries: readonly ReportEntry[], absent: AbsentValues): ReportEntry[] {
  let left = [...entries];
  /** Ids on the gateway by those that decK made up for the same entity. */
  const known = new Map<string, string>();
  for (;;) {
    const pair = findPair(left, absent, known, isSame) ?? findPair(left, absent, known, isSibling);
    if (!pair) return left.map((entry) => ({ ...entry, fresh: withKnownOwners(entry.fresh, known) }));
    const [created, deleted] = pair;
    const id = deleted.fresh.id;
    if (typeof created.fresh.id === 'string' && typeof id === 'string') known.set(created.fresh.id, id);
    const fresh = { ...created.fresh, ...(id === undefined ? {} : { id }) };
    left = left.flatMap((entry) => {
      if (entry === deleted) return [];
      return entry === created
        ? [{ ...created, action: 'update' as const, name: deleted.name, old: deleted.fresh, fresh }]
        : [entry];
    });
  }
}

type Test = (created: Fields, deleted: Fields) => boolean;

function findPair(
  entries: readonly ReportEntry[],
  absent: AbsentValues,
  known: ReadonlyMap<string, string>,
  test: Test,
): readonly [ReportEntry, ReportEntry] | undefined {
  for (const created of entries) {
    if (created.action !== 'create') continue;
    const { kind, fresh } = created;
    const owned = withKnownOwners(fresh, known);
    const isUnknown = identityFields(kind).some((field) => absent.isIn(fresh[field]));
    if (!isUnknown && ownerIds(owned).join() === ownerIds(fresh).join()) continue;
    const deleted = entries.find(
      (entry) =>
        entry.action === 'delete' &&
        entry.kind === kind &&
        test(absent.filledFrom(kind, entry.fresh, owned) as Fields, entry.fresh),
    );
    if (deleted) return [created, deleted];
  }
  return undefined;
}

/** Whether nothing but what Konnect gives itself is another. */
function isSame(created: Fields, deleted: Fields): boolean {
  return isSibling(created, deleted) && comparable(created) === comparable(deleted);
}

/** Whether both belong to the same. */
function isSibling(created: Fields, deleted: Fields): boolean {
  return ownerIds(created).join() === ownerIds(deleted).join();
}

function comparable(entity: Fields): string {
  const fields = Object.entries(entity).filter(
    ([key, value]) => !own.has(key) && !owners.includes(key) && value !== null && value !== undefined,
  );
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ownerIds(entity: Fields): string[] {
  return owners.map((owner) => {
    const value = entity[owner];
    return isRecord(value) ? String(value.id ?? '') : '';
  });
}

function withKnownOwners(entity: Fields, known: ReadonlyMap<string, string>): Fields {
  const found = owners.flatMap((owner): [string, Fields][] => {
    const value = entity[owner];
    const id = isRecord(value) && typeof value.id === 'string' ? known.get(value.id) : undefined;
    return isRecord(value) && id !== undefined ? [[owner, { ...value, id }]] : [];
  });
  return found.length === 0 ? entity : { ...entity, ...Object.fromEntries(found) };
}
