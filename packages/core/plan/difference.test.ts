import { api } from '@konduct/konnect/kinds/api';
import { applicationAuthStrategy } from '@konduct/konnect/kinds/application-auth-strategy';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import type { ResourceNode } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import { addressLabelValue } from '../observe/labels.ts';
import { contentHandle } from '../provider/content.ts';
import type { Fields, Labels } from '../provider/provider.ts';
import { Secret } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { type Comparison, differencesOf, fieldOf } from './difference.ts';
import { acceptedDigest, digestOf } from './digest.ts';
import { nodeOf, resources } from './planning.fixture.ts';

const platform = () =>
  resources(`
  - {id: document, kind: StagedSpec, region: eu, externalRef: {path: a.yaml}}
  - {id: portal, kind: Portal, region: eu, template: {name: dev, display_name: Dev, default_content: true}}
  - {id: api, kind: API, region: eu, template: {name: bookings, spec_content: "\${document.content}"}}
  - {id: plane, kind: ControlPlane, region: eu, template: {name: dev, cluster_type: CLUSTER_TYPE_SERVERLESS, labels: {team: a, old: null}}}
  - {id: strategy, kind: ApplicationAuthStrategy, region: eu, template: {name: s, display_name: S, strategy_type: openid_connect, configs: {openid-connect: {issuer: i, credential_claim: [c], scopes: [s], auth_methods: [m], client_secret: ["\${secret.value}"]}}}}
  - {id: secret, kind: Secret, externalRef: {env: X}}
  - {id: page, kind: PortalPage, region: eu, template: {portal_id: p, slug: s, content: "\${document.content}", title: T}}
  - {id: publication, kind: APIPublication, region: eu, template: {api_id: a, portal_id: p, visibility: public}}
  - {id: settings, kind: SignIn, template: {basic_auth_enabled: true}}
  - {id: late, kind: Portal, region: eu, template: {name: late, description: "\${portal.id} and \${api.id}", labels: {api: "\${api.id}"}}}
`);

const shared = platform();

/** The secret of these comparisons. */
const value = () => SecretHandle.of(new Secret('an example of a secret'));

function compare(id: string, fields: Fields, labels: Labels, more: Partial<Comparison> = {}, secret = value()) {
  const node = nodeOf(shared, `acme/${id}`);
  const world = new World();
  const content = contentHandle('a.yaml');
  world.learnExternal('acme/document', { state: 'found', value: { content } });
  world.learnExternal('acme/secret', { state: 'found', value: { value: secret } });
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
    expect(compare('api', { name: 'bookings', version: '1' }, labels('api', apiDigest))).toMatchObject({
      changed: ['spec_content'],
      differs: true,
    });
  });

  test.each<[string, Fields, object]>([
    ['another', { spec_content: contentHandle('b') }, { before: contentHandle('b'), after: contentHandle('a.yaml') }],
    ['nothing', {}, { after: contentHandle('a.yaml') }],
  ])('is shown with what was read: %s', (_, detail, sides) => {
    const found = compare('api', { name: 'bookings' }, {}, { adopting: true, detail });
    const { place: _place, ...field } = found.fields.find(({ path }) => path === 'spec_content') ?? {};
    expect(field).toStrictEqual({ path: 'spec_content', ...sides });
  });

  test.each([
    ['api', { name: 'bookings' }, 'spec_content'],
    [
      'strategy',
      { name: 's', display_name: 'S', strategy_type: 'openid_connect', configs: {} },
      'configs.openid-connect.client_secret',
    ],
  ])('of %s is one field while a part of it is not known yet', (id, fields, path) => {
    const world = new World();
    world.learnExternal('acme/document', { state: 'found', value: { content: contentHandle('a.yaml') } });
    world.learnExternal('acme/secret', { state: 'found', value: { value: value() } });
    const known = nodeOf(platform(), `acme/${id}`).evaluate(world);
    const evaluation = { ...known, unknowns: [{ path, expression: 'other.id', on: 'acme/other' }] };
    const found = compare(id, fields, labels(id), { evaluation });
    expect(found.fields.filter((field) => field.path === path)).toMatchObject([{ path, knownAfterApply: 'other.id' }]);
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
    // A resource of its own: one that was evaluated before remembers what does not depend on the world.
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

describe('a secret', () => {
  const configs = { 'openid-connect': { issuer: 'i', credential_claim: ['c'], scopes: ['s'], auth_methods: ['m'] } };
  const shown = { name: 's', display_name: 'S', strategy_type: 'openid_connect', configs };
  const path = 'configs.openid-connect.client_secret';
  const digested = (secret: SecretHandle) => {
    const fields = { configs: { 'openid-connect': { client_secret: [secret] } } };
    return { 'konduct-digest': String(digestOf(applicationAuthStrategy, fields, 'acme/strategy')) };
  };

  test.each<[string, Labels, readonly string[]]>([
    ['that is the same by the digest', labels('strategy', digested(value())), []],
    ['that is another', labels('strategy', digested(SecretHandle.of(new Secret('another secret')))), [path]],
    ['without a digest', labels('strategy'), [path]],
  ])('%s', (_, given, paths) => {
    const found = compare('strategy', shown, given);
    expect(found.fields).toMatchObject(paths.map((each) => ({ path: each, secret: true })));
    expect(found).toMatchObject({
      differs: paths.length > 0,
      changed: paths.length > 0 ? ['configs'] : [],
      diagnostics: [],
    });
  });

  test('that is sent again in any case is written, also where it is the same', () => {
    const found = compare('strategy', shown, labels('strategy', digested(value())), { rotates: true });
    expect(found.fields).toEqual([expect.objectContaining({ path, secret: true })]);
    expect(found).toMatchObject({ differs: true, changed: ['configs'], diagnostics: [] });
    expect(compare('portal', {}, labels('portal'), { rotates: true }).fields.filter((field) => field.secret)).toEqual(
      [],
    );
  });

  test('of an object that is adopted is written', () => {
    expect(compare('strategy', shown, {}, { adopting: true })).toMatchObject({
      changed: ['configs'],
      needsDetail: false,
    });
  });

  test('that is not at hand is not compared, which is a note', () => {
    const absent = SecretHandle.absent({ reason: 'X is not set', fix: 'Set X.' });
    const found = compare('strategy', shown, labels('strategy'), {}, absent);
    expect(found).toMatchObject({ fields: [], differs: false, needsDetail: false });
    expect(found.diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'secret-not-compared',
        message: `Not compared: \`${path}\` of the ApplicationAuthStrategy acme/strategy, since X is not set`,
        fix: 'Set X.',
        at: { file: 'blueprints/organization.yaml' },
      },
    ]);
  });

  test('of which nothing is known yet hides the digest of the rest', () => {
    const evaluation = nodeOf(platform(), 'acme/strategy').evaluate(new World());
    const found = compare('strategy', shown, labels('strategy'), { evaluation });
    expect(found.fields).toMatchObject([{ path, knownAfterApply: 'secret.value' }]);
  });
});

