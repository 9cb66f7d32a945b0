import { ExactNumber } from '@konduct/core/source/exact-number';
import { inheritOrigin, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';
import { openApiShape } from './grammar.ts';
import { memberShape, type Shape } from './shape.ts';

/** A value that OpenAPI does not allow in its place, and that cannot be converted. */
export interface LeftOut {
  /** The keys and indexes that lead to it. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly at: SourceRange | undefined;
}

export interface Conformed {
  /** The value for a strictly typed reader of JSON. Objects and lists keep their places. */
  readonly value: unknown;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Converts every value of an OpenAPI 3 document to the type that OpenAPI requires in its place. A number in place of
 * text becomes its text in the author's notation; a text that is a number or a boolean becomes one; a single value in
 * place of a list becomes a list of it; an empty list in place of a mapping becomes an empty mapping. Titles,
 * descriptions and examples are left out, because they are for people. A value that cannot be converted is left out and
 * listed.
 */
export function conformOpenApi(document: unknown): Conformed {
  const conforming = new Conforming();
  const value = conforming.conform(document, openApiShape, []);
  return { value: value === none ? {} : value, leftOut: conforming.leftOut };
}

/** Marks a value that is left out. */
const none = Symbol('none');
type Result = unknown | typeof none;

class Conforming {
  readonly leftOut: LeftOut[] = [];

  conform(value: unknown, shape: Shape, path: readonly string[], at?: SourceRange): Result {
    if (shape.kind === 'words') return none;
    if (shape.kind === 'data') return value;
    if (shape.kind === 'either') return this.conform(value, chooseShape(value, shape.shapes), path, at);
    if (value === null && shape.kind !== 'typeName') return none;
    const result = this.#typed(value, shape, path);
    if (result === none) this.leftOut.push({ path, value, at });
    return result;
  }

  #typed(value: unknown, shape: Shape, path: readonly string[]): Result {
    switch (shape.kind) {
      case 'text':
      case 'typeName':
        return asText(value);
      case 'number':
        return asNumber(value);
      case 'count':
        return asCount(value);
      case 'flag':
        return asFlag(value);
      case 'list':
        return this.#list(value, shape.of, path);
      case 'map':
        return this.#members(value, path, () => shape.of);
      case 'object':
        return this.#members(value, path, (name) => memberShape(shape, name));
      default:
        return value;
    }
  }

  #list(value: unknown, of: Shape, path: readonly string[]): Result {
    if (!Array.isArray(value)) return isItem(value, of) ? [this.conform(value, of, [...path, '0'])] : none;
    const items = value.map((item: unknown, index) => {
      const name = String(index);
      return this.conform(item, of, [...path, name], rangeOf(value, name));
    });
    const kept = items.filter((item) => item !== none);
    // The places of items are found by their indexes, which are unchanged if no item is left out.
    return kept.length === items.length ? inheritOrigin(kept, value) : kept;
  }

  #members(value: unknown, path: readonly string[], shapeOf: (name: string) => Shape | undefined): Result {
    if (Array.isArray(value) && value.length === 0) return {};
    if (!isRecord(value) || value instanceof ExactNumber) return none;
    const members = Object.entries(value).flatMap(([name, member]) => {
      const shape = shapeOf(name);
      const conformed = shape ? this.conform(member, shape, [...path, name], rangeOf(value, name)) : member;
      return conformed === none ? [] : [[name, conformed] as const];
    });
    return inheritOrigin(Object.fromEntries(members), value);
  }
}

/** The first shape that the value has without conversion, else the first of all. */
function chooseShape(value: unknown, [first, ...others]: readonly Shape[]): Shape {
  const fitting = [first, ...others].find((shape) => shape && isOf(value, shape));
  return fitting ?? [first, ...others].find((shape) => shape && canBecome(value, shape)) ?? first ?? { kind: 'data' };
}

function isOf(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'typeName':
      return typeof value === 'string' || value === null;
    case 'number':
    case 'count':
      return typeof value === 'number' || value instanceof ExactNumber;
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'object':
      return isRecord(value) && !(value instanceof ExactNumber);
    default:
      return true;
  }
}

function canBecome(value: unknown, shape: Shape): boolean {
  if (shape.kind === 'flag') return asFlag(value) !== none;
  if (shape.kind === 'number') return asNumber(value) !== none;
  if (shape.kind === 'text') return asText(value) !== none;
  return false;
}

/** Whether a value that is not a list has the shape of one item. */
function isItem(value: unknown, of: Shape): boolean {
  return of.kind === 'either' ? of.shapes.some((shape) => isItem(value, shape)) : of.kind !== 'data' && isOf(value, of);
}

function asText(value: unknown): Result {
  if (typeof value === 'string') return value;
  if (value instanceof ExactNumber) return value.source;
  return value === null || typeof value === 'boolean' || typeof value === 'number' ? String(value) : none;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function asNumber(value: unknown): Result {
  if (typeof value === 'number') return Number.isFinite(value) ? value : none;
  if (value instanceof ExactNumber) return Number.isFinite(value.toJSON()) ? value : none;
  if (typeof value !== 'string' || !decimal.test(value.trim())) return none;
  const read = Number(value);
  return Number.isFinite(read) ? read : none;
}

const mostCount = 2n ** 64n - 1n;

/** A whole number without a point: readers of whole numbers refuse `1.0`. */
function asCount(value: unknown): Result {
  if (value instanceof ExactNumber && /^\d+$/.test(value.source)) {
    return BigInt(value.source) <= mostCount ? value : none;
  }
  const read = asNumber(value);
  const plain = read instanceof ExactNumber ? read.toJSON() : read;
  return typeof plain === 'number' && Number.isSafeInteger(plain) && plain >= 0 ? plain : none;
}

function asFlag(value: unknown): Result {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return none;
  const lower = value.trim().toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : none;
}
