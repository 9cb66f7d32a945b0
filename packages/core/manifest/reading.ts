import { Secret, type SecretRef } from '../secret/secret.ts';
import { lineIndexOf } from '../source/line-index.ts';
import { looseBoolean } from '../source/loose-boolean.ts';
import { type Origin, originOf, rangeOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isRecord } from '../value/record.ts';
import { looksLikeToken } from './token.ts';

/** The files a manifest is read from, by path: some values are taken as they are written rather than as YAML reads them. */
export type Files = ReadonlyMap<string, SourceFile>;

type Member = NonNullable<ReturnType<Origin['members']['get']>>;

/**
 * A mapping of a manifest while it is being read into the model. What has the wrong type reads as absent: the check of
 * the shape has reported it, and the rest of the manifest is still worth loading.
 */
export class Reading {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #files: Files;
  /** Where it stands in the map it is an item of. */
  readonly #item: Member | undefined;

  constructor(value: unknown, files: Files, item?: Member) {
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
    const list = this.#get(key);
    if (!Array.isArray(list)) return undefined;
    const items = list.map((item: unknown, index) => ({ item, range: rangeOf(list, String(index)) }));
    const read = items.flatMap(({ item, range }) => {
      const text = this.#asText(item, range);
      return text === undefined || (text === '' && !keepEmpty) ? [] : [{ text, range }];
    });
    const texts = read.map(({ text }) => text);
    const self = rangeOf(list);
    if (!self) return texts;
    const members = read.map(({ range = self }, index) => [String(index), { key: range, value: range }] as const);
    return setOrigin(texts, { self, members: new Map(members) });
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

  /** A secret source. A literal value is put away at once, so that nothing can print it. */
  secret(key: string): SecretRef | undefined {
    const value = this.#get(key);
    if (!isRecord(value)) return undefined;
    const source = new Reading(value, this.#files);
    const type = source.word('type', ['env', 'file', 'literal']);
    const text = source.text('value');
    const range = rangeOf(value, 'value') ?? rangeOf(value);
    const at = range ? { at: range } : {};
    if (type === undefined || text === undefined) return undefined;
    // A token that stands where its name belongs is a secret too.
    if (type === 'literal' || looksLikeToken(text)) return { type: 'literal', secret: new Secret(text), ...at };
    return { type, source: text, ...at };
  }

  /** Makes a node of the model stand where this mapping stands, with its members under their names in the model. */
  place<T extends object>(node: T): T {
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
