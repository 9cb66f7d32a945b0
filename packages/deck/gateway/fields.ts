import { type Masking, masked } from '@konduct/tool/process/masking';
import type { EntityField } from './change.ts';
import { isSensitiveField, looksSecret } from './sensitive.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What Konnect sets itself. */
const ignored = new Set(['created_at', 'updated_at']);

/** The fields in which two states of an entity differ, with secrets taken out of both. */
export function fieldChanges(kind: string, before: unknown, after: unknown, masking: Masking): EntityField[] {
  const old = flatten(before);
  const fresh = flatten(after);
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return paths.flatMap((path): EntityField[] => {
    const [left, right] = [old.get(path), fresh.get(path)];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    // A value that came from a variable is known by its new state alone: its old one is no less a secret.
    const secret =
      isSensitiveField(kind, path) || [left, right].some((value) => looksSecret(value) || holds(value, masking));
    const show = (value: unknown) => (secret ? masked : value);
    return [
      {
        path,
        ...(left === undefined ? {} : { before: show(left) }),
        ...(right === undefined ? {} : { after: show(right) }),
      },
    ];
  });
}

/** Every value in an entity that is not shown, to be masked wherever else it may occur. */
export function secretValues(kind: string, entity: unknown): string[] {
  return [...flatten(entity)].flatMap(([path, value]) =>
    isSensitiveField(kind, path) || looksSecret(value) ? texts(value) : [],
  );
}

/** Leaves by path. A list is one leaf: what moved in it cannot be told from what changed. Null is as good as absent. */
function flatten(value: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  const walk = (at: unknown, path: string) => {
    if (at === null || at === undefined) return;
    if (typeof at === 'object' && !Array.isArray(at)) {
      for (const [key, member] of Object.entries(at as Fields)) {
        if (path !== '' || !ignored.has(key)) walk(member, path === '' ? key : `${path}.${key}`);
      }
    } else leaves.set(path, at);
  };
  walk(value, '');
  return leaves;
}

function holds(value: unknown, masking: Masking): boolean {
  return texts(value).some((text) => masking.finds(text));
}

/** All text in a value, numbers included: a secret may be one. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