describe('a field that every plan reads', () => {
  const page = { portal_id: 'p', slug: 's', title: 'T' };

  test('is asked for, before anything is compared', () => {
    expect(compare('page', { ...page, title: 'U' }, {})).toEqual({
      ...{ fields: [], changed: [], differs: false, needsDetail: true, diagnostics: [] },
    });
  });

  test.each<[string, Fields, readonly string[]]>([
    ['the same', { content: contentHandle('a.yaml') }, []],
    ['another', { content: contentHandle('b.yaml') }, ['content']],
    ['nothing', {}, ['content']],
  ])('is compared with what was read: %s', (_, detail, changed) => {
    expect(compare('page', page, {}, { detail })).toMatchObject({ changed, needsDetail: false });
  });
});

describe('the effect of a difference', () => {
  const link = { api_id: 'a', portal_id: 'p' };

  test('is told with its meaning', () => {
    const found = compare('publication', { ...link, visibility: 'private' }, {});
    expect(found).toMatchObject({
      effect: 'widens',
      fields: [{ path: 'visibility', effect: 'widens', meaning: 'is public' }],
    });
    expect(compare('publication', { ...link, visibility: 'public' }, {})).not.toHaveProperty('effect');
  });

  test('and its meaning are left out where nobody knows the value before', () => {
    const found = compare('publication', { ...link, visibility: 'unheard-of' }, {});
    expect(found.fields).toMatchObject([{ path: 'visibility', before: 'unheard-of', after: 'public' }]);
    for (const key of ['effect', 'meaning']) expect(found.fields[0]).not.toHaveProperty(key);
  });
});

