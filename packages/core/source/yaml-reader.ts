import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { quotable } from '../value/quotable.ts';
import { isRecord } from '../value/record.ts';
import { exactNumber } from './exact-number.ts';
import type { LineIndex } from './line-index.ts';
import { originOf, setOrigin } from './origin.ts';
import type { SourceRange } from './range.ts';
import type { SourceFile } from './source-file.ts';

/** How many values aliases and merge keys may stand for in one file, together. */
export const yamlAliasLimit = 100_000;

/** A value and how many values it is made of once every alias in it is written out. */
interface Read {
  readonly value: unknown;
  readonly size: number;
}

type Members = Map<string, { readonly key: SourceRange; readonly value: SourceRange }>;

const nothing: Read = { value: null, size: 1 };

/**
 * Turns the nodes of a document into plain values. An alias becomes the very object its anchor became, so that nothing
 * is ever written out; how large it would be is counted, because everything that later walks the values would pay.
 */
export class YamlReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile;
  readonly #index: LineIndex;
  readonly #exactNumbers: boolean;
  /** The value of each anchor; undefined while it is being read. Of two anchors with one name the last counts. */
  readonly #anchors = new Map<string, Read | undefined>();
  #budget = yamlAliasLimit;
  #trimmed = { end: 0, at: 0 };

  constructor(file: SourceFile, index: LineIndex, exactNumbers: boolean) {
    this.#file = file;
    this.#index = index;
    this.#exactNumbers = exactNumbers;
  }

  read(document: Document.Parsed): unknown {
    return this.#read(document.contents).value;
  }

  #read(node: unknown): Read {
    if (isAlias(node)) return this.#alias(node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return nothing;
    const { anchor } = node;
    if (anchor) this.#anchors.set(anchor, undefined);
    const read = this.#unaliased(node);
    if (anchor) this.#anchors.set(anchor, read);
    return read;
  }

  #unaliased(node: Node): Read {
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#list(node.items, node);
    if (!isScalar(node)) return nothing;
    const { value, source } = node;
    const exact = this.#exactNumbers && typeof value === 'number';
    return { value: exact ? exactNumber(value, source) : plain(value), size: 1 };
  }

  #alias(node: Alias): Read {
    if (!this.#anchors.has(node.source)) {
      this.#report('yaml-syntax', `There is no anchor \`&${node.source}\` before this alias`, node, {
        fix: 'Define the anchor above, or quote the text if it is not an alias.',
      });
      return nothing;
    }
    const target = this.#anchors.get(node.source);
    if (!target) {
      this.#report('yaml-alias-limit', `The alias \`*${node.source}\` stands inside what it names`, node, {
        fix: 'Write the value out instead.',
      });
      return nothing;
    }
    return this.#spend(target.size, node) ? target : nothing;
  }

  /** Takes the size of a repeated value from the budget. Only the first value that does not fit is reported. */
  #spend(size: number, node: Node): boolean {
    if (this.#budget < 0) return false;
    this.#budget -= size;
    if (this.#budget >= 0) return true;
    this.#report('yaml-alias-limit', `The aliases up to here stand for more than ${yamlAliasLimit} values`, node, {
      cause: 'A few lines of aliases can stand for more values than fit into memory.',
      fix: 'Write the values out, or repeat less.',
    });
    return false;
  }

  #list(items: readonly unknown[], node: Node): Read {
    const value: unknown[] = [];
    const members: Members = new Map();
    let size = 1;
    for (const item of items) {
      const read = this.#read(item);
      const range = this.#rangeOf(item) ?? this.#range(node);
      members.set(String(value.length), { key: range, value: range });
      value.push(read.value);
      size += read.size;
    }
    return { value: setOrigin(value, { self: this.#range(node), members }), size };
  }

  #map(node: YAMLMap): Read {
    const value: Record<string, unknown> = {};
    const members: Members = new Map();
    const merges: Pair[] = [];
    let size = 1;
    for (const pair of node.items) {
      if (isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN') {
        merges.push(pair);
        continue;
      }
      const key = this.#key(pair, node);
      const read = this.#read(pair.value);
      if (key === undefined) continue;
      const keyRange = this.#rangeOf(pair.key) ?? this.#range(node);
      const first = members.get(key);
      if (first) {
        this.#report('yaml-duplicate-key', `The key \`${key}\` is here twice`, pair.key, {
          fix: 'Keep one of them.',
          related: [{ message: 'First defined here', at: first.key }],
        });
        continue;
      }
      setOwn(value, key, read.value);
      members.set(key, { key: keyRange, value: this.#rangeOf(pair.value) ?? endOf(keyRange) });
      size += read.size;
    }
    for (const merge of merges) size += this.#merge(merge, value, members);
    return { value: setOrigin(value, { self: this.#range(node), members }), size };
  }

  /** Adds what `<<` names to a mapping, behind its own keys. Returns by how much that makes it larger. */
  #merge(pair: Pair, into: Record<string, unknown>, members: Members): number {
    const read = this.#read(pair.value);
    if (this.#budget < 0) return 0;
    const sources = Array.isArray(read.value) ? read.value : [read.value];
    for (const source of sources) {
      const origin = originOf(source);
      if (!isRecord(source) || !origin) {
        this.#report('yaml-unsupported', 'A merge key takes a mapping or a list of mappings', pair.value ?? pair.key, {
          fix: 'Name an anchor of a mapping, as in `<<: *defaults`.',
        });
        return 0;
      }
      if (!this.#spend(Object.keys(source).length, pair.key as Node)) return 0;
      for (const [key, member] of Object.entries(source)) {
        if (members.has(key)) continue;
        setOwn(into, key, member);
        const place = origin.members.get(key);
        if (place) members.set(key, place);
      }
    }
    return read.size;
  }

  /** The key of a pair as text. Numbers and booleans count as they are written, as koctl reads them. */
  #key(pair: Pair, map: Node): string | undefined {
    const node = isAlias(pair.key) ? undefined : pair.key;
    if (isScalar(node)) {
      if (typeof node.value === 'string') {
        if (node.anchor) this.#anchors.set(node.anchor, { value: node.value, size: 1 });
        return node.value;
      }
      if (node.value !== null && node.source) return node.source;
    } else if (isAlias(pair.key)) {
      const { value } = this.#alias(pair.key);
      if (typeof value === 'string') return value;
    }
    this.#report('yaml-unsupported', 'A key must be text', isNode(pair.key) && pair.key.range ? pair.key : map, {
      fix: 'Write the key as text, in quotes if need be.',
    });
    return undefined;
  }

  #range(node: Node): SourceRange {
    const [start, end] = node.range ?? [0, 0];
    return this.#index.rangeBetween(start, this.#trimEnd(end));
  }

  /** Blocks end behind their last line break; a range that reaches into the next line underlines the wrong thing. */
  #trimEnd(end: number): number {
    // Blocks inside each other end at the same place: it is looked for once.
    if (this.#trimmed.end !== end) {
      let at = end;
      while (at > 0 && /\s/.test(this.#file.text[at - 1] ?? '')) at -= 1;
      this.#trimmed = { end, at };
    }
    return this.#trimmed.at;
  }

  #rangeOf(node: unknown): SourceRange | undefined {
    return isNode(node) && node.range ? this.#range(node) : undefined;
  }

  #report(
    code: 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-alias-limit' | 'yaml-unsupported',
    message: string,
    node: unknown,
    more: Partial<Diagnostic>,
  ): void {
    const at = this.#rangeOf(node);
    this.diagnostics.push({ severity: 'error', code, message: quotable(message), ...more, ...(at ? { at } : {}) });
  }
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value);
}

/** Reads a scalar as text, number, boolean or null; any other value of YAML's schemas is read as text. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? String(value) : value;
}

/** Sets a member, so that `__proto__` is a key like any other. Plain assignment is much faster, and right for the rest. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

function endOf(range: SourceRange): SourceRange {
  return { ...range, start: range.end };
}
