import { isRecord } from '@konduct/core/value/record';
import { type Masking, masked } from '@konduct/tool/process/masking';
import type { AbsentValues } from './absent-values.ts';
import type { EntityField } from './change.ts';
import { keysIn, type SecretPlaces } from './secret-places.ts';
import { isPlainBefore, isSensitiveField, looksSecret, pairValues } from './sensitive.ts';
import { isSettingName, looksLikeSetting } from './settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What Konnect sets itself. */
const ignored = new Set(['created_at', 'updated_at']);

/** What must not be seen: what is in places that are filled from variables, and values that are known. */
export interface Secrets {
  readonly places: SecretPlaces;
  readonly masking: Masking;
  /** Values that are not known here, where there are any. */
  readonly absent?: AbsentValues | undefined;
}

/** A field and its keys from the outside in, since a key may have dots itself. */
interface Leaf {
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** The fields in which two states of an entity differ, with secrets taken out of both and out of the keys. */
export function fieldChanges(kind: string, before: unknown, given: unknown, secrets: Secrets): EntityField[] {
  const { places, masking, absent } = secrets;
  // A value that is not known here is compared as if it were what is there.
  const after = absent ? absent.filledFrom(kind, before, given) : given;
  const either = (test: (entity: unknown) => boolean) => [before, after].some(test);
  const isWhole = (path: string) => either((entity) => places.hasKeys(kind, entity, path));
  const old = flatten(before, isWhole);
  const fresh = flatten(after, isWhole);
  const changes = [...new Map([...old, ...fresh])].flatMap(([place, { keys }]): EntityField[] => {
    const [left, right] = [old.get(place)?.value, fresh.get(place)?.value];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    const path = keys.join('.');
    const shown = shownKeys(keys, after, masking);
    // A value that came from a variable is known by its new state alone: its old one is no less a secret.
    const secret =
      isSensitiveField(kind, path) ||
      either((entity) => places.covers(kind, entity, path)) ||
      [left, right].some((value) => looksSecret(value) || holds(value, masking));
    // What is new stands in the file for everybody to read; where the old value came from is not known.
    const hidden = secret || shown.includes(masked) || !isPlainBefore(kind, path, left);
    return [
      {
        path: shown.join('.'),
        ...(left === undefined ? {} : { before: hidden ? masked : left }),
        ...(right === undefined ? {} : { after: secret ? masked : right }),
      },
    ];
  });
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Every value in an entity that is not shown, to be masked wherever else it may occur. */
export function secretValues(kind: string, entity: unknown, places: SecretPlaces): string[] {
  const leaves = flatten(entity, (path) => places.hasKeys(kind, entity, path));
  return [...leaves.values()].flatMap(({ keys, value }) => {
    const path = keys.join('.');
    const isSecret = isSensitiveField(kind, path) || places.covers(kind, entity, path) || looksSecret(value);
    return isSecret ? [...texts(pairValues(path, value)), ...places.secretKeys(kind, entity, path, value)] : [];
  });
}

/**
 * Leaves by their keys. A list is one leaf: what moved in it cannot be told from what changed. So is a map whose keys are
 * secrets. Null is as good as absent.
 */
function flatten(value: unknown, isWhole: (path: string) => boolean): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (at: unknown, keys: readonly string[]) => {
    if (at === null || at === undefined) return;
    if (!isRecord(at) || (Object.keys(at).length > 0 && isWhole(keys.join('.'))))
      leaves.set(keys.join('\0'), { keys, value: at });
    else
      for (const [key, member] of Object.entries(at))
        if (keys.length > 0 || !ignored.has(key)) walk(member, [...keys, key]);
  };
  walk(value, []);
  return leaves;
}

/** Keys that only the old state has may have come from a variable that is no longer there, unless Kong gives them. */
function shownKeys(keys: readonly string[], after: unknown, masking: Masking): string[] {
  let inFile: unknown = after;
  return keys.map((key, depth) => {
    inFile = isRecord(inFile) && Object.hasOwn(inFile, key) ? (inFile as Fields)[key] : undefined;
    const isGiven = depth === 0 || (depth === 1 && keys[0] === 'config' && looksLikeSetting(key));
    return inFile !== undefined || isGiven || isSettingName(key) ? masking.apply(key) : masked;
  });
}

function holds(value: unknown, masking: Masking): boolean {
  return [...texts(value), ...keysIn(value)].some((text) => masking.finds(text));
}

/** All text in a value, numbers included: a secret may be one. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
