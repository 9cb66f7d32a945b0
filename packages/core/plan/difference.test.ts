import { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import { addressLabelValue } from '../observe/labels.ts';
import { contentHandle } from '../provider/content.ts';
import type { Fields, Labels } from '../provider/provider.ts';
import { type Comparison, differencesOf } from './difference.ts';
import { digestOf } from './digest.ts';
import { nodeOf, resources } from './planning.fixture.ts';

/** Made for each comparison: what a resource remembers of one must not decide another. */
const platform = () =>
  resources(`
  - {id: document, kind: StagedSpec, region: eu, externalRef: {path: a.yaml}}
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev, default_content: true}}
  - {id: api, kind: API, region: eu, template: {name: bookings, spec_content: "\${document.content}"}}
  - {id: plane, kind: ControlPlane, region: eu, template: {name: dev, cluster_type: CLUSTER_TYPE_SERVERLESS, labels: {team: a, old: null}}}
  - {id: late, kind: Portal, region: eu, template: {name: late, description: "\${portal.id} and \${api.id}", labels: {api: "\${api.id}"}}}
`);

function compare(id: string, fields: Fields, labels: Labels, more: Partial<Comparison> = {}) {
  const node = nodeOf(platform(), `acme/${id}`);
  const world = new World();
  const content = contentHandle('a.yaml');
  world.learnExternal('acme/document', { state: 'found', value: { content } });
  const evaluation = node.evaluate(world);
  const object = { fields, labels };
  return differencesOf({ node, evaluation, object, owner: 'acme', adopting: false, detail: undefined, ...more });
}

const labels = (id: string, more: Labels = {}) => ({
  'konduct-owner': 'acme',
  'konduct-address': addressLabelValue(`acme/${id}`),
  ...more,
});
const portalDigest = {
  'konduct-digest': String(digestOf(portal, { default_content: true }, 'acme/x')),
};
const spec = { spec_content: contentHandle('a.yaml') };
const apiDigest = { 'konduct-digest': String(digestOf(api, spec, 'acme/x')) };

describe('fields', () => {
  test('nothing differs', () => {
    expect(
      compare('portal', { name: 'dev', display_name: 'Dev', description: 'theirs' }, labels('portal', portalDigest)),
    ).toMatchObject({
      fields: [],
      changed: [],
      differs: false,
      needsDetail: false,
    });
  });

  test('what differs is named, in the order of paths and with its place', () => {
    const found = compare('portal', { name: 'x', display_name: 'y' }, labels('portal', portalDigest));
    expect(found.fields).toMatchObject([
      { path: 'display_name', before: 'y', after: 'Dev', place: { file: 'blueprints/organization.yaml' } },
      { path: 'name', before: 'x', after: 'dev' },
    ]);
    expect(found).toMatchObject({ changed: ['display_name', 'name'], differs: true });
  });

  test('a text with several unknown parts is one field, and unknown labels are none', () => {
    const found = compare('late', { name: 'late' }, labels('late'));
    expect(found.fields).toMatchObject([{ path: 'description', knownAfterApply: 'portal.id' }]);
    expect(found.changed).toEqual(['description']);
  });
});

describe('an immutable field', () => {
  test('of an object of ours stands in the way', () => {
    const found = compare(
      'plane',
      { name: 'dev', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' },
      labels('plane', { team: 'a' }),
    );
    expect(found).toMatchObject({ immutable: 'cluster_type', changed: ['cluster_type'], diagnostics: [] });
  });

  test('of an object that is adopted is a warning, and is left as it is', () => {
    const found = compare('plane', { name: 'dev', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' }, {}, { adopting: true });
    expect(found.immutable).toBeUndefined();
    expect(found.changed).toEqual([]);
    expect(found.diagnostics).toMatchObject([
      { severity: 'warning', code: 'immutable-difference', at: { file: 'blueprints/organization.yaml' } },
    ]);
  });
});

describe('labels', () => {
  test("the template's and whose it is, and no other", () => {
    const found = compare(
      'plane',
      { name: 'dev', cluster_type: 'CLUSTER_TYPE_SERVERLESS' },
      { team: 'b', old: 'x', theirs: 'y' },
    );
    expect(found.fields.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['labels.konduct-owner', undefined, 'acme'],
      ['labels.old', 'x', undefined],
      ['labels.team', 'b', 'a'],
    ]);
    expect(found).toMatchObject({ differs: true, changed: [] });
  });

  test('an address label alone differs without being shown', () => {
    const found = compare(
      'plane',
      { name: 'dev', cluster_type: 'CLUSTER_TYPE_SERVERLESS' },
      { team: 'a', ...labels('other') },
    );
    expect(found).toMatchObject({ differs: true, fields: [] });
  });
});

describe('what lists do not show', () => {
  test.each([
    // Ours: the digest decides; an object without one is unfinished.
    ['ours, with the digest', 'api', labels('api', apiDigest), false, undefined, [], false],
    [
      'ours, with another digest',
      'api',
      labels('api', { 'konduct-digest': 'x' }),
      false,
      undefined,
      ['spec_content'],
      true,
    ],
    ['ours, without a digest', 'api', labels('api'), false, undefined, ['spec_content'], true],
    ['ours, assumed, without a digest', 'portal', labels('portal'), false, undefined, ['default_content'], true],
    // Adopted: read, or assumed to have the value.
    ['adopted and read, the same', 'api', {}, true, spec, [], true],
    ['adopted and read, another', 'api', {}, true, { spec_content: contentHandle('b') }, ['spec_content'], true],
    ['adopted and read, nothing', 'api', {}, true, {}, ['spec_content'], true],
    ['adopted and assumed', 'portal', {}, true, undefined, [], true],
    // Moved from another address, with a digest of its own.
    ['moved, with the digest', 'api', apiDigest, true, undefined, [], true],
    ['moved, with another digest', 'api', { 'konduct-digest': 'x' }, true, undefined, ['spec_content'], true],
  ] as [string, string, Labels, boolean, Fields | undefined, string[], boolean][])(
    '%s',
    (_, id, given, adopting, detail, changed, differs) => {
      const summary = { current_version_summary: { id: 'version' } };
      const fields = id === 'api' ? { name: 'bookings', ...summary } : { name: 'dev', display_name: 'Dev' };
      const found = compare(id, fields, given, { adopting, detail });
      expect(found).toMatchObject({ changed, differs, needsDetail: false });
    },
  );

  test('is written again where it has gone, whatever the digest says', () => {
    expect(compare('api', { name: 'bookings' }, labels('api', apiDigest))).toMatchObject({
      changed: ['spec_content'],
      differs: true,
    });
  });

  test('is asked for where it has to be read', () => {
    expect(compare('api', { name: 'bookings' }, {}, { adopting: true })).toMatchObject({ needsDetail: true });
  });

  describe('is compared by what it is where the object was changed shortly before', () => {
    const changed = {
      name: 'bookings',
      current_version_summary: { id: 'version' },
      created_at: '2026-11-01T00:00:00Z',
      updated_at: '2026-11-29T12:00:00Z',
    };
    const now = Date.parse('2026-11-30T12:00:00Z');

    test.each([
      ['not read yet', undefined, [], true],
      ['the same', spec, [], false],
      ['another, which came after the digest', { spec_content: contentHandle('b') }, ['spec_content'], false],
      ['not shown', {}, [], false],
    ] as [string, Fields | undefined, string[], boolean][])('%s', (_, detail, different, needsDetail) => {
      const found = compare('api', changed, labels('api', apiDigest), { detail, now });
      expect(found).toMatchObject({ changed: different, differs: different.length > 0, needsDetail });
    });

    test('and not where nobody shows it', () => {
      const fields = { ...changed, name: 'dev', display_name: 'Dev' };
      expect(compare('portal', fields, labels('portal', portalDigest), { now })).toMatchObject({
        differs: false,
        needsDetail: false,
      });
    });
  });

  test('a part of it says nothing', () => {
    const node = nodeOf(platform(), 'acme/api');
    const evaluation = node.evaluate(new World());
    const found = compare('api', { name: 'bookings' }, labels('api', apiDigest), { evaluation });
    expect(found.fields).toMatchObject([{ path: 'spec_content', knownAfterApply: 'document.content' }]);
    const ignored = compare('api', { name: 'bookings' }, labels('api'), {
      evaluation: { ...evaluation, unknowns: [] },
    });
    expect(ignored.changed).toEqual([]);
  });
});