describe('an object without labels', () => {
  test('has none to compare', () => {
    expect(
      compare('publication', { api_id: 'a', portal_id: 'p', visibility: 'public' }, { theirs: 'x' }),
    ).toMatchObject({
      fields: [],
      differs: false,
    });
  });

  test('that links others stands in the way if it cannot change', () => {
    const found = compare('publication', { api_id: 'b', portal_id: 'q', visibility: 'public' }, {});
    expect(found).toMatchObject({ immutable: 'api_id', changed: ['api_id', 'portal_id'], diagnostics: [] });
    expect(found).not.toHaveProperty('accepted');
  });

  test('and without an owner is kept as it is, without a mark', () => {
    const found = compare(
      'page',
      { portal_id: 'q', slug: 's', title: 'T' },
      {},
      { detail: { content: contentHandle('a.yaml') } },
    );
    expect(found).toMatchObject({ changed: [], differs: false, diagnostics: [{ code: 'immutable-difference' }] });
    expect(found).not.toHaveProperty('accepted');
    expect(found).not.toHaveProperty('immutable');
  });
});

describe('an object that is kept with a field that cannot change', () => {
  const observed = { name: 'dev', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE' };
  const accepted = acceptedDigest(controlPlane, observed);

  test('is marked when it is adopted, and stays so', () => {
    expect(compare('plane', observed, {}, { adopting: true })).toMatchObject({ accepted });
    const later = compare('plane', observed, labels('plane', { team: 'a', 'konduct-digest': accepted }));
    expect(later).toMatchObject({ accepted, changed: [], differs: false });
    expect(later.diagnostics.map(({ message }) => message)).toEqual([
      'The ControlPlane acme/plane is kept with `cluster_type` "CLUSTER_TYPE_CONTROL_PLANE", not "CLUSTER_TYPE_SERVERLESS"',
    ]);
    expect(later).not.toHaveProperty('immutable');
  });

  test('is not marked if nothing has to be kept', () => {
    const found = compare('plane', { ...observed, cluster_type: 'CLUSTER_TYPE_SERVERLESS' }, {}, { adopting: true });
    expect(found).not.toHaveProperty('accepted');
    expect(found.diagnostics).toEqual([]);
  });

  test('stands in the way once it is another value', () => {
    const found = compare('plane', { ...observed, cluster_type: 'x' }, labels('plane', { 'konduct-digest': accepted }));
    expect(found.immutable).toBe('cluster_type');
  });
});

describe('protection from deletion', () => {
  const observed = { name: 'dev', cluster_type: 'CLUSTER_TYPE_SERVERLESS' };
  const protectedLabels = {
    team: 'a',
    'konduct-owner': 'acme',
    'konduct-address': addressLabelValue('acme/plane', true),
  };
  const paths = (given: Labels, more: Partial<Comparison> = {}) =>
    compare('plane', observed, given, more).fields.map(({ path, before, after }) => [path, before, after]);

  test('that goes is a change of its own', () => {
    expect(paths(protectedLabels)).toEqual([['deletion-protection', true, false]]);
    expect(paths(labels('plane', { team: 'a' }))).toEqual([]);
  });

  test('that comes is one, too, also of an object that is adopted', () => {
    const node = nodeOf(shared, 'acme/plane');
    const guarded: ResourceNode = {
      ...node,
      isProtected: true,
      evaluate: (world) => node.evaluate(world),
      notReady: () => undefined,
      placeOf: (path) => node.placeOf(path),
    };
    const evaluation = node.evaluate(new World());
    for (const adopting of [false, true])
      expect(paths(labels('plane', { team: 'a' }), { node: guarded, evaluation, adopting })).toEqual([
        ['deletion-protection', false, true],
      ]);
    expect(paths(protectedLabels, { node: guarded, evaluation })).toEqual([]);
  });

  test('that others gave an object is not taken off by its adoption', () => {
    const theirs = { ...protectedLabels, 'konduct-owner': 'globex' };
    expect(paths(theirs, { adopting: true })).toEqual([['labels.konduct-owner', 'globex', 'acme']]);
  });
});

describe('a value that the manifests have no more', () => {
  const keeping = (value: unknown) => {
    const evaluation = { ...nodeOf(shared, 'acme/plane').evaluate(new World()), kept: ['auth_type'] };
    return compare(
      'plane',
      { name: 'dev', cluster_type: 'CLUSTER_TYPE_SERVERLESS', auth_type: value },
      labels('plane', { team: 'a' }),
      { evaluation },
    );
  };

  test('and that Konnect cannot take away is a note', () => {
    expect(keeping('pki_client_certs').diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'field-kept',
        message: 'The ControlPlane acme/plane keeps its `auth_type` "pki_client_certs"',
      },
    ]);
  });

  test.each([[undefined], [null], ['']])('is none where Konnect has %j', (value) => {
    expect(keeping(value).diagnostics).toEqual([]);
  });
});

test('the field of a path is its first part', () => {
  expect(['name', 'labels.team', 'configs.openid-connect.issuer', ''].map(fieldOf)).toEqual([
    'name',
    'labels',
    'configs',
    '',
  ]);
});
