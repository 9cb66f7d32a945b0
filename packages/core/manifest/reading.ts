import { lineIndexOf } from '../source/line-index.ts';
import { looseBoolean } from '../source/loose-boolean.ts';
import { type Origin, originOf, rangeOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';

import { isRecord } from '../value/record.ts';

/**
 * The files of a manifest by path. `Reading` looks into them for scalars that count as they are written, not as YAML
 * reads them.
 */
export type Files = ReadonlyMap<string, SourceFile>;

type Member = NonNullable<ReturnType<Origin['members']['get']>>;

/**
 * A mapping of a manifest while it is read into the model. A value of the wrong type reads as absent: the check of the
 * shape has reported it, and the rest of the manifest can still be loaded.
 */
export class Reading {
  /** A mapping without members and without a place. */
  static readonly empty = new Reading(undefined, new Map());

  /** Whether the value is null or absent, as opposed to an empty mapping. */
  readonly isNothing: boolean;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #files: Files;
  /** The place of this mapping as an item of a map: its key and its value. */
  readonly #item: Member | undefined;

  constructor(value: unknown, files: Files, item?: Member) {
    this.isNothing = value === null || value === undefined;
    this.#value = isRecord(value) ? value : {};
    this.#files = files;
    this.#item = item;
  }

  /**
   * Text, or undefined when there is none. A number or a boolean is read as the text in the file, as koctl reads it.
   */
  text(key: string): string | undefined {
    const text = this.#asText(this.#get(key), rangeOf(this.#value, key));
    return text === '' ? undefined : text;
  }

  /** One of a few words, or undefined. */
  word<W extends string>(key: string, words: readonly W[]): W | undefined {
    const text = this.text(key);
    return words.find((word) => word === text);
  }

  flag(key: string): boolean | undefined {
    const value = this.#get(key);
    return typeof value === 'boolean' ? value : looseBoolean(value);
  }

  /** A list of texts. Empty texts are left out unless `keepEmpty` is true. */
  texts(key: string, { keepEmpty = false } = {}): readonly string[] | undefined {
    return this.#list(key, (item, range) => {
      const text = this.#asText(item, range);
      return text === '' && !keepEmpty ? undefined : text;
    });
  }

  /** A list of a few words, each once. */
  words<W extends string>(key: string, words: readonly W[]): readonly W[] | undefined {
    const seen = new Set<W>();
    return this.#list(key, (item, range) => {
      const text = this.#asText(item, range);
      const word = words.find((known) => known === text && !seen.has(known));
      if (word !== undefined) seen.add(word);
      return word;
    });
  }

  /** A list of mappings. */
  list<T extends object>(key: string, read: (item: Reading) => T): readonly T[] {
    return this.#list(key, (item) => (isRecord(item) ? read(new Reading(item, this.#files)) : undefined)) ?? [];
  }

  /** A value that may be a text, a mapping, or a list of these, always as a list; undefined where there is none. */
  items<T extends object>(
    key: string,
    ofText: (text: string) => T,
    ofMapping: (item: Reading) => T,
  ): readonly T[] | undefined {
    const read = (item: unknown, range: SourceRange | undefined) => {
      if (isRecord(item)) return ofMapping(new Reading(item, this.#files));
      const text = this.#asText(item, range);
      if (text === undefined) return undefined;
      const value = ofText(text);
      return range ? setOrigin(value, { self: range, members: new Map() }) : value;
    };
    if (Array.isArray(this.#get(key))) return this.#list(key, read);
    const value = read(this.#get(key), rangeOf(this.#value, key));
    return value === undefined ? undefined : [value];
  }

  /** Plain data as it is, such as the parameters of a blueprint. */
  data(key: string): Readonly<Record<string, unknown>> {
    const value = this.#get(key);
    return isRecord(value) ? value : {};
  }

  /** A block of known keys, or undefined where there is none. */
  block<T>(key: string, read: (block: Reading) => T): T | undefined {
    const value = this.#get(key);
    return isRecord(value) ? read(new Reading(value, this.#files)) : undefined;
  }

  /** A map with keys of the author's choice, in file order; undefined where the key is absent or null. */
  map<T>(key: string, read: (item: Reading, key: string) => T): ReadonlyMap<string, T> | undefined {
    const value = this.#get(key);
    if (!isRecord(value)) return undefined;
    const items = Object.keys(value).flatMap((name): [string, T][] => {
      const item = value[name];
      if (item !== null && !isRecord(item)) return [];
      return [[name, read(new Reading(item, this.#files, originOf(value)?.members.get(name)), name)]];
    });
    const origin = originOf(value);
    const map: ReadonlyMap<string, T> = new Map(items);
    return origin ? setOrigin(map, origin) : map;
  }

  /** Like {@link map}, for values that are not blocks. */
  record<T>(key: string, read: (from: Reading, name: string) => T | undefined): Readonly<Record<string, T>> {
    const value = this.data(key);
    const from = new Reading(value, this.#files);
    const entries = Object.keys(value).flatMap((name): [string, T][] => {
      const item = read(from, name);
      return item === undefined ? [] : [[name, item]];
    });
    const record = Object.fromEntries(entries);
    const origin = originOf(value);
    return origin ? setOrigin(record, origin) : record;
  }

  /**
   * Gives a node of the model the place of this mapping, and gives its members theirs under their names in the model.
   */
  withOrigin<T extends object>(node: T): T {
    const origin = originOf(this.#value);
    const item = this.#item;
    // The node's place reaches from its key to its end. The members of an alias stand elsewhere; the node's own place
    // is at the alias.
    const self = item ? { ...item.key, end: item.value.end } : origin?.self;
    if (!self) return node;
    const members = new Map<string, Member>();
    for (const [key, member] of origin?.members ?? []) members.set(camelCase(key), member);
    if (item) members.set('key', { key: item.key, value: item.key });
    return setOrigin(node, { self, members });
  }

  #get(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
  }

  /** The readable items of a list, each with its place; undefined where there is no list. */
  #list<T>(key: string, read: (item: unknown, range: SourceRange | undefined) => T | undefined) {
    const list = this.#get(key);
    if (!Array.isArray(list)) return undefined;
    const items: T[] = [];
    const ranges: (SourceRange | undefined)[] = [];
    for (const [index, item] of list.entries()) {
      const range = rangeOf(list, String(index));
      const value = read(item, range);
      if (value === undefined) continue;
      items.push(value);
      ranges.push(range);
    }
    const self = rangeOf(list);
    if (!self) return items;
    const members = ranges.map((range = self, index) => [String(index), { key: range, value: range }] as const);
    return setOrigin(items, { self, members: new Map(members) });
  }

  #asText(value: unknown, range: SourceRange | undefined): string | undefined {
    if (typeof value === 'string') return value;
    if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
    const file = range && this.#files.get(range.file);
    if (!file) return String(value);
    const index = lineIndexOf(file);
    const written = file.text.slice(index.offsetAt(range.start), index.offsetAt(range.end));
    return written.startsWith('*') ? String(value) : written;
  }
}

function camelCase(key: string): string {
  return key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
