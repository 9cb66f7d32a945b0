import { describe, expect, it } from 'vitest';
import { suggestName } from './suggestion.ts';

describe('suggestName', () => {
  it.each([
    ['nmae', ['name', 'id'], 'Did you mean "name"?'],
    ['portl', ['portal', 'portals'], 'Did you mean "portal"?'],
    ['x', ['s', 't'], 'Use one of: s, t.'],
    ['zzz', ['name', 'id'], 'Use one of: id, name.'],
    ['zzz', [], undefined],
    ['zzz', [...'abcdefghijkl'], 'Use one of: a, b, c, d, e, f, g, h, i, j, …'],
  ])('for %s among %j: %s', (name, names, expected) => {
    expect(suggestName(name, names)).toBe(expected);
  });
});
