import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { World } from '../graph/world.ts';
import { contentHandle } from '../provider/content.ts';
import type { FieldChange } from './change.ts';
import { objectOf } from './decision.fixture.ts';
import { creationFields, describeChange, sortFields, unknownFields } from './describe.ts';
import { nodeOf, resources } from './planning.fixture.ts';

/** The fields of the creation of the resource `acme/x` with a document that is there. */
function creation(yaml: string): FieldChange[] {
  const platform = resources(`
  - {id: document, kind: StagedSpec, region: eu, externalRef: {path: a.yaml}}
  - {id: secret, kind: Secret, externalRef: {env: X}}
  - {id: other, kind: Portal, region: eu, template: {name: other}}
  - ${yaml}
`);
  const world = new World();
  world.learnExternal('acme/document', { state: 'found', value: { content: contentHandle('a.yaml') } });
  const secret = platform.documents.get('Secret', { env: 'X' });
  world.learnExternal('acme/secret', { state: 'found', value: secret ?? {} });
  const node = nodeOf(platform, 'acme/x');
  return creationFields(node, node.evaluate(world));
}

const told = (fields: readonly FieldChange[]) =>
  fields.map(({ place: _place, ...field }) => Object.values(field)) as unknown[];

describe('a creation shows every field, in the order of paths', () => {
  test.each<[string, string, unknown[]]>([
    [
      'members one by one, lists as a whole',
      '{id: x, kind: ControlPlane, region: eu, template: {name: p1, proxy_urls: [{host: a, port: 1, protocol: http}], labels: {team: a}}}',
      [
        ['labels.team', 'a'],
        ['name', 'p1'],
        ['proxy_urls', [{ host: 'a', port: 1, protocol: 'http' }]],
      ],
    ],
    [
      'a document as one value',
      '{id: x, kind: API, region: eu, template: {name: a, spec_content: "${document.content}"}}',
      [
        ['name', 'a'],
        ['spec_content', contentHandle('a.yaml')],
      ],
    ],
    [
      'an object with nothing in it',
      '{id: x, kind: API, region: eu, template: {name: a, attributes: {}, labels: {}}}',
      [
        ['attributes', {}],
        ['labels', {}],
        ['name', 'a'],
      ],
    ],
    [
      'no null, which takes away nothing',
      '{id: x, kind: API, region: eu, template: {name: a, version: null, labels: {team: null}}}',
      [['name', 'a']],
    ],
    [
      'values that are known later by their expression',
      '{id: x, kind: Portal, region: eu, template: {name: a, description: "${other.id} ${other.default_domain}"}}',
      [
        ['description', 'other.id'],
        ['name', 'a'],
      ],
    ],
    [
      'no secret',
      '{id: x, kind: ApplicationAuthStrategy, region: eu, template: {name: a, display_name: A, strategy_type: openid_connect, configs: {openid-connect: {issuer: i, credential_claim: [c], scopes: [s], auth_methods: [m], client_id: [d], client_secret: ["${secret.value}"]}}}}',
      [
        ['configs.openid-connect.auth_methods', ['m']],
        ['configs.openid-connect.client_id', ['d']],
        ['configs.openid-connect.client_secret', true],
        ['configs.openid-connect.credential_claim', ['c']],
        ['configs.openid-connect.issuer', 'i'],
        ['configs.openid-connect.scopes', ['s']],
        ['display_name', 'A'],
        ['name', 'a'],
        ['strategy_type', 'openid_connect'],
      ],
    ],
    [
      'the meaning of a value that shows most',
      '{id: x, kind: Portal, region: eu, template: {name: a, authentication_enabled: false, rbac_enabled: true}}',
      [
        ['authentication_enabled', false, 'is open to visitors who do not sign in'],
        ['name', 'a'],
        ['rbac_enabled', true],
      ],
    ],
  ])('%s', (_, yaml, fields) => {
    expect(told(creation(yaml))).toEqual(fields);
  });

  test('with no meaning of its own where the whole object is access, whose null means something', () => {
    const fields = creation(
      '{id: x, kind: APIPublication, region: eu, template: {api_id: a, portal_id: p, visibility: public, auth_strategy_ids: null}}',
    );
    expect(told(fields)).toEqual([
      ['api_id', 'a'],
      ['auth_strategy_ids', null],
      ['portal_id', 'p'],
      ['visibility', 'public'],
    ]);
  });

  test('each with its place', () => {
    const [field] = creation('{id: x, kind: Portal, region: eu, template: {name: a}}');
    expect(field?.place).toMatchObject({ file: 'blueprints/organization.yaml', start: { line: 10 } });
  });
});

test('fields of one path are one: what is known of it first', () => {
  const on = 'acme/other';
  expect(
    unknownFields([
      { path: 'b', expression: 'x.id', on },
      { path: 'a', expression: 'y.id', on },
      { path: 'b', expression: 'z.id', on },
    ]),
  ).toEqual([
    { path: 'b', knownAfterApply: 'x.id' },
    { path: 'a', knownAfterApply: 'y.id' },
  ]);
});

test('fields are sorted by path, and those of one path keep their order', () => {
  const fields = [
    { path: 'b', n: 1 },
    { path: 'a', n: 2 },
    { path: 'b', n: 3 },
    { path: 'c', n: 4 },
    { path: 'a', n: 5 },
  ];
  expect(sortFields(fields).map(({ path, n }) => `${path}${n}`)).toEqual(['a2', 'a5', 'b1', 'b3', 'c4']);
});

test('a change has the id of its object only if there is one', () => {
  const node = nodeOf(resources('  - {id: x, kind: Portal, region: eu, template: {name: a}}'), 'acme/x');
  expect(describeChange(node, 'a', objectOf({ id: 'p' }))).toMatchObject({ id: 'p', kind: portal.name, region: 'eu' });
  for (const observed of [undefined, objectOf({}), objectOf({ id: 7 })])
    expect(describeChange(node, 'a', observed)).not.toHaveProperty('id');
});
