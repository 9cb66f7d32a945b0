import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showAddress } from '../graph/address.ts';
import { nodeOf, resources } from '../plan/planning.fixture.ts';
import {
  addressLabelOf,
  addressLabelValue,
  finalLabels,
  foreignOwner,
  hasKoctlMarker,
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
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (parts) => {
        const value = addressLabelValue(showAddress(parts));
        expect(value).toMatch(labelValue);
        expect(value.length).toBeLessThanOrEqual(63);
      }),
      { numRuns: 1000 },
    );
  });

  test('differs between addresses, also those that are read alike', () => {
    const addresses = ['a/b', 'a-b', 'a//b', 'A/b', `${'x'.repeat(60)}/a`, `${'x'.repeat(60)}/b`, '%20', '+', '-'];
    expect(new Set(addresses.map((address) => addressLabelValue(address))).size).toBe(addresses.length);
  });

  test('of a resource is that of its address', () => {
    expect(addressLabelOf(node)).toBe(addressLabelValue('acme/portal'));
    expect(addressLabelOf(node)).toBe(addressLabelOf(node));
  });
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
