import { isRecord } from '@konduct/core/source/value';
import type { Masking } from '@konduct/tool/process/masking';
import { countChanges, type EntityChange, type GatewayDiff } from './change.ts';
import { fieldChanges, type Secrets, secretValues } from './fields.ts';
import { identityOf } from './inventory.ts';
import { hasSensitiveName } from './sensitive.ts';

/** What decK said with `--json-output`, free of secrets. */
export interface GatewayOutput extends GatewayDiff {
  /** What could not be done, one text each. decK ends with exit code 0 all the same. */
  readonly errors: readonly string[];
  /** What decK counted as done, which with errors is less than the changes. */
  readonly done: { readonly creates: number; readonly updates: number; readonly deletes: number };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the report of `deck gateway diff` or `sync`.
 *
 * @param secrets what must not be seen: the token, what variables hold, and what stands where variables are filled in
 * @returns undefined when it is not such a report
 */
export function readGatewayOutput(output: string, secrets: Secrets): GatewayOutput | undefined {
  const report = parsed(output);
  const changes = recordIn(report, 'changes');
  const summary = recordIn(report, 'summary');
  if (!report || !changes || !summary) return undefined;
  const lists = { create: changes.creating, update: changes.updating, delete: changes.deleting } as const;
  const entities: { action: keyof typeof lists; kind: string; name: string; old: unknown; fresh: unknown }[] = [];
  for (const action of ['create', 'update', 'delete'] as const) {
    const list = lists[action];
    if (!Array.isArray(list)) return undefined;
    for (const item of list) {
      if (!isRecord(item) || typeof item.kind !== 'string' || typeof item.name !== 'string') return undefined;
      const body = isRecord(item.body) ? item.body : {};
      entities.push({ action, kind: item.kind, name: item.name, old: body.old, fresh: body.new });
    }
  }
  const masking = secrets.masking.and(
    entities.flatMap(({ kind, old, fresh }) =>
      [old, fresh].flatMap((body) => secretValues(kind, body, secrets.places)),
    ),
  );
  const found = entities.map(({ action, kind, name, old, fresh }): EntityChange => {
    // decK puts what it deletes under `new` as well.
    const fields = action === 'delete' ? [] : fieldChanges(kind, old, fresh, secrets);
    const subject = isRecord(fresh) ? fresh : isRecord(old) ? old : {};
    const id = typeof subject.id === 'string' ? subject.id : undefined;
    const identity = identityOf(kind, subject);
    return { action, kind, name: entityName(kind, name, subject, masking), id, identity, fields };
  });
  found.sort(compare);
  const texts = (list: unknown) =>
    Array.isArray(list)
      ? list.filter((text) => typeof text === 'string').map((text) => oneLine(masking.apply(text)))
      : [];
  return {
    changes: found,
    summary: countChanges(found),
    warnings: texts(report.warnings),
    errors: texts(report.errors),
    done: { creates: count(summary.creating), updates: count(summary.updating), deletes: count(summary.deleting) },
  };
}

/** decK names credentials by the end of their key; they are told apart by whose they are and by their id instead. */
function entityName(kind: string, name: string, entity: Fields, masking: Masking): string {
  if (!hasSensitiveName(kind)) return masking.apply(name);
  const { consumer, id } = entity;
  const owner = isRecord(consumer) ? (consumer.username ?? consumer.custom_id ?? consumer.id) : undefined;
  const short = typeof id === 'string' ? id.slice(0, 8) : 'without id';
  return typeof owner === 'string' ? `${short} of ${masking.apply(owner)}` : short;
}

const order = { delete: 0, create: 1, takeover: 1, update: 2 } as const;

function compare(a: EntityChange, b: EntityChange): number {
  return (
    order[a.action] - order[b.action] ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    compareText(a.id ?? '', b.id ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parsed(output: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

function recordIn(value: Fields | undefined, key: string): Fields | undefined {
  const member = value?.[key];
  return isRecord(member) ? member : undefined;
}
