import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { inheritOrigin } from '../source/origin.ts';
import { ExpressionError } from './expression-error.ts';
import { classOf, impossibleField, structOf } from './struct-class.ts';
import { type CelType, celDyn, type StructType } from './type.ts';
import { Version } from './version.ts';

/** The value of an empty optional as a whole field: the field is unset. */
export const OMITTED: unique symbol = Symbol('omitted');

/** The empty optional of `omit()`: it leaves a field alone, while any other empty optional asks for nothing to be there. */
export const omission: Optional = new Optional();

/** Whether a value says that nothing shall be there. */
export function isEmptyOptional(value: unknown): boolean {
  return value instanceof Optional && !value.hasValue() && value !== omission;
}

/**
 * Turns plain JSON into engine values: integers into bigint where `type` is int (or says nothing),
 * objects into instances of the class of their struct or into maps, and back with fromCel. Objects and lists keep their
 * Origin. Fields the struct does not have are dropped; absent ones stay absent, and so do those that are null although
 * their type is not, which is how Konnect writes "not set". A value that does not fit `type` is converted by its own
 * shape, and the engine refuses it when an expression reads it.
 *
 * Instances of structs are returned as they are, except for `dyn`: an environment knows only the structs its variables
 * name, so there they become maps, which read their members when an expression does.
 */
export function toCel(value: unknown, type: CelType): unknown {
  if (type.kind === 'optional') {
    return value === undefined || value === null ? Optional.none() : Optional.of(toCel(value, type.item));
  }
  if (typeof value === 'number') return toNumber(value, type);
  if (typeof value === 'bigint') return type.kind === 'double' ? Number(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const item = type.kind === 'list' ? type.item : celDyn;
    return inheritOrigin(
      value.map((member) => toCel(member, item)),
      value,
    );
  }
  const struct = structOf(value);
  if (struct) return type.kind === 'dyn' && !struct.opaque ? lazyMap(value, struct) : value;
  if (type.kind === 'struct') return toStruct(value, type.struct);
  return toMap(value, type.kind === 'map' ? type.value : celDyn);
}

/**
 * An instance of `struct` whose fields are computed when an expression reads them. Getters return engine values (see
 * toCel), are called at every read, and may throw Unknown. A field without a getter is absent.
 */
export function lazyStruct(struct: StructType, getters: Readonly<Record<string, () => unknown>>): object {
  const instance = new (classOf(struct))();
  for (const name of struct.fields.keys()) {
    const get = Object.hasOwn(getters, name) ? getters[name] : undefined;
    if (get && name !== impossibleField) Object.defineProperty(instance, name, { get, enumerable: true });
  }
  return instance;
}

/**
 * Turns what an expression yields into plain JSON, read to the bottom: whatever is unknown anywhere inside throws
 * Unknown. Struct instances become objects, except opaque ones, which are returned as they are. Full optionals become
 * their value; empty ones leave their member out of an object or list, and are OMITTED on their own. Timestamps,
 * durations and bytes become the text that CEL's JSON mapping gives them. Throws ExpressionError (`not_json`) for what
 * JSON cannot hold: an integer beyond 2^53, NaN, a type.
 */
export function fromCel(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return fromInteger(value);
    case 'number':
      if (Number.isFinite(value)) return value;
      throw notJson(`${value} is not a number JSON can hold`);
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : fromObject(value);
    default:
      throw notJson(`a value of type ${typeof value} has no place in JSON`);
  }
}

/** The value in an optional, or OMITTED for an empty one; any other value as it is. Members are not read. */
export function unwrapOptional(value: unknown): unknown {
  if (!(value instanceof Optional)) return value;
  return value.hasValue() ? value.value() : OMITTED;
}

function fromObject(value: object): unknown {
  if (Array.isArray(value) || value instanceof Set) {
    const items = Array.from(value, fromCel).filter((item) => item !== OMITTED);
    return inheritOrigin(items, value);
  }
  if (value instanceof Map) return fromEntries(value.entries(), value);
  if (value instanceof Optional) return value.hasValue() ? fromCel(value.value()) : OMITTED;
  const struct = structOf(value);
  if (struct?.opaque) return value;
  const prototype = Object.getPrototypeOf(value);
  if (struct || prototype === Object.prototype || prototype === null) return fromEntries(Object.entries(value), value);
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof UnsignedInt) return fromInteger(value.value);
  if (value instanceof Duration || value instanceof Version) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  throw notJson(`${String(value)} has no place in JSON`);
}

function fromEntries(entries: Iterable<[unknown, unknown]>, source: object): object {
  const members: [string, unknown][] = [];
  for (const [key, member] of entries) {
    const plain = fromCel(member);
    if (plain !== OMITTED) members.push([String(key), plain]);
  }
  return inheritOrigin(Object.fromEntries(members), source);
}

function fromInteger(value: bigint): number {
  const plain = Number(value);
  if (Number.isSafeInteger(plain)) return plain;
  throw notJson(`the integer ${value} is too large to be kept exactly`);
}

function notJson(message: string): ExpressionError {
  return new ExpressionError(message, { code: 'not_json', source: '', start: 0, end: 0 });
}

function toNumber(value: number, type: CelType): number | bigint {
  if (type.kind === 'double') return value;
  return Number.isSafeInteger(value) ? BigInt(value) : value;
}

function toStruct(value: object, struct: StructType): object {
  const instance = new (classOf(struct))();
  for (const [name, field] of struct.fields) {
    const member = memberOf(value, name);
    if (member === undefined || name === impossibleField) continue;
    if (member === null && field.type.kind !== 'null' && field.type.kind !== 'dyn') continue;
    instance[name] = toCel(member, field.type);
  }
  return inheritOrigin(instance, value);
}

/** Makes a Map object, in which keys such as `constructor` and `__proto__` are ordinary keys. */
function toMap(value: object, type: CelType): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  for (const [key, member] of entries) if (member !== undefined) map.set(key, toCel(member, type));
  return inheritOrigin(map, value);
}

/** The engine takes an object without a prototype for a map. */
function lazyMap(value: object, struct: StructType): object {
  const map: object = Object.create(null);
  for (const name of struct.fields.keys()) {
    if (!Object.hasOwn(value, name)) continue;
    Object.defineProperty(map, name, { get: () => toCel(memberOf(value, name), celDyn), enumerable: true });
  }
  return inheritOrigin(map, value);
}

function memberOf(value: object, name: string): unknown {
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
