import { portal } from '@konduct/konnect/kinds/portal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showAddress } from '../graph/address.ts';
import { nodeAt } from '../graph/node.fixture.ts';
import { nodeOf, resources } from '../plan/planning.fixture.ts';
import type { Labels } from '../provider/provider.ts';
import {
  addressKey,
  addressKeyOf,
  addressLabelOf,
  addressLabelValue,
  finalLabels,
  foreignOwner,
  hasKoctlMarker,
  isOwned,
  isProtectedByPeople,
  isProtectedByUs,
  isProtectedInKonnect,
  keyOfLabel,
  slugOfLabel,
  wantedLabels,
} from './labels.ts';

/** Konnect API contract 3.15.0, `Labels`. */
const labelValue = /^[a-z0-9A-Z]{1}([a-z0-9A-Z._-]*[a-z0-9A-Z]+)?$/;

const node = nodeOf(resources('  - {id: portal, kind: Portal, region: eu, template: {name: dev}}'), 'acme/portal');
const address = { 'konduct-address': addressLabelValue('acme/portal') };

describe('the address label', () => {
  test.each([
    ['acme/dev/portal', 'acme-dev-portal-b8e1d1a7e52ef1e0'],
    ['acme/ann@example.com/users', 'acme-ann-example-com-users-4bb4e6b3f0a3b3c1'],
  ])('%s is readable', (shown, value) => {
    expect(addressLabelValue(shown)).toMatch(new RegExp(`^${value.slice(0, -16)}[0-9a-f]{16}$`));
  });

  test('is one Konnect takes, for every address', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (parts, is) => {
          const value = addressLabelValue(showAddress(parts), is);
          expect(value).toMatch(labelValue);
          expect(value.length).toBeLessThanOrEqual(63);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('differs between addresses, also those that are read alike', () => {
    const addresses = ['a/b', 'a-b', 'a//b', 'A/b', `${'x'.repeat(60)}/a`, `${'x'.repeat(60)}/b`, '%20', '+', '-'];
    expect(new Set(addresses.map((address) => addressLabelValue(address))).size).toBe(addresses.length);
  });

  test('keeps as much of a long address as fits, with and without protection', () => {
    const long = 'x'.repeat(100);
    expect(addressLabelValue(long)).toBe(`${'x'.repeat(46)}-${addressKey(long)}`);
    expect(addressLabelValue(long, true)).toBe(`${'x'.repeat(36)}-${addressKey(long)}.protected`);
    expect(addressLabelValue(`${'x'.repeat(45)}/y`)).toBe(`${'x'.repeat(45)}-${addressKey(`${'x'.repeat(45)}/y`)}`);
    expect(addressLabelValue('/')).toBe(addressKey('/'));
  });

  test.each([
    ['acme-dev-0123456789abcdef', '0123456789abcdef', 'acme-dev'],
    ['acme-dev-0123456789abcdef.protected', '0123456789abcdef', 'acme-dev'],
    ['0123456789abcdef', '0123456789abcdef', ''],
    ['acme-dev', undefined, 'acme-dev'],
    ['acme0123456789abcdef', undefined, 'acme'],
    [undefined, undefined, undefined],
  ])('%s has the key %s and the slug %s', (label, key, slug) => {
    expect(keyOfLabel(label)).toBe(key);
    if (label !== undefined) expect(slugOfLabel(label)).toBe(slug);
  });

  test('of a resource is that of its address, and worked out once', () => {
    expect(addressLabelOf(node)).toBe(addressLabelValue('acme/portal'));
    let asked = 0;
    const counted = {
      ...nodeAt('acme/portal', portal, {}, { isProtected: true }),
      get address() {
        asked += 1;
        return 'acme/portal';
      },
    };
    for (const _ of [1, 2, 3]) {
      expect(addressLabelOf(counted)).toBe(addressLabelValue('acme/portal', true));
      expect(addressKeyOf(counted)).toBe(addressKey('acme/portal'));
    }
    expect(asked).toBe(2);
  });
});

describe('an object is protected in Konnect', () => {
  const ours = { 'konduct-address': addressLabelValue('acme/portal', true) };
  test.each([
    ['by us', ours, [true, true, false]],
    ['by people', { 'konduct-protected': 'true' }, [true, false, true]],
    ['by people, with a typing error', { 'konduct-protected': 'ture' }, [true, false, true]],
    ['by both', { ...ours, 'konduct-protected': 'TRUE' }, [true, true, true]],
    ['by us alone, whatever people say', { ...ours, 'konduct-protected': 'false' }, [true, true, false]],
    ['by nobody', address, [false, false, false]],
    ['by nobody, as people say', { 'konduct-protected': 'False' }, [false, false, false]],
    ['by nobody, without labels', {}, [false, false, false]],
  ] as [string, Labels, boolean[]][])('%s', (_, labels, [is, byUs, byPeople]) => {
    expect(isProtectedInKonnect(labels)).toBe(is);
    expect(isProtectedByUs(labels)).toBe(byUs);
    expect(isProtectedByPeople(labels)).toBe(byPeople);
  });
});

test.each([
  [{ 'konduct-owner': 'acme' }, true],
  [{ 'konduct-owner': 'old-name' }, true],
  [{ 'konduct-owner': 'globex' }, false],
  [{}, false],
] as [Labels, boolean][])('%j is ours: %s', (labels, is) => {
  expect(isOwned(labels, new Set(['acme', 'old-name']))).toBe(is);
});

describe('who else claims an object', () => {
  test.each([
    [{}, undefined],
    [{ 'konduct-owner': 'acme' }, undefined],
    [{ 'konduct-owner': 'globex' }, 'another platform repository, "globex"'],
    [{ 'KONGCTL-namespace': 'team-a' }, 'kongctl, namespace "team-a"'],
    [{ 'konduct-owner': 'acme', 'KONGCTL-namespace': 'team-a' }, 'kongctl, namespace "team-a"'],
    [{ 'ko-konnect-orchestrator': 'true' }, undefined],
  ])('%j', (labels, claim) => {
    expect(foreignOwner(labels, new Set(['acme']))).toBe(claim);
  });

  test('koctl marks what it made', () => {
    expect(hasKoctlMarker({ 'ko-konnect-orchestrator': 'true' })).toBe(true);
    expect(hasKoctlMarker({ 'ko-konnect-orchestrator': 'false' })).toBe(false);
    expect(hasKoctlMarker({ team: 'a' })).toBe(false);
  });
});

test('wanted are those of the template and whose it is, and the template cannot say otherwise', () => {
  const fields = { labels: { team: 'a', gone: null, 'konduct-owner': 'me' } };
  expect(wantedLabels(node, fields, 'acme')).toEqual({ team: 'a', 'konduct-owner': 'acme', ...address });
  expect(wantedLabels(node, {}, 'acme')).toEqual({ 'konduct-owner': 'acme', ...address });
  expect(wantedLabels(node, { labels: null }, 'acme')).toEqual({ 'konduct-owner': 'acme', ...address });
});

describe('after a write', () => {
  const koctl = {
    'ko-konnect-orchestrator': 'true',
    'env-name': 'dev',
    'env-type': 'DEV',
    'team-name': 'a',
    'service-name': 'b',
  };

  test("others' labels stay, the template's null removes one", () => {
    const observed = { theirs: 'x', old: 'y', team: 'b' };
    expect(finalLabels(observed, { team: 'a' }, { labels: { team: 'a', old: null } }, false)).toEqual({
      theirs: 'x',
      team: 'a',
    });
  });

  test("koctl's five go on adoption, and only then", () => {
    expect(finalLabels({ ...koctl, theirs: 'x' }, {}, {}, true)).toEqual({ theirs: 'x' });
    expect(finalLabels(koctl, {}, {}, false)).toEqual(koctl);
  });

  test("one of koctl's stays if the template wants it", () => {
    expect(finalLabels(koctl, { 'env-name': 'dev' }, { labels: { 'env-name': 'dev' } }, true)).toEqual({
      'env-name': 'dev',
    });
  });
});
