import type { CelType } from '../cel/type.ts';
import { isRecord } from '../value/record.ts';

/** Whether a plain value is of a type. The items of lists and the members of maps and structs are not looked at. */
export function hasType(value: unknown, type: CelType): boolean {
  switch (type.kind) {
    case 'dyn':
      return true;
    case 'optional':
      return hasType(value, type.item);
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'null':
      return value === null;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isRecord(value);
    case 'struct':
      // An opaque struct is a handle that Konduct makes: no plain value is one.
      return isRecord(value) && !type.struct.opaque;
  }
}
