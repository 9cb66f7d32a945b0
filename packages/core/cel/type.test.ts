import { describe, expect, test } from 'vitest';
import {
  type CelType,
  celBool,
  celDouble,
  celDyn,
  celInt,
  celList,
  celMap,
  celNull,
  celOptional,
  celString,
  celStruct,
  isAssignable,
  showType,
} from './type.ts';

function struct(name: string, fields: Record<string, { type: CelType; always: boolean }>): CelType {
  return celStruct({ name, fields: new Map(Object.entries(fields)) });
}

const small = struct('Small', { name: { type: celString, always: true } });
const large = struct('Large', { name: { type: celString, always: true }, size: { type: celInt, always: false } });
const demanding = struct('Demanding', { size: { type: celInt, always: true } });

const handle = celStruct({ name: 'Handle', fields: new Map(), opaque: true });
const other = celStruct({ name: 'Handle', fields: new Map(), opaque: true });

describe('isAssignable', () => {
  test.each<[CelType, CelType, boolean]>([
    [celString, celString, true],
    [celString, celInt, false],
    [celInt, celDouble, true],
    [celDouble, celInt, false],
    [celNull, celString, false],
    [celDyn, celInt, true],
    [celInt, celDyn, true],
    [celList(celInt), celList(celDouble), true],
    [celList(celString), celList(celInt), false],
    [celMap(celInt), celMap(celDyn), true],
    [celMap(celInt), celMap(celString), false],
    [celList(celInt), celMap(celInt), false],
    [celOptional(celInt), celInt, true],
    [celInt, celOptional(celInt), true],
    [celOptional(celInt), celOptional(celString), false],
    [large, small, true],
    [small, large, true],
    [small, demanding, false],
    [large, demanding, true],
    [small, celMap(celString), true],
    [large, celMap(celString), false],
    [celMap(celString), small, true],
    [celMap(celBool), small, false],
    [celMap(celString), large, true],
    [celMap(celString), demanding, false],
    [small, small, true],
    [small, celString, false],
    [handle, handle, true],
    [handle, other, false],
    [small, handle, false],
    [handle, small, false],
    [handle, celMap(celString), false],
    [celMap(celString), handle, false],
    [celOptional(handle), handle, true],
    [celOptional(handle), other, false],
  ])('%j to %j: %s', (from, to, expected) => {
    expect(isAssignable(from, to)).toBe(expected);
  });
});

describe('showType', () => {
  test('writes types as they read in messages', () => {
    expect(showType(celList(celMap(celOptional(small))))).toBe('list<map<string, optional<Small>>>');
  });
});
