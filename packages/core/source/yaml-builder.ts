import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { quotable } from '../value/quotable.ts';
import { isRecord } from '../value/record.ts';
import { exactNumber } from './exact-number.ts';
import type { LineIndex } from './line-index.ts';
import { OffsetOrigin, originOf, setOrigin } from './origin.ts';

/** The most values that all aliases and merge keys of one file may stand for together. */
export const yamlAliasLimit = 100_000;

/** The most errors that are reported for one file: in a file that is not YAML every line is an error. */
export const yamlProblemLimit = 100;

/** The start and end of something in the text, as offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Scalar extends Span {
  /** The value of the scalar by the core schema of YAML 1.2. */
  readonly value: unknown;
  /** The text of the scalar without quotes. */
  readonly source: string;
  /** Whether the scalar has no quotes: only then `<<` is a merge key. */
  readonly isPlain: boolean;
  readonly anchor: string | undefined;
}

/** A value, and the number of values in it with every alias written out. */
interface Read {
  readonly value: unknown;
  readonly size: number;
}

/** A list or mapping that is being read. */
interface Frame {
  readonly value: unknown[] | Record<string, unknown>;
  readonly start: number;
  readonly anchor: string | undefined;
  /** See `OffsetOrigin`. */
  readonly names: string[] | undefined;
  readonly offsets: number[];
  readonly merges: Merge[];
  size: number;
  /** The key whose value comes next. */
  key: Key | undefined;
}

interface Key extends Span {
  /** Undefined for a key that is not a scalar. */
  readonly text: string | undefined;
  readonly isMerge: boolean;
}

interface Merge {
  readonly key: Key;
  readonly read: Read;
  readonly span: Span;
}

/** Shared by all empty lists: a file may have a million of them. */
const none: never[] = [];

const nothing: Read = { value: null, size: 1 };

/**
 * Builds plain values from the events of a YAML reader, in the order of the file. An alias becomes the same object as
 * its anchor, so that nothing is copied. The size of the written-out value is counted, because every later walk over
 * the values visits it again. A part that cannot be read is reported and left out.
 */
