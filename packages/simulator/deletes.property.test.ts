import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Caller, caller } from './caller.ts';
import { contentOf, GONE } from './content.ts';
import type { SimulatedResponse } from './request.ts';
import { isFields } from './rules/merge.ts';
import { save } from './snapshot.ts';

const KEY_AUTH = { strategy_type: 'key_auth', configs: { 'key-auth': { key_names: ['X-Key'] } } };

const LISTS = {
  team: 'global /v3/teams',
  portal: 'eu /v3/portals',
  plane: 'eu /v2/control-planes',
  api: 'eu /v3/apis',
  strategy: 'eu /v2/application-auth-strategies',
  user: 'global /v3/users',
} as const;
type Kind = keyof typeof LISTS;
const KINDS = Object.keys(LISTS) as Kind[];

const LINKS = [
  'membership',
  'role',
  'publication',
  'implementation',
  'default',
  'page',
  'group',
  'service',
  'application',
  'mapping',
] as const;

type Step =
  | { readonly do: 'make' | 'delete'; readonly kind: Kind; readonly n: number }
  | { readonly do: 'link'; readonly link: (typeof LINKS)[number]; readonly n: number; readonly m: number };

const n = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('make' as const, 'delete' as const), kind: fc.constantFrom(...KINDS), n }),
  fc.record({ do: fc.constant('link' as const), link: fc.constantFrom(...LINKS), n, m: n }),
);

function take(call: Caller, { do: what, ...step }: Step): SimulatedResponse {
  const rows = (kind: Kind) => {
    const [host, path] = LISTS[kind].split(' ');
    return (call(`${host} GET ${path}?page[size]=100`).body.data as { id: string; system_team?: boolean }[]).filter(
      (row) => row.system_team !== true,
    );
  };
  const id = (kind: Kind, at: number) => rows(kind)[at % Math.max(1, rows(kind).length)]?.id ?? 'none';
  if ('kind' in step) {
    const [host, path] = LISTS[step.kind].split(' ');
    if (what === 'delete') return call(`${host} DELETE ${path}/${id(step.kind, step.n)}?force=${step.n % 2 === 0}`);
    if (step.kind === 'user') return call('global POST /v3/invites', { email: `${step.n}@example.com` });
    const name = `name-${step.n}`;
    if (step.kind === 'strategy') return call(`${host} POST ${path}`, { name, display_name: name, ...KEY_AUTH });
    const group = step.kind === 'plane' && step.n === 0 ? { cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' } : {};
    return call(`${host} POST ${path}`, { name, ...group });
  }
  const { link, n, m } = step;
  const portal = `/v3/portals/${id('portal', n)}`;
  switch (link) {
    case 'membership':
      return call(`global POST /v3/teams/${id('team', n)}/users`, { id: id('user', m) });
    case 'role':
      return call(`global POST /v3/teams/${id('team', n)}/assigned-roles`, {
        role_name: 'Admin',
        entity_id: id('plane', m),
        entity_type_name: 'Control Planes',
        entity_region: 'eu',
      });
    case 'publication':
      return call(`eu PUT /v3/apis/${id('api', n)}/publications/${id('portal', m)}`, {
        auth_strategy_ids: [id('strategy', n)],
      });
    case 'implementation':
      return call(`eu POST /v3/apis/${id('api', n)}/implementations`, {
        control_plane: { control_plane_id: id('plane', m) },
      });
    case 'default':
      return call(`eu PATCH ${portal}`, { default_application_auth_strategy_id: id('strategy', m) });
    case 'page':
      return call(`eu POST ${portal}/pages`, { slug: `page-${m}`, content: '' });
    case 'group':
      return call(`eu POST /v2/control-planes/${id('plane', n)}/group-memberships/add`, {
        members: [{ id: id('plane', m) }],
      });
    case 'service':
      return call(`eu POST /v2/control-planes/${id('plane', n)}/core-entities/services`, { name: 'a', host: 'a' });
    case 'application': {
      const developer = call(`eu POST ${portal}/developers`, { email: `${m}@example.com`, full_name: 'A' }).body.id;
      const owner = { type: 'developer', id: developer };
      return call(`eu POST ${portal}/applications`, { name: 'a', owner, auth_strategy_id: id('strategy', m) });
    }
    case 'mapping': {
      const provider = call('global POST /v3/identity-providers', { type: 'saml', login_path: `${n}`, config: {} });
      return call(`global POST /v3/identity-providers/${provider.body.id}/team-group-mappings`, {
        team_id: id('team', m),
        group: 'a',
      });
    }
  }
}

/** Two objects of each kind, so that links have two ends. */
const FIRST: readonly Step[] = KINDS.flatMap((kind) => [0, 1].map((n) => ({ do: 'make' as const, kind, n })));

/** The fields of a content that refer to removed objects, as `table field`. */
function gone(value: unknown, at: string): string[] {
  if (value === GONE) return [at];
  if (typeof value === 'string') return value.includes(GONE) ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((item) => gone(item, at));
  return isFields(value) ? Object.entries(value).flatMap(([field, part]) => gone(part, `${at} ${field}`)) : [];
}

test('leaves no trace of what is deleted but roles on it and implementations in it', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
      const call = caller();
      for (const one of [...FIRST, ...steps]) take(call, one);
      const [organization] = save(call.state).organizations;
      const content = organization === undefined ? {} : contentOf(organization);
      expect(Object.keys(content).filter((table) => table.includes(GONE))).toEqual([]);
      const places = Object.entries(content).flatMap(([table, rows]) => gone(rows, table.split(' ').at(-1) ?? ''));
      const allowed = ['assigned-roles entity_id', 'implementations control_plane_id'];
      expect(places.filter((place) => !allowed.includes(place))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
