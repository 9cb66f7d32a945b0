import { describe, expect, test } from 'vitest';
import { suggestName } from './suggestion.ts';

describe('suggestName', () => {
  test.each([
    ['nmae', ['name', 'id'], 'Did you mean "name"? There are name, id.'],
    ['nmae', ['name'], 'Did you mean "name"?'],
    ['portl', ['portals', 'id', 'portal'], 'Did you mean "portal"? There are portal, portals, id.'],
    ['x', ['t', 's'], 'Use one of: s, t.'],
    ['zzz', ['name', 'id'], 'Use one of: id, name.'],
    ['zzz', [], undefined],
    [
      'zzz',
      [...'abcdefghijklmnopqrstuv'],
      'Use one of: a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t and 2 more.',
    ],
  ])('for %s among %j: %s', (name, names, expected) => {
    expect(suggestName(name, names)).toBe(expected);
  });
});
