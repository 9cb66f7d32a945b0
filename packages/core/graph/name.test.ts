import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { fallbackName, namesIn } from './name.ts';
import { nodeAt } from './node.fixture.ts';

describe('the name of what a field refers to', () => {
  const known = { fields: { a: 'id-a', n: 7, both: 'id-a' }, unknowns: [unknown('u', 'acme/u'), unknown('both', 'x')] };
  const nameAt = (address: string) => `at ${address}`;
  const nameOfId = (id: string) => `of ${id}`;
  test.each([
    ['whose id is known', 'a', 'of id-a'],
    ['that does not exist yet', 'u', 'at acme/u'],
    ['that changes to one that does not exist yet', 'both', 'at x'],
    ['with something else than an id', 'n', undefined],
    ['that is absent', 'nothing', undefined],
  ])('%s', (_, path, name) => {
    expect(namesIn(known, nameAt, nameOfId)(path)).toBe(name);
  });

  test('is not known by its id without a list of ids', () => {
    expect(namesIn(known, nameAt)('a')).toBeUndefined();
  });
});

test('what has no name is called by the item that it is made for', () => {
  expect(fallbackName(nodeAt('acme/dev/flights/api', portal))).toBe('flights');
  expect(fallbackName(nodeAt('acme', portal))).toBe('acme');
});

function unknown(path: string, on: string) {
  return { path, expression: `${path}.id`, on };
}
