import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { api } from './api.ts';
import { apiImplementation } from './api-implementation.ts';
import { apiPublication } from './api-publication.ts';
import { applicationAuthStrategy } from './application-auth-strategy.ts';
import { controlPlane } from './control-plane.ts';
import { decode } from './decode.ts';
import { gatewayService } from './gateway-service.ts';
import { portal } from './portal.ts';
import { portalPage } from './portal-page.ts';
import { konnectKinds } from './registry.ts';
import { team } from './team.ts';
import { teamRole } from './team-role.ts';
import { teamUser } from './team-user.ts';
import { user } from './user.ts';

describe('decode', () => {
  test('keeps no secret, whatever Konnect answers', () => {
    const configs = { 'openid-connect': { issuer: 'https://login.example', client_secret: ['shh'], other: 1 } };
    const item = { id: 's', name: 'login', configs, dcr_provider: { id: 'd' }, labels: { team: 'a' } };
    expect(decode(applicationAuthStrategy, item)).toEqual({
      fields: {
        id: 's',
        name: 'login',
        configs: { 'openid-connect': { issuer: 'https://login.example' } },
        dcr_provider_id: 'd',
      },
      labels: { team: 'a' },
    });
  });

  test('lifts what a control plane keeps below config', () => {
    const item = {
      id: 'cp1',
      name: 'flights-dev',
      description: '',
      labels: { env: 'DEV' },
      config: {
        cluster_type: 'CLUSTER_TYPE_SERVERLESS',
        cloud_gateway: false,
        proxy_urls: [{ host: 'a', port: 1, protocol: 'x' }],
      },
    };
    expect(decode(controlPlane, item)).toEqual({
      fields: {
        id: 'cp1',
        name: 'flights-dev',
        description: '',
        cluster_type: 'CLUSTER_TYPE_SERVERLESS',
        cloud_gateway: false,
        proxy_urls: [{ host: 'a', port: 1, protocol: 'x' }],
      },
      labels: { env: 'DEV' },
    });
  });

  test.each([
    [team, { id: '1', name: 'a', description: null }, { id: '1', name: 'a', system_team: false }],
    [
      user,
      { id: '1', email: 'Ann@Example.COM', preferred_name: 'A' },
      { id: '1', email: 'ann@example.com', active: true },
    ],
    [api, { id: '1', name: 'a', version: null, slug: null, portals: [] }, { id: '1', name: 'a', attributes: {} }],
    [
      api,
      { id: '1', name: 'a', current_version_summary: { id: 'v', version: '2', spec: { type: 'oas3' } } },
      { id: '1', name: 'a', attributes: {}, current_version_summary: { id: 'v', version: '2' } },
    ],
    [
      portal,
      { id: '1', name: 'dev', rbac_enabled: false, sipr_enabled: true },
      { id: '1', name: 'dev', rbac_enabled: false },
    ],
    [
      apiPublication,
      { api_id: 'a', portal_id: 'p', auth_strategy_ids: null, entity_type: 'api' },
      { api_id: 'a', portal_id: 'p', visibility: 'private' },
    ],
    [
      apiImplementation,
      {
        id: '1',
        api_id: 'a',
        service: { id: 's', control_plane_id: 'c', auth_strategy_sync_error: { message: 'no' } },
      },
      { id: '1', api_id: 'a', service: { id: 's', control_plane_id: 'c' } },
    ],
    [apiImplementation, { id: '1', api_id: 'a', control_plane: { control_plane_id: 'c' } }, { id: '1', api_id: 'a' }],
    [portalPage, { id: '1', slug: '/first', parent_page_id: 'p' }, { id: '1', slug: 'first', parent_page_id: 'p' }],
    [portalPage, { id: '1', slug: '/', parent_page_id: null }, { id: '1', slug: '/' }],
  ] as const)('%# normalises %o', (kind, item, fields) => {
    expect(decode(kind, item).fields).toEqual(fields);
  });

  test('takes from the parents what only stands in the path', () => {
    expect(decode(teamUser, { id: 'u', email: 'a@b.c' }, { team_id: 't' }).fields).toEqual({
      team_id: 't',
      user_id: 'u',
    });
    expect(decode(teamRole, { id: '1', role_name: 'Admin' }, { team_id: 't' }).fields).toMatchObject({ team_id: 't' });
    expect(decode(gatewayService, { id: '1', host: 'h', tags: null }, { control_plane_id: 'c' }).fields).toEqual({
      id: '1',
      host: 'h',
      tags: [],
      enabled: true,
      control_plane_id: 'c',
    });
  });

  test.each([
    ['text', 'Team is not a JSON object'],
    [[], 'Team is not a JSON object'],
    [{ name: 'a' }, 'Team has no id'],
    [{ id: '1', labels: 'x' }, 'the labels of Team are not a JSON object'],
  ])('refuses %o', (item, message) => {
    expect(() => decode(team, item)).toThrow(message);
  });

  test.each([
    ['a list that is none', controlPlane, { config: { proxy_urls: 'x' } }, { proxy_urls: 'x' }],
    ['a list of what is no object', controlPlane, { config: { proxy_urls: ['x', null] } }, { proxy_urls: ['x', null] }],
    [
      'members of the items of a list',
      controlPlane,
      { config: { proxy_urls: [{ host: 'a', port: null, other: 1 }] } },
      { proxy_urls: [{ host: 'a' }] },
    ],
    ['an object that is none', apiImplementation, { api_id: 'a', service: 'x' }, { service: 'x' }],
    ['members that are not there', apiImplementation, { api_id: 'a', service: { id: null } }, { service: {} }],
    ['a list where no list belongs', apiImplementation, { api_id: 'a', service: [1] }, { service: [1] }],
    ['an address that is no text', user, { email: 7 }, { email: 7 }],
    ['a map', api, { name: 'a', attributes: { a: ['1'], b: null } }, { attributes: { a: ['1'], b: null } }],
  ])('keeps the shape of %s', (_, kind, item, fields) => {
    expect(decode(kind, { id: '1', ...item }).fields).toMatchObject(fields);
    for (const name of Object.keys(fields))
      expect(decode(kind, { id: '1', ...item }).fields[name]).toEqual(
        Object.entries(fields).find(([key]) => key === name)?.[1],
      );
  });

  test.each([
    ['none', undefined, {}],
    ['null', null, {}],
    ['texts alone', { a: 'b', c: 7, d: null }, { a: 'b' }],
  ])('has labels: %s', (_, labels, decoded) => {
    expect(decode(team, { id: '1', labels }).labels).toEqual(decoded);
    expect(decode(teamUser, { id: '1', labels: 'x' }).labels).toEqual({});
  });

  test('is stable: what was decoded decodes to itself, and key order does not matter', () => {
    const kinds = konnectKinds.filter((kind) => !kind.source);
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.string()),
        (kind, noise, labels) => {
          const names = [...Object.keys(kind.fields), ...Object.keys(kind.computed)].filter(
            (name) => name !== 'labels',
          );
          const item = { ...noise, ...Object.fromEntries(names.map((name) => [name, `${name}-value`])), labels };
          const once = decode(kind, item);
          expect(decode(kind, { ...once.fields, labels: once.labels })).toEqual(once);
          expect(decode(kind, Object.fromEntries(Object.entries(item).reverse()))).toEqual(once);
        },
      ),
    );
  });
});
