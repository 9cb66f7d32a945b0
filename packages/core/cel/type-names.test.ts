import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CelType,
  celDyn,
  celInt,
  celList,
  celMap,
  celOptional,
  celString,
  celStruct,
  type StructType,
} from './type.ts';
import { TypeNames } from './type-names.ts';

function struct(name: string): StructType {
  return { name, fields: new Map() };
}

const structs = ['Team', 'Team', 'T', 'string', 'a b', '9', '', 'google.protobuf.Timestamp', 'Semver'].map(struct);
const names = new TypeNames(structs.map(celStruct));

describe('TypeNames', () => {
  test('gives every struct a name the engine accepts', () => {
    const shown = structs.map((each) => names.show(celStruct(each)));
    expect(shown).toEqual([
      'Team_2',
      'Team',
      'T_',
      'string_',
      'a_b',
      '_9',
      '_',
      'google.protobuf.Timestamp_',
      'Semver_',
    ]);
  });

  test('reads back what it has shown', () => {
    const { type } = fc.letrec<{ type: CelType }>((tie) => ({
      type: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<CelType>(celString, celInt, celDyn, ...structs.map(celStruct)),
        tie('type').map(celList),
        tie('type').map(celMap),
        tie('type').map(celOptional),
      ),
    }));
    fc.assert(
      fc.property(type, (each) => {
        expect(names.parse(names.show(each))).toEqual(each);
      }),
    );
  });

  test.each([
    ['list', celList(celDyn)],
    ['map', celMap(celDyn)],
    ['list<T>', celList(celDyn)],
    ['map<K, V>', celMap(celDyn)],
    ['map<dyn, string>', celMap(celString)],
    ['map<string, map<string, int>>', celMap(celMap(celInt))],
    ['optional<list<map<string, Team>>>', celOptional(celList(celMap(celStruct(structs[1] ?? struct('')))))],
    ['map<int, string>', celDyn],
    ['bytes', celDyn],
    ['dyn<int>', celDyn],
    ['google.protobuf.Timestamp', celDyn],
    ['constructor', celDyn],
  ])('reads %s', (name, expected) => {
    expect(names.parse(name)).toEqual(expected);
  });
});
