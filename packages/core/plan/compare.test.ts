import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { user } from '@konduct/konnect/kinds/user';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { sameValue } from '../value/same-value.ts';
import { compareFields, isImmutable } from './compare.ts';

const anything: Kind = { ...portal, fields: {} };

describe('differences', () => {
  test.each([
    ['nothing said', {}, { a: 1 }, []],
    ['the same', { a: 1, b: 'x', c: [1, { d: 2 }] }, { c: [1, { d: 2 }], b: 'x', a: 1 }, []],
    ['another value', { a: 1 }, { a: 2 }, [{ path: 'a', before: 2, after: 1 }]],
    ['a value where none was', { a: 1 }, {}, [{ path: 'a', after: 1 }]],
    ['a value where null was', { a: 1 }, { a: null }, [{ path: 'a', after: 1 }]],
    ['null takes away', { a: null }, { a: 1 }, [{ path: 'a', before: 1 }]],
    ['null where nothing is', { a: null, b: null, c: null, d: null, e: null }, { b: null, c: '', d: [], e: {} }, []],
    [
      'null does not mean false or 0',
      { a: null, b: null },
      { a: false, b: 0 },
      [
        { path: 'a', before: false },
        { path: 'b', before: 0 },
      ],
    ],
    [
      'members one by one',
      { a: { b: 1, c: null } },
      { a: { b: 2, c: 3, d: 4 } },
      [
        { path: 'a.b', before: 2, after: 1 },
        { path: 'a.c', before: 3 },
      ],
    ],
    [
      'members of members',
      { a: { b: { c: 1 } } },
      { a: { b: { c: 2, d: 3 } } },
      [{ path: 'a.b.c', before: 2, after: 1 }],
    ],
    ['an object where none was', { a: { b: 1 } }, {}, [{ path: 'a', after: { b: 1 } }]],
    ['an object where something else was', { a: { b: 1 } }, { a: 'x' }, [{ path: 'a', before: 'x', after: { b: 1 } }]],
    ['lists as a whole', { a: [1, 2] }, { a: [2, 1] }, [{ path: 'a', before: [2, 1], after: [1, 2] }]],
    ['an empty list takes away', { a: [] }, { a: [1] }, [{ path: 'a', before: [1], after: [] }]],
    ['upper and lower case', { a: 'X' }, { a: 'x' }, [{ path: 'a', before: 'x', after: 'X' }]],
    ['a text where an object was', { a: 'x' }, { a: { b: 1 } }, [{ path: 'a', before: { b: 1 }, after: 'x' }]],
    ['null takes away an object', { a: null }, { a: { b: 1 } }, [{ path: 'a', before: { b: 1 } }]],
    [
      'a document as one value',
      { a: { digest: '1' } },
      { a: { digest: '2' } },
      [{ path: 'a', before: { digest: '2' }, after: { digest: '1' } }],
    ],
    ['numbers and text', { a: 1 }, { a: '1' }, [{ path: 'a', before: '1', after: 1 }]],
  ] as const)('%s', (_, desired, observed, differences) => {
    expect(compareFields(anything, desired, observed)).toStrictEqual(differences);
  });

  test('lists without an order as sets, also in objects', () => {
    const list: Field = { type: 'array', description: 'A list.' };
    const fields = {
      set: { ...list, unordered: true },
      box: { type: 'object', description: 'A box.', properties: { set: { ...list, unordered: true }, list } },
    } as const;
    const kind: Kind = { ...portal, fields };
    const observed = { set: [1, { a: 1, b: 2 }], box: { set: [1, 2], list: [1, 2] } };
    expect(compareFields(kind, { set: [{ b: 2, a: 1 }, 1], box: { set: [2, 1] } }, observed)).toEqual([]);
    expect(compareFields(kind, { set: [1], box: { set: [2, 3], list: [2, 1] } }, observed)).toEqual([
      { path: 'set', before: [1, { a: 1, b: 2 }], after: [1] },
      { path: 'box.set', before: [1, 2], after: [2, 3] },
      { path: 'box.list', before: [1, 2], after: [2, 1] },
    ]);
  });

  test('labels and what lists do not show are compared elsewhere', () => {
    expect(compareFields(portal, { labels: { a: 'b' }, default_content: true }, {})).toEqual([]);
  });

  test('case, where Konnect does not tell it apart', () => {
    expect(compareFields(user, { email: 'Ann@example.com' }, { email: 'ann@example.com' })).toEqual([]);
    expect(compareFields(user, { email: 'Bob@example.com' }, { email: 'ann@example.com' })).toHaveLength(1);
  });
});

const json = fc.jsonValue({ maxDepth: 3 });

test('a value is the same as itself, whatever order its keys have', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(sameValue(value, turned(value))).toBe(true);
    }),
  );
});

test('two values are the same if their JSON is, keys sorted', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameValue(a, b)).toBe(sorted(a) === sorted(b));
    }),
  );
});

/** The value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

test.each([
  ['cluster_type', true],
  ['name', false],
  ['proxy_urls.0.host', false],
  ['labels.team', false],
  ['unknown', false],
])('%s of a control plane: immutable %s', (path, immutable) => {
  expect(isImmutable(controlPlane, path)).toBe(immutable);
});

test('what stands inside something immutable is so too', () => {
  const settings = { type: 'object', description: '', immutable: true, properties: {} } as const;
  const inner = {
    type: 'object',
    description: '',
    properties: { x: { type: 'string', description: '', immutable: true } },
  } as const;
  const free = {
    type: 'object',
    description: '',
    values: { type: 'string', description: '', immutable: true },
  } as const;
  const kind: Kind = { ...portal, fields: { settings, inner, free } };
  const paths = ['settings.x', 'inner', 'inner.x', 'inner.y', 'free', 'free.any'];
  expect(paths.filter((path) => isImmutable(kind, path))).toEqual(['settings.x', 'inner.x', 'free.any']);
});
