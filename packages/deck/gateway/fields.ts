import { isRecord } from '@konduct/core/value/record';
import { type Masking, masked } from '@konduct/tool/process/masking';
import type { AbsentValues } from './absent-values.ts';
import type { EntityField } from './change.ts';
import { keysIn, type SecretPlaces } from './secret-places.ts';
import { isPlainBefore, isSensitiveField, looksSecret, pairValues } from './sensitive.ts';
import { isSettingName, looksLikeSetting } from './settings.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that Konnect sets itself. */
const ignored = new Set(['created_at', 'updated_at']);

/** The secrets of a file: the places that are filled from variables, and known values. */
export interface Secrets {
  readonly places: SecretPlaces;
  readonly masking: Masking;
  /** Values that are not known here, where there are any. */
  readonly absent?: AbsentValues | undefined;
}

/** A field with its keys from the outside in. They are a list, because a key may have dots itself. */
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
    // A value from a variable is recognised by its new state alone; then the old value is masked as well.
    const secret =
      isSensitiveField(kind, path) ||
      either((entity) => places.covers(kind, entity, path)) ||
      [left, right].some((value) => looksSecret(value) || holds(value, masking));
    // The new value is in the committed file, which readers can see anyway. The old value may have come from a
    // variable.
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

/** Every secret value in an entity, to be masked wherever it occurs. */
export function secretValues(kind: string, entity: unknown, places: SecretPlaces): string[] {
  const leaves = flatten(entity, (path) => places.hasKeys(kind, entity, path));
  return [...leaves.values()].flatMap(({ keys, value }) => {
    const path = keys.join('.');
    const isSecret = isSensitiveField(kind, path) || places.covers(kind, entity, path) || looksSecret(value);
    return isSecret ? [...texts(pairValues(path, value)), ...places.secretKeys(kind, entity, path, value)] : [];
  });
}

/**
 * The fields of an entity by their keys. A list is one field, because moved items cannot be told from changed ones. A
 * map whose keys are secrets is one field, too. Null counts as absent.
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

/**
 * The keys of a field that may be shown. A key that only the old state has may come from a removed variable; it is
 * masked unless Kong's schemas have it.
 */
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

/** All texts in a value, and all numbers, because a secret may be one. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
