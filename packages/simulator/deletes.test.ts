import { describe, expect, test } from 'vitest';
import { type Caller, caller } from './caller.ts';
import { contentOf, GONE } from './content.ts';
import { connectDataPlane } from './gateway/data-planes.ts';
import { createAuthority } from './serve/certificate.ts';
import { save } from './snapshot.ts';
import { State } from './state.ts';

const SPEC = 'openapi: 3.0.0\ninfo: {title: Flights, version: "1"}\npaths: {}\n';
const KEY_AUTH = { strategy_type: 'key_auth', configs: { 'key-auth': { key_names: ['X-Key'] } } };

/** An organization with an object of every kind, and their ids by name. */
function platform() {
  const call = caller('kpat_deletes', new State());
  const ids: Record<string, string> = {};
  const make = (name: string, to: string, body: object): string => {
    const made = call(to, body);
    if (made.status >= 300) throw new Error(`${to}: ${made.status} ${JSON.stringify(made.body)}`);
    ids[name] = String(made.body.id);
    return ids[name];
  };
  call('global POST /v3/invites', { email: 'ann@example.com' });
  ids.ann = (call('global GET /v3/users').body.data as { id: string }[])[0]?.id ?? '';
  make('other team', 'global POST /v3/teams', { name: 'other' });
  make('strategy', 'eu POST /v2/application-auth-strategies', { name: 'keys', display_name: 'Keys', ...KEY_AUTH });
  for (const name of ['dev', 'prod']) {
    make(`portal ${name}`, 'eu POST /v3/portals', { name, default_application_auth_strategy_id: ids.strategy });
    make(`plane ${name}`, 'eu POST /v2/control-planes', { name });
    make(`api ${name}`, 'eu POST /v3/apis', { name: `flights-${name}`, version: '1', spec_content: SPEC });
  }
  make('group', 'eu POST /v2/control-planes', { name: 'all', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' });
  make('provider', 'global POST /v3/identity-providers', { type: 'saml', login_path: 'acme', config: {} });
  return { call, ids, make };
}

/** Fills a team. */
function team({ call, ids, make }: ReturnType<typeof platform>): string {
  const id = make('team', 'global POST /v3/teams', { name: 'flights' });
  call(`global POST /v3/teams/${id}/users`, { id: ids.ann });
  const account = make('account', 'global POST /v3/system-accounts', { name: 'ci', description: 'CI' });
  call(`global POST /v3/teams/${id}/system-accounts`, { id: account });
  call(`global DELETE /v3/system-accounts/${account}`);
  make('role', `global POST /v3/teams/${id}/assigned-roles`, role(ids['plane dev']));
  make('mapping', `global POST /v3/identity-providers/${ids.provider}/team-group-mappings`, {
    team_id: id,
    group: 'a',
  });
  return `global DELETE /v3/teams/${id}`;
}

function role(entity_id: string | undefined): object {
  return { role_name: 'Admin', entity_id, entity_type_name: 'Control Planes', entity_region: 'eu' };
}

/** Fills a portal, with an API published in it. */
function portal({ call, ids, make }: ReturnType<typeof platform>): string {
  const id = make('portal', 'eu POST /v3/portals', { name: 'new', default_application_auth_strategy_id: ids.strategy });
  const base = `/v3/portals/${id}`;
  call(`eu POST ${base}/default-content`);
  const page = make('page', `eu POST ${base}/pages`, { slug: 'guide', content: '# Guide' });
  make('below', `eu POST ${base}/pages`, { slug: 'more', content: '# More', parent_page_id: page });
  call(`eu PATCH ${base}/customization`, { layout: 'sidebar' });
  const partners = make('partners', `eu POST ${base}/teams`, { name: 'partners' });
  const viewer = {
    role_name: 'API Viewer',
    entity_id: ids['api dev'],
    entity_type_name: 'Services',
    entity_region: 'eu',
  };
  make('viewer', `eu POST ${base}/teams/${partners}/assigned-roles`, viewer);
  const developer = make('developer', `eu POST ${base}/developers`, { email: 'dev@example.com', full_name: 'Dev' });
  call(`eu POST ${base}/teams/${partners}/developers`, { id: developer });
  make('phone', `eu POST ${base}/applications`, { name: 'phone', owner: { type: 'developer', id: developer } });
  make('web', `eu POST ${base}/applications`, { name: 'web', owner: { type: 'team', id: partners } });
  const saml = make('saml', `eu POST ${base}/identity-providers`, { type: 'saml', config: {} });
  make('group a', `eu POST ${base}/identity-providers/${saml}/team-group-mappings`, { team_id: partners, group: 'a' });
  make('ips', `eu POST ${base}/ip-allow-list`, { allowed_ips: ['10.0.0.0/8'] });
  call(`eu PUT /v3/apis/${ids['api dev']}/publications/${id}`, {});
  return `eu DELETE ${base}`;
}

/** Fills a control plane. */
function plane({ call, ids, make }: ReturnType<typeof platform>): string {
  const id = make('plane', 'eu POST /v2/control-planes', { name: 'new' });
  const base = `/v2/control-planes/${id}`;
  const service = make('service', `eu POST ${base}/core-entities/services`, { name: 'flights', host: 'a' });
  make('route', `eu POST ${base}/core-entities/routes`, { name: 'flights', paths: ['/a'], service: { id: service } });
  call(`eu POST ${base}/dp-client-certificates`, { cert: createAuthority('gateway').pem });
  connectDataPlane(call.state, { controlPlaneId: id });
  call(`eu POST /v2/control-planes/${ids.group}/group-memberships/add`, { members: [{ id }] });
  return `eu DELETE ${base}`;
}

/** Fills an API. */
function api({ call, ids, make }: ReturnType<typeof platform>): string {
  const id = make('api', 'eu POST /v3/apis', { name: 'new', version: '1', spec_content: SPEC });
  const guide = make('guide', `eu POST /v3/apis/${id}/documents`, { content: '# Guide', slug: 'guide' });
  make('more', `eu POST /v3/apis/${id}/documents`, { content: '# More', slug: 'more', parent_document_id: guide });
  call(`eu PUT /v3/apis/${id}/publications/${ids['portal dev']}`, {});
  const control_plane = { control_plane_id: ids['plane dev'] };
  make('implementation', `eu POST /v3/apis/${id}/implementations`, { control_plane });
  return `eu DELETE /v3/apis/${id}`;
}

/** The contents of the organization, and the references in it to removed objects. */
function content(call: Caller) {
  const [organization] = save(call.state).organizations;
  if (organization === undefined) throw new Error('no organization');
  return contentOf(organization);
}

type Fill = (at: ReturnType<typeof platform>) => string;

describe('a delete', () => {
  const kinds: readonly (readonly [kind: string, fill: Fill])[] = [
    ['a team', team],
    ['a control plane', plane],
    ['a portal, by force', (at) => `${portal(at)}?force=true`],
    ['an API', api],
    [
      'a strategy',
      ({ make }) => {
        const body = { name: 'new', display_name: 'New', ...KEY_AUTH };
        return `eu DELETE /v2/application-auth-strategies/${make('new', 'eu POST /v2/application-auth-strategies', body)}`;
      },
    ],
    [
      'a user',
      ({ call, ids }) => {
        call('global POST /v3/invites', { email: 'ben@example.com' });
        const { data } = call('global GET /v3/users?filter[email]=ben@example.com').body;
        const ben = (data as { id: string }[])[0]?.id;
        call(`global POST /v3/teams/${ids['other team']}/users`, { id: ben });
        call(`global POST /v3/users/${ben}/assigned-roles`, role(ids['plane dev']));
        return `global DELETE /v3/users/${ben}`;
      },
    ],
    [
      'a publication',
      ({ call, ids }) => {
        const path = `/v3/apis/${ids['api dev']}/publications/${ids['portal dev']}`;
        call(`eu PUT ${path}`, { visibility: 'public' });
        return `eu DELETE ${path}`;
      },
    ],
    [
      'an implementation',
      ({ ids, make }) => {
        const path = `/v3/apis/${ids['api dev']}/implementations`;
        const control_plane = { control_plane_id: ids['plane dev'] };
        return `eu DELETE ${path}/${make('implementation', `eu POST ${path}`, { control_plane })}`;
      },
    ],
    [
      'a membership',
      ({ call, ids }) => {
        call(`global POST /v3/teams/${ids['other team']}/users`, { id: ids.ann });
        return `global DELETE /v3/teams/${ids['other team']}/users/${ids.ann}`;
      },
    ],
    [
      'a role',
      ({ ids, make }) => {
        const path = `/v3/teams/${ids['other team']}/assigned-roles`;
        return `global DELETE ${path}/${make('role', `global POST ${path}`, role(ids['plane dev']))}`;
      },
    ],
    [
      'a page and those below it',
      ({ ids, make }) => {
        const path = `/v3/portals/${ids['portal dev']}/pages`;
        const top = make('top', `eu POST ${path}`, { slug: 'top', content: '' });
        const middle = make('middle', `eu POST ${path}`, { slug: 'middle', content: '', parent_page_id: top });
        make('leaf', `eu POST ${path}`, { slug: 'leaf', content: '', parent_page_id: middle });
        return `eu DELETE ${path}/${top}`;
      },
    ],
    [
      'a document and those below it',
      ({ ids, make }) => {
        const path = `/v3/apis/${ids['api dev']}/documents`;
        const top = make('top', `eu POST ${path}`, { slug: 'top', content: '' });
        make('leaf', `eu POST ${path}`, { slug: 'leaf', content: '', parent_document_id: top });
        return `eu DELETE ${path}/${top}`;
      },
    ],
    [
      'a data plane',
      ({ call, ids }) => {
        const id = connectDataPlane(call.state, { controlPlaneId: ids['plane dev'] ?? '' });
        return `eu DELETE /v2/control-planes/${ids['plane dev']}/nodes/${id}`;
      },
    ],
  ];

  test.each(kinds)(
    'of %s takes along what is its own, leaves everything else, and is a 404 the second time',
    (_, fill) => {
      const at = platform();
      const before = content(at.call);
      const to = fill(at);
      expect(content(at.call)).not.toEqual(before);
      expect(at.call(to)).toMatchObject({ status: 204, headers: {} });
      expect(content(at.call)).toEqual(before);
      expect(at.call(to).status).toBe(404);
    },
  );

  test("of a portal's team or developer takes their applications and memberships along", () => {
    const at = platform();
    const base = portal(at).replace('eu DELETE ', '');
    const names = () =>
      (at.call(`eu GET ${base}/applications`).body.data as { name: string }[]).map(({ name }) => name);
    expect(names()).toEqual(['phone', 'web']);
    expect(at.call(`eu DELETE ${base}/developers/${at.ids.developer}`).status).toBe(204);
    expect(names()).toEqual(['web']);
    expect(at.call(`eu GET ${base}/teams/${at.ids.partners}/developers`).body.data).toEqual([]);
    expect(at.call(`eu DELETE ${base}/teams/${at.ids.partners}`).status).toBe(204);
    expect(names()).toEqual([]);
    const mappings = `eu GET ${base}/identity-providers/${at.ids.saml}/team-group-mappings`;
    expect(at.call(mappings).body.data).toEqual([]);
    expect(JSON.stringify(content(at.call))).not.toContain(GONE);
  });

  test('of a control plane leaves the roles on it and the implementations in it, which name what is gone', () => {
    const at = platform();
    const to = plane(at);
    const { call, ids, make } = at;
    make('role', `global POST /v3/teams/${ids['other team']}/assigned-roles`, role(ids.plane));
    const service = { control_plane_id: ids.plane, id: ids.service };
    make('link', `eu POST /v3/apis/${ids['api dev']}/implementations`, { service });
    expect(call(to).status).toBe(204);
    expect(call(`global GET /v3/teams/${ids['other team']}/assigned-roles`).body.data).toMatchObject([
      { id: ids.role, entity_id: ids.plane },
    ]);
    expect(call('eu GET /v3/api-implementations').body.data).toMatchObject([{ id: ids.link, service }]);
    expect(content(call)).toMatchObject({
      'eu implementations': [{ control_plane_id: GONE, service_id: GONE }],
      'global teams "other" assigned-roles': [{ entity_id: GONE }],
    });
    expect(call(`global DELETE /v3/teams/${ids['other team']}/assigned-roles/${ids.role}`).status).toBe(204);
    expect(call(`eu DELETE /v3/apis/${ids['api dev']}/implementations/${ids.link}`).status).toBe(204);
    expect(JSON.stringify(content(call))).not.toContain(GONE);
  });

  test('of a system team is refused', () => {
    const { call } = platform();
    const { data } = call('global GET /v3/teams').body as { data: { id: string; system_team: boolean }[] };
    const system = data.find(({ system_team }) => system_team);
    expect(call(`global DELETE /v3/teams/${system?.id}`).status).toBe(400);
  });

  test('of a portal in which APIs are published is refused by name, and happens by force alone', () => {
    const at = platform();
    const to = portal(at);
    const before = content(at.call);
    for (const query of ['', '?force=false']) {
      expect(at.call(to + query)).toMatchObject({
        status: 409,
        body: { detail: 'portal new has published APIs: flights-dev; force=true unpublishes them' },
      });
    }
    expect(at.call(`${to}?force=yes`).status).toBe(400);
    expect(content(at.call)).toEqual(before);
    at.call(`eu DELETE /v3/apis/${at.ids['api dev']}/publications/${at.ids.portal}`);
    expect(at.call(to).status).toBe(204);
  });

  test('of a strategy in use is refused, and says what uses it', () => {
    const at = platform();
    const { call, ids } = at;
    const to = `eu DELETE /v2/application-auth-strategies/${ids.strategy}`;
    portal(at);
    expect(call(to).body.detail).toContain('the publication of API flights-dev in portal new; application phone');
    call(`eu DELETE /v3/apis/${ids['api dev']}/publications/${ids.portal}`);
    expect(call(to)).toMatchObject({
      status: 409,
      body: {
        detail:
          'application auth strategy keys is in use by application phone of portal new; application web of portal new',
      },
    });
    for (const name of ['phone', 'web']) call(`eu DELETE /v3/portals/${ids.portal}/applications/${ids[name]}`);
    expect(call(to).status).toBe(204);
    expect(call(`eu GET /v3/portals/${ids['portal dev']}`).body.default_application_auth_strategy_id).toBeNull();
  });
});
