import { compareText } from '@konduct/core/value/compare-text';
import { isRecord } from '@konduct/core/value/record';
import { countChanges, type EntityChange, type GatewayDiff } from './change.ts';
import { entityName, nameInOthers } from './entity-name.ts';
import { fieldChanges, type Secrets, secretValues } from './fields.ts';

/** The output of decK with `--json-output`, without secrets. */
export interface GatewayOutput extends GatewayDiff {
  /** The errors, one text each. decK's exit code is 0 in spite of them. */
  readonly errors: readonly string[];
  /** The numbers of completed changes by decK's count. With errors they are lower than those of the planned ones. */
  readonly done: { readonly creates: number; readonly updates: number; readonly deletes: number };
  /** The entity of each change in clear. Must never be shown. */
  readonly entities: ReadonlyMap<EntityChange, { readonly old?: Fields; readonly fresh: Fields }>;
}

export interface OutputContext {
  /** The token, the values of variables, and the places that variables fill. */
  readonly secrets: Secrets;
  /** Whether the decK file has an id. decK makes up the others anew in each run. */
  readonly isGiven?: (id: string) => boolean;
  /** The text that decK printed outside of its report. */
  readonly notes?: string;
}

type Fields = Readonly<Record<string, unknown>>;

interface Entry {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly name: string;
  readonly old: Fields | undefined;
  readonly fresh: Fields;
}

/**
 * Reads the report of `deck gateway diff` or `sync`.
 *
 * @returns undefined for any other text
 */
export function readGatewayOutput(output: string, context: OutputContext): GatewayOutput | undefined {
  const report = parsed(output);
  const changes = recordIn(report, 'changes');
  const summary = recordIn(report, 'summary');
  const entries = changes && entriesIn(changes);
  if (!report || !summary || !entries) return undefined;
  const { places, masking } = context.secrets;
  // A value that is secret by its place may be an everyday word, such as `prod` in a header. Names and messages, in
  // which decK repeats keys, are masked all the same. Fields are not masked by it, because each field with the word
  // would be hidden whole.
  const known = masking.and(
    entries.flatMap(({ kind, old, fresh }) => [old, fresh].flatMap((body) => secretValues(kind, body, places))),
  );
  const entities = changesOf(entries, context, { places, masking: known });
  const found = [...entities.keys()].sort(compare);
  const texts = (list: unknown) =>
    Array.isArray(list)
      ? list.filter((text) => typeof text === 'string').map((text) => oneLine(known.apply(text)))
      : [];
  return {
    changes: found,
    summary: countChanges(found),
    warnings: [...new Set([...texts(report.warnings), ...texts(warningsIn(context.notes ?? ''))])],
    errors: texts(report.errors),
    done: { creates: count(summary.creating), updates: count(summary.updating), deletes: count(summary.deleting) },
    entities,
  };
}

function entriesIn(changes: Fields): Entry[] | undefined {
  const lists = { delete: changes.deleting, create: changes.creating, update: changes.updating } as const;
  const entries: Entry[] = [];
  for (const action of ['delete', 'create', 'update'] as const) {
    const list = lists[action];
    if (!Array.isArray(list)) return undefined;
    for (const item of list) {
      if (!isRecord(item) || typeof item.kind !== 'string' || typeof item.name !== 'string') return undefined;
      const { new: fresh, old } = isRecord(item.body) ? item.body : {};
      // For a deletion, decK puts the entity under `new` as well.
      const body = isRecord(fresh) ? fresh : isRecord(old) ? old : {};
      entries.push({ action, kind: item.kind, name: item.name, old: isRecord(old) ? old : undefined, fresh: body });
    }
  }
  return entries;
}

/** Every change with its entity in clear. Ids that decK made up are left out. */
function changesOf(
  entries: readonly Entry[],
  { secrets, isGiven = () => true }: OutputContext,
  known: Secrets,
): Map<EntityChange, { old?: Fields; fresh: Fields }> {
  const invented = new Map<string, string>();
  for (const { action, fresh } of entries)
    if (action === 'create' && typeof fresh.id === 'string' && !isGiven(fresh.id))
      invented.set(fresh.id, nameInOthers(fresh) ?? 'new');
  return new Map(
    entries.map(({ action, kind, name, old, fresh }) => {
      const id = typeof fresh.id === 'string' && !invented.has(fresh.id) ? fresh.id : undefined;
      const fields = action === 'delete' ? [] : fieldChanges(kind, old, fresh, secrets);
      const change: EntityChange = {
        action,
        kind,
        name: entityName({ kind, name, body: fresh, id }, invented, known),
        id,
        fields: fields.filter(({ after }) => typeof after !== 'string' || !invented.has(after)),
      };
      return [change, { ...(old ? { old } : {}), fresh }];
    }),
  );
}

/** The warnings in decK's notes, one line each. Warnings that Konduct itself reports with a place are left out. */
function warningsIn(notes: string): string[] {
  return notes
    .split(/\n(?=\s*warning\b)|\n{2,}/i)
    .map((note) => note.trim())
    .filter((note) => note !== '' && !/^Warning: import\/export of basic-auth/.test(note));
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
