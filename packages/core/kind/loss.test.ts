import { describe, expect, test } from 'vitest';
import { type Loss, lossesOf } from './loss.ts';

const address: Loss = { what: "the portal's address", has: 'always' };
const settings: Loss = { what: 'its settings made by hand', has: 'unknown' };
const people: Loss = { what: 'its developers', has: { contents: ['developers', 'applications'] } };
const cloud: Loss = { what: 'the address of its cloud gateway', has: { fields: { cloud_gateway: [true] } } };

describe('what cannot be undone about a deletion', () => {
  test.each<[string, Loss, Record<string, unknown>, Parameters<typeof lossesOf>[2], string[]]>([
    ['is told of every object of its kind', address, {}, undefined, ["the portal's address"]],
    ['is told as possible where no plan can know', settings, {}, [], ['its settings made by hand, if any']],
    ['is told as possible where nobody looked into the object', people, {}, undefined, ['its developers, if any']],
    ['is left out where the object holds none', people, {}, [{ noun: 'developers', names: [] }], []],
    ['is left out where the object holds something else', people, {}, [{ noun: 'pages', names: ['Home'] }], []],
    [
      'is told as sure where the object holds it',
      people,
      {},
      [{ noun: 'applications', names: ['a'] }],
      ['its developers'],
    ],
    ['is told by the fields of the object', cloud, { cloud_gateway: true }, [], ['the address of its cloud gateway']],
    ['is left out by the fields of the object', cloud, { cloud_gateway: false }, undefined, []],
  ])('%s', (_, loss, fields, contents, told) => {
    expect(lossesOf([loss], fields, contents)).toEqual(told);
  });
});