export class YamlBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #index: LineIndex;
  readonly #exactNumbers: boolean;
  readonly #open: Frame[] = [];
  /**
   * The value of each anchor; undefined while the value is being read. A later anchor replaces an earlier one of the
   * same name.
   */
  readonly #anchors = new Map<string, Read | undefined>();
  #budget = yamlAliasLimit;
  #root: unknown = null;
  #isEmpty = true;

  constructor(index: LineIndex, exactNumbers: boolean) {
    this.#index = index;
    this.#exactNumbers = exactNumbers;
  }

  /** The value read: objects, lists, strings, numbers, booleans and null. */
  get value(): unknown {
    return this.#root;
  }

  /** Whether the text has no value at all, not even an empty one at a place of its own. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  open(type: 'list' | 'map', start: number, anchor: string | undefined): void {
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const isList = type === 'list';
    const value = isList ? [] : {};
    const names = isList ? undefined : [];
    this.#open.push({ value, start, anchor, names, offsets: [], merges: [], size: 1, key: undefined });
  }

  /** Closes the list or mapping that was opened last. */
  close(end: number): void {
    const frame = this.#open.pop();
    if (!frame) throw new Error('nothing is open');
    for (const merge of frame.merges) this.#merge(merge, frame);
    const { value, start, size, anchor } = frame;
    const offsets = fitted(frame.offsets);
    const names = frame.names && fitted(frame.names);
    const read = { value: setOrigin(value, new OffsetOrigin(this.#index, start, end, names, offsets)), size };
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    this.#add(read, { start, end });
  }

  scalar(scalar: Scalar): void {
    const { value, source, anchor } = scalar;
    const exact = this.#exactNumbers && typeof value === 'number' ? exactNumber(value, source) : value;
    const frame = this.#open.at(-1);
    const isKey = frame?.names && !frame.key;
    const read = { value: isKey ? keyText(scalar) : exact, size: 1 };
    if (anchor !== undefined) this.#anchors.set(anchor, isKey ? { value, size: 1 } : read);
    this.#add(read, scalar, isKey && value === '<<' && scalar.isPlain);
  }

  alias(name: string, span: Span): void {
    this.#add(this.#aliased(name, span), span);
  }

  #aliased(name: string, span: Span): Read {
    if (!this.#anchors.has(name)) {
      this.#report('yaml-syntax', `There is no anchor \`&${name}\` before this alias`, span, {
        fix: 'Define the anchor above, or quote the text if it is not an alias.',
      });
      return nothing;
    }
    const target = this.#anchors.get(name);
    if (!target) {
      this.#report('yaml-alias-limit', `The alias \`*${name}\` stands inside what it names`, span, {
        fix: 'Write the value out instead.',
      });
      return nothing;
    }
    return this.#spend(target.size, span) ? target : nothing;
  }

  /** Takes the size of a repeated value from the budget. Only the first value that exceeds it is reported. */
  #spend(size: number, span: Span): boolean {
    if (this.#budget < 0) return false;
    this.#budget -= size;
    if (this.#budget >= 0) return true;
    this.#report('yaml-alias-limit', `The aliases up to here stand for more than ${yamlAliasLimit} values`, span, {
      cause: 'A few lines of aliases can stand for more values than fit into memory.',
      fix: 'Write the values out, or repeat less.',
    });
    return false;
  }

  #add(read: Read, span: Span, isMerge = false): void {
    const frame = this.#open.at(-1);
    if (!frame) {
      this.#root = read.value;
      this.#isEmpty = span.start === span.end;
    } else if (Array.isArray(frame.value)) {
      frame.value.push(read.value);
      frame.offsets.push(span.start, span.end);
      frame.size += read.size;
    } else if (!frame.key) frame.key = this.#key(read.value, span, isMerge);
    else {
      const { key } = frame;
      frame.key = undefined;
      if (key.isMerge) frame.merges.push({ key, read, span });
      else this.#member(frame, frame.value, key, read, span);
    }
  }

  #key(value: unknown, span: Span, isMerge: boolean): Key {
    const text = typeof value === 'string' ? value : undefined;
    if (text === undefined) {
      this.#report('yaml-unsupported', 'A key must be text', span, {
        fix: 'Write the key as text, in quotes if need be.',
      });
    }
    return { start: span.start, end: span.end, text, isMerge };
  }

  #member(frame: Frame, members: Record<string, unknown>, { text, ...key }: Key, read: Read, span: Span): void {
    if (text === undefined) return;
    if (Object.hasOwn(members, text)) {
      if (this.diagnostics.length >= yamlProblemLimit) return;
      const first = (frame.names?.indexOf(text) ?? 0) * 4;
      const [start = 0, end = 0] = frame.offsets.slice(first, first + 2);
      this.#report('yaml-duplicate-key', `The key \`${text}\` is here twice`, key, {
        fix: 'Keep one of them.',
        related: [{ message: 'First defined here', at: this.#index.rangeBetween(start, end) }],
      });
      return;
    }
    setOwn(members, text, read.value);
    frame.names?.push(text);
    frame.offsets.push(key.start, key.end, span.start, span.end);
    frame.size += read.size;
  }

  /** Adds the members of the mappings that `<<` names, behind the mapping's own keys. */
  #merge({ key, read, span }: Merge, frame: Frame): void {
    if (this.#budget < 0) return;
    const into = frame.value as Record<string, unknown>;
    const sources = Array.isArray(read.value) ? read.value : [read.value];
    for (const source of sources) {
      const origin = originOf(source);
      if (!isRecord(source) || !(origin instanceof OffsetOrigin)) {
        this.#report('yaml-unsupported', 'A merge key takes a mapping or a list of mappings', span, {
          fix: 'Name an anchor of a mapping, as in `<<: *defaults`.',
        });
        return;
      }
      if (!this.#spend(Object.keys(source).length, key)) return;
      for (const [name, member] of Object.entries(source)) {
        if (Object.hasOwn(into, name)) continue;
        setOwn(into, name, member);
        frame.names?.push(name);
        frame.offsets.push(...(origin.offsetsOf(name) ?? [key.start, key.end, key.start, key.end]));
      }
    }
    frame.size += read.size;
  }

  /** Reports a second document that starts at an offset. */
  reportSecondDocument(at: number): void {
    const message = 'A file holds one document, and another starts here';
    const fix = 'Move it to a file of its own, or remove the `---` between them.';
    this.#report('yaml-unsupported', message, { start: at, end: at + 1 }, { fix });
  }

  #report(
    code: 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-alias-limit' | 'yaml-unsupported',
    message: string,
    { start, end }: Span,
    more: Partial<Diagnostic>,
  ): void {
    if (this.diagnostics.length >= yamlProblemLimit) return;
    const at = this.#index.rangeBetween(start, end);
    this.diagnostics.push({ severity: 'error', code, message: quotable(message), ...more, at });
  }
}

/** A copy of a list without the spare room that V8 reserves. For a small list, that room is most of its size. */
function fitted<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice();
}

/** The text of a key. Numbers and booleans count as they are written, as in koctl. */
function keyText({ value, source }: Scalar): string | undefined {
  if (typeof value === 'string') return value;
  return value === null || source === '' ? undefined : source;
}

/**
 * Sets a member, with `__proto__` as a key like any other. For other keys plain assignment is much faster and has the
 * same result.
 */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
