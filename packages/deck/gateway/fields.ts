import { type Masking, masked } from '@konduct/tool/process/masking';
import type { EntityField } from './change.ts';
import type { SecretPlaces } from './secret-places.ts';
import { isPlainBefore, isSensitiveField, looksSecret } from './sensitive.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What Konnect sets itself. */
const ignored = new Set(['created_at', 'updated_at']);

/** What must not be seen: what is in places that are filled from variables, and values that are known. */
export interface Secrets {
  readonly places: SecretPlaces;
  readonly masking: Masking;
}

/** The fields in which two states of an entity differ, with secrets taken out of both. */
export function fieldChanges(kind: string, before: unknown, after: unknown, secrets: Secrets): EntityField[] {
  const { places, masking } = secrets;
  const old = flatten(before);
  const fresh = flatten(after);
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return paths.flatMap((path): EntityField[] => {
    const [left, right] = [old.get(path), fresh.get(path)];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    // A value that came from a variable is known by its new state alone: its old one is no less a secret.
    const secret =
      isSensitiveField(kind, path) ||
      [before, after].some((entity) => places.covers(kind, entity, path)) ||
      [left, right].some((value) => looksSecret(value) || holds(value, masking));
    // What is new stands in the file for everybody to read; where the old value came from is not known.
    const hidden = secret || !isPlainBefore(kind, path, left);
    return [
      {
        path,
        ...(left === undefined ? {} : { before: hidden ? masked : left }),
        ...(right === undefined ? {} : { after: secret ? masked : right }),
      },
    ];
  });
}

/** Every value in an entity that is not shown, to be masked wherever else it may occur. */
export function secretValues(kind: string, entity: unknown, places: SecretPlaces): string[] {
  return [...flatten(entity)].flatMap(([path, value]) =>
    isSensitiveField(kind, path) || places.covers(kind, entity, path) || looksSecret(value) ? texts(value) : [],
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
