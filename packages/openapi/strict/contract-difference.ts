import { compareText } from '@konduct/core/value/compare-text';
import { toToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { methods, operationShape, parameterShape } from './grammar.ts';
import { normalNode } from './normal-node.ts';
import { changedPaths } from './part.ts';
import { plain } from './plain.ts';
import { resolved } from './reference.ts';
import { operationKey } from './security.ts';
import { memberShape, type Shape } from './shape.ts';

type Json = Readonly<Record<string, unknown>>;

/** A part of an operation that has another meaning than before. */
export interface ContractDifference {
  /** `POST /flights`; that of a webhook is `POST webhook:landed`. */
  readonly operation: string;
  /** `requestBody/content/application~1json/schema/additionalProperties`; empty for a whole operation. */
  readonly at: string;
}

/** Members of operations that change nothing for callers, and those of which other parts of Konduct tell. */
const outside: ReadonlySet<string> = new Set(['security', 'servers', 'tags', 'operationId']);

/**
 * What differs for callers between two documents, independent of how it is written: references are followed, parameters
 * of a path belong to its operations, defaults may be left out, OpenAPI 3.0 and 3.1 are read as the same, and an `allOf`
 * without contradictions is one schema. Requirements of `security` are not compared.
 *
 * @param before and `after` are OpenAPI 3 documents whose values have their types, without texts for people
 */
export function contractDifferences(before: Json, after: Json): readonly ContractDifference[] {
  const documents: Documents = [plain(before), plain(after)];
  const changed = new Set(changedPaths(before, after).flat().map(operationKey));
  const [old, recent] = documents.map((document) => operationsOf(document, changed)) as [Operations, Operations];
  const comparison = new Comparison(documents);
  return [...new Set([...old.keys(), ...recent.keys()])].sort(compareText).flatMap((key) => {
    const pair = [old.get(key), recent.get(key)] as const;
    const operation = pair[1]?.operation ?? pair[0]?.operation ?? key;
    return comparison.places(pair[0]?.value, pair[1]?.value).map((at) => ({ operation, at }));
  });
}

type Documents = readonly [before: Json, after: Json];
type Operations = ReadonlyMap<string, { readonly operation: string; readonly value: Json }>;

function operationsOf(document: Json, changed: ReadonlySet<string>): Operations {
  const paths = isRecord(document.paths) ? Object.entries(document.paths) : [];
  const webhooks = isRecord(document.webhooks) ? Object.entries(document.webhooks) : [];
  const items = [
    ...paths.filter(([path]) => changed.has(operationKey(path))),
    ...webhooks.map(([name, item]) => [`webhook:${name}`, item] as const),
  ];
  const found = new Map<string, { operation: string; value: Json }>();
  for (const [path, written] of items) {
    const item = resolved(document, written);
    if (!isRecord(item)) continue;
    const others = isRecord(item.additionalOperations) ? item.additionalOperations : {};
    for (const [method, own] of [...methods.map((name) => [name, item[name]] as const), ...Object.entries(others)]) {
      if (!isRecord(own)) continue;
      const operation = `${method.toUpperCase()} ${path}`;
      const kept = Object.entries(own).filter(([name]) => !outside.has(name));
      const value = { ...Object.fromEntries(kept), parameters: parametersOf(document, path, item, own) };
      found.set(operationKey(operation), { operation, value });
    }
  }
  return found;
}

/** The parameters of an operation by place and name. Those in the path are named by their place in it. */
function parametersOf(document: Json, path: string, item: Json, operation: Json): Json {
  const inPath = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const lists = [item.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  return Object.fromEntries(
    lists.flatMap((written: unknown) => {
      const parameter = resolved(document, written);
      if (!isRecord(parameter)) return [];
      const { name, in: place, ...others } = parameter;
      const position = place === 'path' ? inPath.indexOf(String(name)) : -1;
      const known = place === 'header' ? String(name).toLowerCase() : String(name);
      return [[`${place} ${position < 0 ? known : position + 1}`, { in: place, ...others }]];
    }),
  );
}

/** The places that differ in two values, and the pairs of shared or combined parts in them, by the key of each pair. */
interface Found {
  readonly places: Set<string>;
  readonly pairs: Map<string, Pair>;
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
  readonly shape: Shape | undefined;
  /** The pointer to the part, without `#/`. */
  readonly label: string;
}

/** Compares parts of two documents. A pair of components is compared once, however many operations use it. */
class Comparison {
  readonly #documents: Documents;
  readonly #known = new Map<string, Found>();
  readonly #numbers = new Map<object, number>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  /** The places that differ in an operation, and in the components that it reaches. */
  places(before: Json | undefined, after: Json | undefined): readonly string[] {
    if (!before || !after) return [''];
    const own = this.#compared(before, after, operationShape);
    const places = new Set(own.places);
    const pairs = new Map(own.pairs);
    for (const [key, { before: old, after: recent, shape, label }] of pairs) {
      const found = this.#known.get(key) ?? this.#compared(old, recent, shape);
      this.#known.set(key, found);
      for (const place of found.places) places.add([label, place].filter(Boolean).join('/'));
      for (const [next, pair] of found.pairs) {
        const inside = pair.label.startsWith('components/') ? pair.label : [label, pair.label].join('/');
        if (!pairs.has(next)) pairs.set(next, { ...pair, label: inside });
      }
    }
    return [...places].sort(compareText);
  }

  #compared(before: unknown, after: unknown, shape: Shape | undefined): Found {
    const found: Found = { places: new Set(), pairs: new Map() };
    this.#collectMembers(before, after, shape, [], found);
    return found;
  }

  /** Parts behind references, and schemas of others, may contain themselves: each pair of them is looked at once. */
  #collect(before: unknown, after: unknown, shape: Shape | undefined, at: readonly string[], found: Found): void {
    const pointer = onlyReference(after) ?? onlyReference(before);
    const [old, recent] = [before, after].map((value, index) =>
      onlyReference(value) === undefined ? value : resolved(this.#documents[index] ?? {}, value),
    );
    if (isRecord(old) && isRecord(recent) && (pointer !== undefined || isCombined(old) || isCombined(recent))) {
      const label = pointer === undefined ? at.join('/') : pointer.replace(/^#\//, '');
      const key = `${this.#numberOf(old)} ${this.#numberOf(recent)}`;
      if (!found.pairs.has(key)) found.pairs.set(key, { before: old, after: recent, shape, label });
    } else this.#collectMembers(old, recent, shape, at, found);
  }

  #numberOf(node: object): number {
    const number = this.#numbers.get(node) ?? this.#numbers.size;
    this.#numbers.set(node, number);
    return number;
  }

  #collectMembers(
    before: unknown,
    after: unknown,
    shape: Shape | undefined,
    at: readonly string[],
    found: Found,
  ): void {
    const [left, right] = [before, after].map((value, index) => normalNode(this.#documents[index] ?? {}, value, shape));
    if (typeof left !== 'object' && left === right) return;
    const kind = shape?.kind === 'either' ? structured(shape.shapes) : shape;
    if (kind?.kind === 'list' && isStructured(kind.of) && Array.isArray(left) && Array.isArray(right)) {
      for (let index = 0; index < Math.max(left.length, right.length); index += 1)
        this.#collect(left[index], right[index], kind.of, [...at, String(index)], found);
    } else if ((kind?.kind === 'object' || kind?.kind === 'map') && isRecord(left) && isRecord(right)) {
      for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
        if (kind.kind === 'object' && name.startsWith('x-')) continue;
        const member = name === 'parameters' && shape === operationShape ? parametersShape : undefined;
        const next = member ?? (kind.kind === 'object' ? memberShape(kind, name) : kind.of);
        const token = toToken(name);
        this.#collect(left[name], right[name], next, [...at, token], found);
      }
    } else if (!sameValue(left, right)) found.places.add(at.join('/'));
  }
}

const parametersShape: Shape = { kind: 'map', of: parameterShape };

/** The pointer of a mapping that is nothing but a reference. */
function onlyReference(value: unknown): string | undefined {
  if (!isRecord(value) || typeof value.$ref !== 'string') return undefined;
  return Object.keys(value).every((name) => name === '$ref' || name.startsWith('x-')) ? value.$ref : undefined;
}

function isCombined(schema: Json): boolean {
  return schema.allOf !== undefined || schema.$ref !== undefined;
}

function isStructured({ kind }: Shape): boolean {
  return kind === 'object' || kind === 'list' || kind === 'map' || kind === 'either';
}

function structured(shapes: readonly Shape[]): Shape | undefined {
  return shapes.find(({ kind }) => kind === 'object' || kind === 'list' || kind === 'map') ?? shapes[0];
}
