import type { Value } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { anyUnpack, DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';

/** The engine's value for a value of the specification's tests. */
export function toEngine(value: Value): unknown {
  const { kind } = value;
  switch (kind.case) {
    case 'uint64Value':
      return new UnsignedInt(kind.value);
    case 'nullValue':
    case undefined:
      return null;
    case 'listValue':
      return kind.value.values.map(toEngine);
    case 'mapValue':
      return new Map(
        kind.value.entries.map(({ key, value: member }) => [key && toEngine(key), member && toEngine(member)]),
      );
    case 'objectValue': {
      const timestamp = anyUnpack(kind.value, TimestampSchema);
      if (timestamp) return new Date(Number(timestamp.seconds) * 1000 + timestamp.nanos / 1e6);
      const duration = anyUnpack(kind.value, DurationSchema);
      return duration && new Duration(duration.seconds, duration.nanos);
    }
    default:
      return kind.value;
  }
}

/** A text that is equal for equal values of the same type, of the specification's tests and of the engine. */
export function normalForm(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return `${value}`;
    case 'number':
      return Object.is(value, -0) ? '0.0' : `${value}.0`;
    case 'object':
      return value === null ? 'null' : normalFormOfObject(value);
    default:
      return JSON.stringify(value) ?? String(value);
  }
}

function normalFormOfObject(value: object): string {
  if (Array.isArray(value) || value instanceof Set) return `[${Array.from(value, normalForm).join(', ')}]`;
  if (value instanceof UnsignedInt) return `${value}u`;
  if (value instanceof Uint8Array) return `b${JSON.stringify([...value])}`;
  if (value instanceof Date) return `timestamp ${value.toISOString()}`;
  if (value instanceof Duration) return `duration ${value.seconds * 1_000_000_000n + BigInt(value.nanos)}`;
  const isMap = value instanceof Map || Object.getPrototypeOf(value) === Object.prototype;
  if (!isMap) return String(value);
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return `{${entries
    .map(([key, member]) => `${normalForm(key)}: ${normalForm(member)}`)
    .sort()
    .join(', ')}}`;
}

/** The normal form of an expected result; types are values too. */
export function normalFormOf(value: Value): string {
  if (value.kind.case === 'typeValue') return `Type<${value.kind.value === 'null_type' ? 'null' : value.kind.value}>`;
  return normalForm(toEngine(value));
}
