import { isRecord } from '@konduct/core/value/record';
import { entityKinds } from './lists.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The scope of all kinds of entities. */
const everywhere = '';

/** Fields that decK replaces with others. */
const shorthands: Readonly<Record<string, readonly string[]>> = { 'service url': ['protocol', 'host', 'port', 'path'] };

/**
 * The places in a decK file that variables fill, by kind of entity, and for plugins by name. The value in such a place
 * is a secret whatever it looks like. So is the value before the change, because its origin is unknown.
 */
export class SecretPlaces {
  readonly #paths = new Map<string, Set<string>>();
  /** Maps in which variables fill some keys, with the other keys. */
  readonly #keys = new Map<string, Map<string, Set<string>>>();

  /** @param state a decK file as YAML reads it before its templates are filled in */
  constructor(state: unknown) {
    if (!isRecord(state)) return;
    this.#entity(state, everywhere);
    const { _plugin_configs: shared } = state;
    if (isRecord(shared)) for (const config of Object.values(shared)) this.#leaves('plugin', 'config', config);
  }

  /** Whether a variable fills a field, a part of it, or a field that contains it. */
  covers(kind: string, entity: unknown, path: string): boolean {
    return scopesOf(kind, entity).some((scope) => {
      for (const place of this.#paths.get(scope) ?? [])
        if (place === path || path.startsWith(`${place}.`) || place.startsWith(`${path}.`)) return true;
      return false;
    });
  }

  /** Whether a field is a map with keys from variables. No name below it may be shown. */
  hasKeys(kind: string, entity: unknown, path: string): boolean {
    return scopesOf(kind, entity).some((scope) => this.#keys.get(scope)?.has(path));
  }

  /**
   * The secret keys in a field's value: those that the file does not have in clear, if variables fill other keys of the
   * map.
   */
  secretKeys(kind: string, entity: unknown, path: string, value: unknown): string[] {
    const known = scopesOf(kind, entity).flatMap((scope) => this.#keys.get(scope)?.get(path) ?? []);
    return known.length === 0 ? [] : keysIn(value).filter((key) => !known.some((clear) => clear.has(key)));
  }

  /** Visits an entity. Lists of nested entities are among its fields. */
  #entity(entity: Fields, scope: string): void {
    for (const [key, member] of Object.entries(entity)) {
      const kind = entityKinds[key];
      if (!Array.isArray(member)) this.#leaves(scope, key, member);
      else if (kind === undefined) this.#list(scope, key, member);
      else for (const item of member) if (isRecord(item)) this.#entity(item, scopesOf(kind, item)[0] ?? kind);
    }
  }

  /** Visits a list of values, or of entities of an unknown kind. */
  #list(scope: string, key: string, items: readonly unknown[]): void {
    this.#leaves(scope, key, items);
    for (const item of items) {
      if (!isRecord(item)) continue;
      for (const [name, member] of Object.entries(item)) {
        this.#leaves(everywhere, name, member);
        if (isRecord(member))
          for (const [inner, value] of Object.entries(member)) this.#leaves(everywhere, inner, value);
      }
    }
  }

  /** Visits a value. A list is one place, because moved items cannot be told from changed ones. */
  #leaves(scope: string, path: string, value: unknown): void {
    const isMap = isRecord(value);
    const keys = isMap ? Object.keys(value) : keysIn(value);
    if (keys.some(isTemplate)) this.#addKeys(scope, path, keysIn(value));
    if (isMap) for (const [key, member] of Object.entries(value)) this.#leaves(scope, `${path}.${key}`, member);
    else if (isTemplate(value)) this.#add(scope, path);
  }

  #add(scope: string, path: string): void {
    const paths = this.#paths.get(scope) ?? new Set();
    for (const place of [path, ...(shorthands[`${scope} ${path}`] ?? [])]) paths.add(place);
    this.#paths.set(scope, paths);
  }

  #addKeys(scope: string, path: string, keys: readonly string[]): void {
    this.#add(scope, path);
    const places = this.#keys.get(scope) ?? new Map<string, Set<string>>();
    const clear = keys.filter((key) => !isTemplate(key));
    places.set(path, new Set([...(places.get(path) ?? []), ...clear]));
    this.#keys.set(scope, places);
  }
}

/** The keys of a value and of everything in it. */
export function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  return isRecord(value) ? Object.entries(value).flatMap(([key, member]) => [key, ...keysIn(member)]) : [];
}

/** The scopes of an entity, the narrowest first. */
function scopesOf(kind: string, entity: unknown): string[] {
  if (!kind.endsWith('plugin')) return [kind, everywhere];
  const name = isRecord(entity) && typeof entity.name === 'string' && !isTemplate(entity.name) ? [entity.name] : [];
  return [...name.map((known) => `plugin ${known}`), 'plugin', everywhere];
}

function isTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${{');
  if (Array.isArray(value)) return value.some(isTemplate);
  return isRecord(value) && Object.entries(value).some(([key, member]) => isTemplate(key) || isTemplate(member));
}
