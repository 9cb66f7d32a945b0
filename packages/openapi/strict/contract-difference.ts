import { compareText } from '@konduct/core/value/compare-text';
import { toToken } from '@konduct/core/value/json-pointer';
import { isRecord } from '@konduct/core/value/record';
import { sameValue } from '@konduct/core/value/same-value';
import { methods, operationShape, parameterShape, schemaShape } from './grammar.ts';
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
  /**
   * The same place from the operation on, through references, with `*` for names and numbers that documents choose:
   * `requestBody.content.*.schema.additionalProperties`.
   */
  readonly location: string;
}

/** Lists of schemas whose order says nothing. */
const alternatives: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'allOf']);

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
    return comparison.places(pair[0]?.value, pair[1]?.value).map((place) => ({ operation, ...place }));
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

type Place = Omit<ContractDifference, 'operation'>;

/** The places that differ in two values, and the pairs of shared or combined parts in them, by the key of each pair. */
interface Found {
  readonly places: Place[];
  readonly pairs: Map<string, Pair>;
}

interface Pair extends Place {
  readonly before: unknown;
  readonly after: unknown;
  readonly shape: Shape | undefined;
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
  places(before: Json | undefined, after: Json | undefined): readonly Place[] {
    if (!before || !after) return [here];
    const own = this.#compared(before, after, operationShape);
    const places = new Map<string, Place>();
    const add = (place: Place) => places.set(`${place.at} ${place.location}`, place);
    const pairs = new Map<string, readonly [string, Pair]>();
    // A part that requests and responses share is looked at for each of them.
    const queue = (key: string, pair: Pair) => {
      const inMember = `${key} ${pair.location.split('.', 1)[0] ?? ''}`;
      if (!pairs.has(inMember)) pairs.set(inMember, [key, pair]);
    };
    for (const place of own.places) add(place);
    for (const [key, pair] of own.pairs) queue(key, pair);
    for (const [key, pair] of pairs.values()) {
      const found = this.#known.get(key) ?? this.#compared(pair.before, pair.after, pair.shape);
      this.#known.set(key, found);
      for (const place of found.places) add(inside(pair, place));
      for (const [next, inner] of found.pairs) queue(next, { ...inner, ...inside(pair, inner) });
    }
    return [...places.values()].sort((a, b) => compareText(a.at, b.at) || compareText(a.location, b.location));
  }

  #compared(before: unknown, after: unknown, shape: Shape | undefined): Found {
    const found: Found = { places: [], pairs: new Map() };
    this.#collectMembers(before, after, shape, here, found);
    return found;
  }

  /** Parts behind references, and schemas of others, may contain themselves: each pair of them is looked at once. */
  #collect(before: unknown, after: unknown, shape: Shape | undefined, place: Place, found: Found): void {
    const pointer = onlyReference(after) ?? onlyReference(before);
    const [old, recent] = [before, after].map((value, index) =>
      onlyReference(value) === undefined ? value : resolved(this.#documents[index] ?? {}, value),
    );
    if (isRecord(old) && isRecord(recent) && (pointer !== undefined || isCombined(old) || isCombined(recent))) {
      const at = pointer === undefined ? place.at : pointer.replace(/^#\//, '');
      const key = `${this.#numberOf(old)} ${this.#numberOf(recent)}`;
      if (!found.pairs.has(key)) found.pairs.set(key, { before: old, after: recent, shape, ...place, at });
    } else this.#collectMembers(old, recent, shape, place, found);
  }

  #numberOf(node: object): number {
    const number = this.#numbers.get(node) ?? this.#numbers.size;
    this.#numbers.set(node, number);
    return number;
  }

  #collectMembers(before: unknown, after: unknown, shape: Shape | undefined, place: Place, found: Found): void {
    const [left, right] = [before, after].map((value, index) => normalNode(this.#documents[index] ?? {}, value, shape));
    if (typeof left !== 'object' && left === right) return;
    const kind = shape?.kind === 'either' ? structured(shape.shapes) : shape;
    if (kind?.kind === 'list' && isStructured(kind.of) && Array.isArray(left) && Array.isArray(right)) {
      const isUnordered = alternatives.has(place.location.split('.').at(-1) ?? '');
      const pairs = isUnordered ? pairedByValue(left, right) : pairedByPlace(left, right);
      for (const [index, [old, recent]] of pairs.entries())
        this.#collect(old, recent, kind.of, member(place, String(index), '*'), found);
    } else if ((kind?.kind === 'object' || kind?.kind === 'map') && isRecord(left) && isRecord(right)) {
      if (areOfOtherTypes(left, right) && shape === schemaShape) {
        found.places.push(member(place, 'type'));
        return;
      }
      for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
        if (kind.kind === 'object' && name.startsWith('x-')) continue;
        const own = name === 'parameters' && shape === operationShape ? parametersShape : undefined;
        const next = own ?? (kind.kind === 'object' ? memberShape(kind, name) : kind.of);
        const step = kind.kind === 'map' || !kind.fields()[name] ? '*' : name;
        this.#collect(left[name], right[name], next, member(place, toToken(name), step), found);
      }
    } else if (!sameValue(left, right)) found.places.push(place);
  }
}

/** The place of a whole value. */
const here: Place = { at: '', location: '' };

function member({ at, location }: Place, token: string, step = token): Place {
  return { at: at === '' ? token : `${at}/${token}`, location: location === '' ? step : `${location}.${step}` };
}

/** A place in a part. The pointer of a shared part replaces that of its user. */
function inside(part: Place, { at, location }: Place): Place {
  return {
    at: at.startsWith('components/') ? at : [part.at, at].filter(Boolean).join('/'),
    location: [part.location, location].filter(Boolean).join('.'),
  };
}

type Pairs = readonly (readonly [before: unknown, after: unknown])[];

function pairedByPlace(before: readonly unknown[], after: readonly unknown[]): Pairs {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => [before[index], after[index]]);
}

/** Pairs equal values, and the others in their order, so that one that is gone does not change those behind it. */
function pairedByValue(before: readonly unknown[], after: readonly unknown[]): Pairs {
  const others = [...after];
  const equal: [unknown, unknown][] = [];
  const gone = before.filter((value) => {
    const index = others.findIndex((other) => sameValue(other, value));
    if (index >= 0) equal.push([value, ...others.splice(index, 1)] as [unknown, unknown]);
    return index < 0;
  });
  return [...equal, ...pairedByPlace(gone, others)];
}

/** Whether no value can fit both schemas, by their `type`: what else differs in them follows from that. */
function areOfOtherTypes({ type: before }: Json, { type: after }: Json): boolean {
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const names = new Set(after.map(familyOf));
  return !before.some((name) => names.has(familyOf(name)));
}

/** A whole number fits `integer` and `number`. */
function familyOf(type: unknown): unknown {
  return type === 'integer' ? 'number' : type;
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
