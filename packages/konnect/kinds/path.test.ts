import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillPath, pathFields } from './path.ts';

test('names the fields in a path', () => {
  expect(pathFields('/v3/apis/{api_id}/publications/{portal_id}')).toEqual(['api_id', 'portal_id']);
});

test('a value stays one part of the path, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
      fc.pre(id !== '.' && id !== '..' && id.isWellFormed());
      const { pathname } = new URL(fillPath('/v3/teams/{id}/users', { id }), 'http://konnect.invalid');
      const parts = pathname.split('/');
      expect(parts.slice(0, 3)).toEqual(['', 'v3', 'teams']);
      expect(decodeURIComponent(parts[3] ?? '')).toBe(id);
      expect(parts.slice(4)).toEqual(['users']);
    }),
  );
});

test.each([
  ['', '""'],
  ['.', '"."'],
  ['..', '".."'],
  [undefined, 'absent'],
  [7, '7'],
])('refuses %o', (id, shown) => {
  expect(() => fillPath('/v3/teams/{id}', { id })).toThrow(`id cannot be ${shown}, because`);
});
