import type { LineIndex } from './line-index.ts';
import type { SourceRange } from './range.ts';

/** The place of a member: `key` that of its name, `value` that of its value. */
export interface MemberOrigin {
  readonly key: SourceRange;
  readonly value: SourceRange;
}

/** The place of an object or list, and those of its members. */
export interface Origin {
  readonly self: SourceRange;
  readonly members: ReadonlyMap<string, MemberOrigin>;
  /** Of an object that was put together from several levels of the manifest: the members that come from a level above. */
  readonly inherited?: ReadonlySet<string>;
}

/** An origin made from offsets. Lines and columns are computed when they are read. */
export class OffsetOrigin implements Origin {
  readonly #index: LineIndex;
  readonly #start: number;
  readonly #end: number;
  readonly #names: readonly string[] | undefined;
  readonly #offsets: readonly number[];
  #numbers: ReadonlyMap<string, number> | undefined;
  #members: ReadonlyMap<string, MemberOrigin> | undefined;

  /**
   * @param names the keys of a mapping in the order of `offsets`; undefined for a list
   * @param offsets for each member of a mapping the start and end of its key and of its value, for each item of a list
   * its start and end
   */
  constructor(
    index: LineIndex,
    start: number,
    end: number,
    names: readonly string[] | undefined,
    offsets: readonly number[],
  ) {
    this.#index = index;
    this.#start = start;
    this.#end = end;
    this.#names = names;
    this.#offsets = offsets;
  }

  get self(): SourceRange {
    return this.#index.rangeBetween(this.#start, this.#end);
  }

  get members(): ReadonlyMap<string, MemberOrigin> {
    this.#members ??= new Map(this.#allNames().map((name, number) => [name, this.#memberAt(number)]));
    return this.#members;
  }

  /** The same as `members.get(name)`, without computing the other members. */
  member(name: string): MemberOrigin | undefined {
    const number = this.#numberOf(name);
    return number === undefined ? undefined : this.#memberAt(number);
  }

  /** The offsets of a member of a mapping: the start and end of its key, the start and end of its value. */
  offsetsOf(name: string): readonly number[] | undefined {
    const number = this.#names && this.#numberOf(name);
    return number === undefined ? undefined : this.#offsets.slice(number * 4, number * 4 + 4);
  }

  #allNames(): readonly string[] {
    return this.#names ?? Array.from({ length: this.#offsets.length / 2 }, (_, number) => String(number));
  }

  #memberAt(number: number): MemberOrigin {
    if (this.#names) return { key: this.#range(number * 4), value: this.#range(number * 4 + 2) };
    const range = this.#range(number * 2);
    return { key: range, value: range };
  }

  #range(at: number): SourceRange {
    return this.#index.rangeBetween(this.#offsets[at] ?? 0, this.#offsets[at + 1] ?? 0);
  }

  #numberOf(name: string): number | undefined {
    if (!this.#names) {
      const number = Number(name);
      return Number.isInteger(number) && number >= 0 && number < this.#offsets.length / 2 ? number : undefined;
    }
    this.#numbers ??= new Map(this.#names.map((each, number) => [each, number]));
    return this.#numbers.get(name);
  }
}

/**
 * The place of every object and list read from YAML. They are kept beside the values, not inside: the manifest has
 * ordinary types, and a value that passes through an expression by reference keeps its place.
 */
const origins = new WeakMap<object, Origin>();

/** Records the place of `value` and returns `value`. */
export function setOrigin<T extends object>(value: T, origin: Origin): T {
  origins.set(value, origin);
  return value;
}

/** The place of an object or list, or undefined for one that was not read from a file. */
export function originOf(value: unknown): Origin | undefined {
  return typeof value === 'object' && value !== null ? origins.get(value) : undefined;
}

/** The place of `value`, or of its member `key` (list items have the keys `'0'`, `'1'`, …). */
export function rangeOf(value: unknown, key?: string): SourceRange | undefined {
  return key === undefined ? originOf(value)?.self : memberOriginOf(value, key)?.value;
}

/** The place of the name of the member `key`, for diagnostics about the key itself. */
export function keyRangeOf(value: unknown, key: string): SourceRange | undefined {
  return memberOriginOf(value, key)?.key;
}

/** The places of the member `key`, or undefined where they are unknown. */
export function memberOriginOf(value: unknown, key: string): MemberOrigin | undefined {
  const origin = originOf(value);
  return origin instanceof OffsetOrigin ? origin.member(key) : origin?.members.get(key);
}

/** Gives `copy` the place of `source` and the places of its members. */
export function inheritOrigin<T extends object>(copy: T, source: object): T {
  const origin = origins.get(source);
  return origin ? setOrigin(copy, origin) : copy;
}
