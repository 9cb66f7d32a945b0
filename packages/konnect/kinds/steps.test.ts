import { describe, expect, test } from 'vitest';
import { api } from './api.ts';
import { apiImplementation } from './api-implementation.ts';
import { apiPublication } from './api-publication.ts';
import { applicationAuthStrategy } from './application-auth-strategy.ts';
import { controlPlane } from './control-plane.ts';
import { exampleUpdate, exampleWrite, ownLabels, requestsOf } from './example.fixture.ts';
import { portal } from './portal.ts';
import { portalPage } from './portal-page.ts';
import { signIn } from './sign-in.ts';
import { team } from './team.ts';
import { teamRole } from './team-role.ts';
import { teamUser } from './team-user.ts';
import { user } from './user.ts';

const digest = 'd'.repeat(32);
const labelled = { ...ownLabels, 'konduct-digest': digest };

describe('identity', () => {
  test('a team is one POST with its labels, and a PATCH with what differs', () => {
    expect(requestsOf(team.create?.(exampleWrite(team, { name: 'a', description: null })))).toEqual([
      ['POST global /v3/teams', { name: 'a', labels: ownLabels }],
    ]);
    const observed = { fields: { id: 't/1', name: 'a' }, labels: { ...ownLabels, old: 'x', kept: 'y' } };
    const more = { labels: { ...ownLabels, kept: 'y' } };
    expect(requestsOf(team.update?.(exampleUpdate(team, { name: 'b' }, observed, ['name'], more)))).toEqual([
      ['PATCH global /v3/teams/t%2F1', { name: 'b', labels: { old: null } }],
    ]);
  });

  test('memberships, roles and invitations may be sent twice: 409 says that they are there', () => {
    const writes = [
      user.create?.(exampleWrite(user, { email: 'a@b.c' })),
      teamUser.create?.(exampleWrite(teamUser, { team_id: 't', user_id: 'u' })),
      teamRole.create?.(exampleWrite(teamRole, { team_id: 't', role_name: 'Admin', entity_id: '*' })),
    ];
    expect(writes.flatMap((steps) => requestsOf(steps))).toEqual([
      ['POST global /v3/invites', { email: 'a@b.c' }],
      ['POST global /v3/teams/t/users', { id: 'u' }],
      ['POST global /v3/teams/t/assigned-roles', { role_name: 'Admin', entity_id: '*' }],
    ]);
    expect(writes.flatMap((steps) => steps?.map((step) => step.repeatable && step.conflictIsDone))).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('teams of Konnect itself are left alone', () => {
    expect(team.unmanageable?.({ system_team: true })).toBe('the team belongs to Konnect itself');
    expect(team.unmanageable?.({ system_team: false })).toBeUndefined();
  });
});

describe('a control plane', () => {
  const observed = { fields: { id: 'cp', name: 'a' }, labels: ownLabels };

  test('is given all its labels or none of them', () => {
    const renamed = exampleUpdate(controlPlane, { name: 'b' }, observed, ['name']);
    expect(requestsOf(controlPlane.update?.(renamed))).toEqual([['PATCH eu /v2/control-planes/cp', { name: 'b' }]]);
    const labels = { ...ownLabels, team: 'flights' };
    const relabelled = exampleUpdate(controlPlane, { name: 'a' }, observed, [], { labels });
    expect(requestsOf(controlPlane.update?.(relabelled))).toEqual([['PATCH eu /v2/control-planes/cp', { labels }]]);
  });

  test('loses a field by an empty value, since its PATCH takes no null', () => {
    const update = exampleUpdate(controlPlane, { name: 'a', description: null, proxy_urls: null }, observed, [
      'description',
      'proxy_urls',
    ]);
    expect(requestsOf(controlPlane.update?.(update))).toEqual([
      ['PATCH eu /v2/control-planes/cp', { description: '', proxy_urls: [] }],
    ]);
  });
});

describe('a portal', () => {
  test('gets its digest after its default content', () => {
    const write = exampleWrite(portal, { name: 'dev', description: null, default_content: true }, { digest });
    expect(requestsOf(portal.create?.(write), [{ id: 'p' }])).toEqual([
      ['POST eu /v3/portals', { name: 'dev', description: null, labels: ownLabels }],
      ['POST eu /v3/portals/p/default-content'],
      ['PATCH eu /v3/portals/p', { labels: { 'konduct-digest': digest } }],
    ]);
  });

  test('without default content is one POST', () => {
    const write = exampleWrite(portal, { name: 'dev', default_content: false }, { digest });
    expect(requestsOf(portal.create?.(write))).toEqual([['POST eu /v3/portals', { name: 'dev', labels: labelled }]]);
  });

  test('that was not finished is finished', () => {
    const observed = { fields: { id: 'p', name: 'dev' }, labels: ownLabels };
    const desired = { name: 'dev', default_content: true };
    const update = exampleUpdate(portal, desired, observed, ['default_content'], { digest });
    expect(requestsOf(portal.update?.(update))).toEqual([
      ['POST eu /v3/portals/p/default-content'],
      ['PATCH eu /v3/portals/p', { labels: { 'konduct-digest': digest } }],
    ]);
    const vouched = { ...observed, labels: { ...observed.labels, 'konduct-digest': 'old' } };
    const again = exampleUpdate(portal, desired, vouched, ['default_content'], { digest });
    expect(requestsOf(portal.update?.(again))[0]).toEqual([
      'PATCH eu /v3/portals/p',
      { labels: { 'konduct-digest': null } },
    ]);
  });
});

describe('an API', () => {
  const spec_content = 'openapi: 3.1.0';

  test('is one POST with its specification and all labels', () => {
    const write = exampleWrite(api, { name: 'a', version: '1', spec_content }, { digest });
    expect(requestsOf(api.create?.(write))).toEqual([
      ['POST eu /v3/apis', { name: 'a', version: '1', spec_content, labels: labelled }],
    ]);
  });

  test('gets its new specification before its digest', () => {
    const observed = { fields: { id: 'a', name: 'a', current_version_summary: { id: 'v' } }, labels: ownLabels };
    const update = exampleUpdate(
      api,
      { name: 'a', version: '2', spec_content },
      observed,
      ['spec_content', 'version'],
      { digest },
    );
    expect(requestsOf(api.update?.(update))).toEqual([
      ['PATCH eu /v3/apis/a/versions/v?force=true', { version: '2', spec: { content: spec_content } }],
      ['PATCH eu /v3/apis/a', { version: '2', labels: { 'konduct-digest': digest } }],
    ]);
  });

  test('loses the digest before its specification is written, so that a lost answer leaves it unfinished', () => {
    const fields = { id: 'a', name: 'a', current_version_summary: { id: 'v' } };
    const observed = { fields, labels: { ...ownLabels, 'konduct-digest': 'old' } };
    const update = exampleUpdate(api, { name: 'a', spec_content }, observed, ['spec_content'], { digest });
    expect(requestsOf(api.update?.(update))).toEqual([
      ['PATCH eu /v3/apis/a', { labels: { 'konduct-digest': null } }],
      ['PATCH eu /v3/apis/a/versions/v?force=true', { spec: { content: spec_content } }],
      ['PATCH eu /v3/apis/a', { labels: { 'konduct-digest': digest } }],
    ]);
  });

  const observed = { fields: { id: 'a', name: 'a', version: '1' }, labels: ownLabels };
  const unsummarized = exampleUpdate(api, { name: 'a', spec_content }, observed, ['spec_content'], { digest });
  const body = { version: '1', spec: { content: spec_content } };
  const list = ['GET eu /v3/apis/a/versions?page%5Bsize%5D=100'];

  test('gets a version when it has none', () => {
    const steps = api.update?.(unsummarized);
    expect(requestsOf(steps)).toEqual([
      list,
      ['POST eu /v3/apis/a/versions', body],
      ['PATCH eu /v3/apis/a', { labels: { 'konduct-digest': digest } }],
    ]);
    expect(steps?.map((step) => step.repeatable)).toEqual([true, false, true]);
  });

  test.each([
    [
      'of its own name',
      [
        { id: 'v', version: '1' },
        { id: 'w', version: '2' },
      ],
      'v',
    ],
    ['that is the only one, under another name', [{ id: 'w', version: '9' }], 'w'],
  ])('without a summary of its version takes the one %s', (_, data, id) => {
    const [, write] = api.update?.(unsummarized) ?? [];
    expect(write?.request([{ data }])).toMatchObject({ method: 'PATCH', path: `/v3/apis/a/versions/${id}`, body });
  });

  test('keeps attributes the template does not name', () => {
    const observed = { fields: { id: 'a', attributes: { old: ['1'], mine: ['2'] } }, labels: labelled };
    const update = exampleUpdate(api, { attributes: { mine: ['3'], gone: null } }, observed, ['attributes'], {
      digest,
    });
    expect(requestsOf(api.update?.(update))).toEqual([
      ['PATCH eu /v3/apis/a', { attributes: { mine: ['3'], gone: null } }],
    ]);
  });
});

describe('what joins APIs to portals and services', () => {
  const desired = { api_id: 'a', portal_id: 'p', visibility: 'public' };

  test('a publication says only what the template says when it is new', () => {
    expect(requestsOf(apiPublication.create?.(exampleWrite(apiPublication, desired)))).toEqual([
      ['PUT eu /v3/apis/a/publications/p', { visibility: 'public' }],
    ]);
    expect(
      requestsOf(apiPublication.create?.(exampleWrite(apiPublication, { ...desired, auth_strategy_ids: null }))),
    ).toEqual([['PUT eu /v3/apis/a/publications/p', { visibility: 'public', auth_strategy_ids: null }]]);
  });

  test('a publication keeps what the template does not say when it changes', () => {
    const observed = {
      fields: { api_id: 'a', portal_id: 'p', visibility: 'private', auto_approve_registrations: true },
      labels: {},
    };
    const update = exampleUpdate(apiPublication, desired, observed, ['visibility']);
    expect(requestsOf(apiPublication.update?.(update))).toEqual([
      [
        'PUT eu /v3/apis/a/publications/p',
        { visibility: 'public', auth_strategy_ids: null, auto_approve_registrations: true },
      ],
    ]);
  });

  test('an implementation names the service', () => {
    const service = { control_plane_id: 'c', id: 's' };
    expect(requestsOf(apiImplementation.create?.(exampleWrite(apiImplementation, { api_id: 'a', service })))).toEqual([
      ['POST eu /v3/apis/a/implementations', { service }],
    ]);
  });
});

describe('an application auth strategy', () => {
  const configs = { 'openid-connect': { issuer: 'https://login.example', client_secret: ['shh'] } };
  const desired = { name: 'login', display_name: 'Login', strategy_type: 'openid_connect', configs };

  test('is one POST with its digest, since it is whole at once', () => {
    expect(
      requestsOf(applicationAuthStrategy.create?.(exampleWrite(applicationAuthStrategy, desired, { digest }))),
    ).toEqual([['POST eu /v2/application-auth-strategies', { ...desired, labels: labelled }]]);
  });

  test('gets its whole configuration when a part of it changes, and keeps what it has else', () => {
    const observed = { fields: { id: 's', ...desired }, labels: labelled };
    const update = exampleUpdate(applicationAuthStrategy, desired, observed, ['configs'], { digest: 'e'.repeat(32) });
    expect(requestsOf(applicationAuthStrategy.update?.(update))).toEqual([
      ['PATCH eu /v2/application-auth-strategies/s', { configs, labels: { 'konduct-digest': 'e'.repeat(32) } }],
    ]);
    const without = exampleUpdate(
      applicationAuthStrategy,
      { ...desired, dcr_provider_id: null },
      observed,
      ['dcr_provider_id'],
      { digest },
    );
    expect(requestsOf(applicationAuthStrategy.update?.(without))).toEqual([
      ['PATCH eu /v2/application-auth-strategies/s', { dcr_provider_id: null }],
    ]);
  });
});

describe('a page of a portal', () => {
  const desired = { portal_id: 'p', slug: 'first', parent_page_id: 'g', content: '# First', status: 'published' };

  test('is one POST to its portal', () => {
    const { portal_id: _, ...body } = desired;
    expect(requestsOf(portalPage.create?.(exampleWrite(portalPage, desired)))).toEqual([
      ['POST eu /v3/portals/p/pages', body],
    ]);
  });

  test('is a PATCH with what differs, and its content is read on its own', () => {
    const observed = { fields: { id: 'f', portal_id: 'p', slug: 'first', parent_page_id: 'g' }, labels: {} };
    const update = exampleUpdate(portalPage, desired, observed, ['content', 'status']);
    expect(requestsOf(portalPage.update?.(update))).toEqual([
      ['PATCH eu /v3/portals/p/pages/f', { content: '# First', status: 'published' }],
    ]);
    const placed = { ...desired, index: 2 };
    expect(requestsOf(portalPage.create?.(exampleWrite(portalPage, placed)), [{ id: 'f' }]).at(-1)).toEqual([
      'POST eu /v3/portals/p/pages/f/move',
      { parent_page_id: 'g', index: 2 },
    ]);
    const { parent_page_id: _, ...top } = placed;
    expect(requestsOf(portalPage.create?.(exampleWrite(portalPage, top)), [{ id: 'f' }]).at(-1)).toEqual([
      'POST eu /v3/portals/p/pages/f/move',
      { index: 2 },
    ]);
    const below = { ...observed, fields: { ...observed.fields, parent_page_id: 'u' } };
    expect(requestsOf(portalPage.update?.(exampleUpdate(portalPage, placed, below, ['index'])))).toEqual([
      ['POST eu /v3/portals/p/pages/f/move', { parent_page_id: 'u', index: 2 }],
    ]);
    expect(requestsOf(portalPage.update?.(exampleUpdate(portalPage, placed, below, ['title'])))).toHaveLength(1);
    expect(portalPage.detail?.requests(observed, 'eu')[0]?.([])).toEqual({
      method: 'GET',
      scope: 'eu',
      path: '/v3/portals/p/pages/f',
    });
    expect(portalPage.detail?.decode([{ slug: 'first', content: '# First' }], { fields: {}, labels: {} })).toEqual({
      content: '# First',
    });
  });
});

test('a change of the provider through which people sign in keeps a password open until another way is', () => {
  const settings = { basic_auth_enabled: false, oidc_auth_enabled: true, saml_auth_enabled: false };
  const providers = [
    { id: 'o', type: 'oidc', enabled: true },
    { id: 's', type: 'saml', enabled: false },
  ];
  const read = signIn.detail?.decode([providers], { fields: settings, labels: {} }) ?? {};
  const observed = { fields: { ...settings, ...read }, labels: {} };
  const desired = { basic_auth_enabled: false, oidc_auth_enabled: false, saml_auth_enabled: true };
  const update = exampleUpdate(signIn, { ...desired, idp_mapping_enabled: true }, observed, [
    'idp_mapping_enabled',
    'oidc_auth_enabled',
    'saml_auth_enabled',
  ]);
  const after = [{ ...settings, ...desired }, [{ ...providers[1], enabled: true }]];
  const answers = (looked: readonly unknown[]) => [...Array.from({ length: 6 }, () => ({})), ...looked];
  expect(signIn.passesThrough?.(observed.fields, update.desired)).toHaveLength(1);
  const steps = signIn.update?.(update) ?? [];
  expect(requestsOf(steps, answers(after))).toEqual([
    ['PATCH global /v3/authentication-settings', { basic_auth_enabled: true }],
    ['PATCH global /v3/authentication-settings', { oidc_auth_enabled: false }],
    ['PATCH global /v3/identity-providers/o', { enabled: false }],
    ['PATCH global /v3/authentication-settings', { saml_auth_enabled: true }],
    ['PATCH global /v3/identity-providers/s', { enabled: true }],
    ['PATCH global /v3/authentication-settings', { idp_mapping_enabled: true }],
    ['GET global /v3/authentication-settings'],
    ['GET global /v3/identity-providers'],
    ['PATCH global /v3/authentication-settings', { basic_auth_enabled: false }],
  ]);
  // Konnect shows no open way besides the password.
  expect(() => steps.at(-1)?.request(answers([{ ...settings, ...desired }, providers]))).toThrow('sign-in-unverified');
  expect(signIn.create).toBeUndefined();
});
