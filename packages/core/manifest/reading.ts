import { lineIndexOf } from '../source/line-index.ts';
import { looseBoolean } from '../source/loose-boolean.ts';
import { type Origin, originOf, rangeOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';

import { isRecord } from '../value/record.ts';

/** The files a manifest is read from, by path: some values are taken as they are written rather than as YAML reads them. */
export type Files = ReadonlyMap<string, SourceFile>;

type Member = NonNullable<ReturnType<Origin['members']['get']>>;

/**
 * A mapping of a manifest while it is being read into the model. What has the wrong type reads as absent: the check of
 * the shape has reported it, and the rest of the manifest is still worth loading.
 */
export class Reading {
  /** A mapping that has nothing, and is nowhere. */
  static readonly empty = new Reading(undefined, new Map());

  /** Whether nothing at all stands here, not even an empty mapping. */
  readonly isNothing: boolean;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #files: Files;
  /** Where it stands in the map it is an item of. */
  readonly #item: Member | undefined;

  constructor(value: unknown, files: Files, item?: Member) {
    this.isNothing = value === null || value === undefined;
    this.#value = isRecord(value) ? value : {};
    this.#files = files;
    this.#item = item;
  }

  /** Text, or undefined when there is none. A number or truth value is the text it is written as, as koctl has it. */
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

  /** A list of texts. Empty ones are left out, unless the caller has something to say about them. */
  texts(key: string, { keepEmpty = false } = {}): readonly string[] | undefined {
    return this.#list(key, (item, range) => {
      const text = this.#asText(item, range);
      return text === '' && !keepEmpty ? undefined : text;
    });
  }

  /** A list of a few words, each of which counts once. */
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

  /** What may be text, a mapping, or a list of both, always as a list; undefined where there is none. */
  items<T extends object>(
    key: string,
    ofText: (text: string) => T,
    ofMapping: (item: Reading) => T,
  ): readonly T[] | undefined {
    const read = (item: unknown, range: SourceRange | undefined) => {
      if (isRecord(item)) return ofMapping(new Reading(item, this.#files));
      const text = this.#asText(item, range);
      if (text === undefined || text === '') return undefined;
      const value = ofText(text);
      return range ? setOrigin(value, { self: range, members: new Map() }) : value;
    };
    if (Array.isArray(this.#get(key))) return this.#list(key, read);
    const value = read(this.#get(key), rangeOf(this.#value, key));
    return value === undefined ? undefined : [value];
  }

  /** Plain data as it is, for what somebody else gives a meaning to. */
  data(key: string): Readonly<Record<string, unknown>> {
    const value = this.#get(key);
    return isRecord(value) ? value : {};
  }

  /** A block of known keys, or undefined where there is none. */
  block<T>(key: string, read: (block: Reading) => T): T | undefined {
    const value = this.#get(key);
    return isRecord(value) ? read(new Reading(value, this.#files)) : undefined;
  }

  /** A map with keys of the author's choice, in file order; undefined where there is none, and so for null. */
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
    return Object.fromEntries(entries);
  }

  /** Makes a node of the model stand where this mapping stands, with its members under their names in the model. */
  withOrigin<T extends object>(node: T): T {
    const origin = originOf(this.#value);
    const item = this.#item;
    // An item reaches from its key to its end; behind an alias its members stand elsewhere, and it still stands here.
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

  /** The items of a list that can be read, each at its place; undefined where there is no list. */
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
