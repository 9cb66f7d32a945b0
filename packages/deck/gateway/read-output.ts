import { isRecord } from '@konduct/core/value/record';
import { type ReportEntry, withoutAbsentIdentities } from './absent-identities.ts';
import { compareChanges, countChanges, type EntityChange, type GatewayDiff, type GatewaySummary } from './change.ts';
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

/**
 * Reads the report of `deck gateway diff` or `sync`.
 *
 * @returns undefined for any other text
 */
export function readGatewayOutput(output: string, context: OutputContext): GatewayOutput | undefined {
  const report = parsed(output);
  const changes = recordIn(report, 'changes');
  const counted = recordIn(report, 'summary');
  const entries = changes && entriesIn(changes);
  if (!report || !counted || !entries) return undefined;
  const { places, masking, absent } = context.secrets;
  // What is a secret by its place may be an everyday word, as `prod` in a header. In names and messages, where decK repeats
  // keys, it is masked all the same; a field is hidden as a whole, so that it would take most of them along.
  const known = masking.and(
    entries.flatMap(({ kind, old, fresh }) => [old, fresh].flatMap((body) => secretValues(kind, body, places))),
  );
  const compared = absent ? withoutAbsentIdentities(entries, absent) : entries;
  const entities = changesOf(compared, context, { places, masking: known });
  const found = [...entities.keys()].sort(compareChanges);
  const texts = (list: unknown) =>
    Array.isArray(list)
      ? list.filter((text) => typeof text === 'string').map((text) => oneLine(known.apply(text)))
      : [];
  const summary = countChanges(found);
  const spared = difference(countChanges(entries), summary);
  return {
    changes: found,
    summary,
    warnings: [...new Set([...texts(report.warnings), ...texts(warningsIn(context.notes ?? ''))])],
    errors: texts(report.errors),
    done: {
      creates: count(counted.creating) - spared.creates,
      updates: count(counted.updating) - spared.updates,
      deletes: count(counted.deleting) - spared.deletes,
    },
    entities,
  };
}

/** What decK counts and is no change after all. */
function difference(counted: GatewaySummary, summary: GatewaySummary): Omit<GatewaySummary, 'takeovers'> {
  return {
    creates: counted.creates - summary.creates,
    updates: counted.updates - summary.updates,
    deletes: counted.deletes - summary.deletes,
  };
}

function entriesIn(changes: Fields): ReportEntry[] | undefined {
  const lists = { delete: changes.deleting, create: changes.creating, update: changes.updating } as const;
  const entries: ReportEntry[] = [];
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
  entries: readonly ReportEntry[],
  { secrets, isGiven = () => true }: OutputContext,
  known: Secrets,
): Map<EntityChange, { old?: Fields; fresh: Fields }> {
  const invented = new Map<string, string>();
  for (const { action, fresh } of entries)
    if (action === 'create' && typeof fresh.id === 'string' && !isGiven(fresh.id))
      invented.set(fresh.id, nameInOthers(fresh) ?? 'new');
  return new Map(
    entries.flatMap(({ action, kind, name, old, fresh }) => {
      const id = typeof fresh.id === 'string' && !invented.has(fresh.id) ? fresh.id : undefined;
      const fields = action === 'delete' ? [] : fieldChanges(kind, old, fresh, secrets);
      // Nothing is left of it but values that are not known here.
      if (action === 'update' && fields.length === 0 && secrets.absent) return [];
      const change: EntityChange = {
        action,
        kind,
        name: entityName({ kind, name, body: fresh, id }, invented, known),
        id,
        fields: fields.filter(({ after }) => typeof after !== 'string' || !invented.has(after)),
      };
      return [[change, { ...(old ? { old } : {}), fresh }] as const];
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
