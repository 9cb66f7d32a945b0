import { type Caller, caller } from '@konduct/simulator/caller';
import type { State } from '@konduct/simulator/state';
import fc from 'fast-check';
import { modelToken } from './model-run.ts';
import { people } from './random-platform.ts';

/**
 * An object made by people or other tools, beside ours or inside of them. `n` and `m` choose among existing objects.
 */
export interface HandMade {
  readonly what: (typeof kinds)[number];
  readonly owner: 'nobody' | 'kongctl' | 'another owner';
  readonly region: 'eu' | 'us' | 'au';
  readonly n: number;
  readonly m: number;
}

const kinds = [
  'team',
  'plane',
  'portal',
  'api',
  'their role on ours',
  'our role on theirs',
  'their role on everything',
  'their membership',
  'their API on our portal',
  'our API on their portal',
  'their API on our plane',
  'our API on their plane',
  'page',
  'document',
  'gateway service',
] as const;

const labels = {
  nobody: {},
  kongctl: { 'KONGCTL-namespace': 'default' },
  'another owner': { 'konduct-owner': 'globex', 'konduct-address': 'globex-thing-0123456789abcdef' },
};

export const handMade: fc.Arbitrary<readonly HandMade[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...kinds),
    owner: fc.constantFrom('nobody' as const, 'kongctl' as const, 'another owner' as const),
    region: fc.constantFrom('eu' as const, 'us' as const, 'au' as const),
    n: fc.nat({ max: 20 }),
    m: fc.nat({ max: 20 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const tables = {
  team: ['/v3/teams', 'global'],
  plane: ['/v2/control-planes', ''],
  portal: ['/v3/portals', ''],
  api: ['/v3/apis', ''],
} as const;
type Table = keyof typeof tables;

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly system_team?: boolean;
}

/** Makes objects by hand in an organization, as far as Konnect accepts them. */
export function makeByHand(state: State, things: readonly HandMade[]): void {
  const call = caller(modelToken, state);
  for (const person of people) call('global POST /v3/invites', { email: person });
  for (const thing of things) make(call, thing);
}

function make(call: Caller, { what, owner, region, n, m }: HandMade): void {
  const listed = (table: Table, isTheirs: boolean): Listed[] => {
    const [path, scope] = tables[table];
    const { data } = call(`${scope === '' ? region : scope} GET ${path}?page[size]=100`).body;
    return (data as Listed[]).filter((row) => row.system_team !== true && row.name.startsWith('hand-') === isTheirs);
  };
  const pick = (rows: readonly Listed[], at: number): string | undefined => rows[at % Math.max(1, rows.length)]?.id;
  const create = (table: Table): string => {
    const [path, scope] = tables[table];
    const body = { name: `hand-${table}-${n}-${m}`, labels: labels[owner] };
    return String(call(`${scope === '' ? region : scope} POST ${path}`, body).body.id);
  };
  const theirs = (table: Table): string => pick(listed(table, true), m) ?? create(table);
  const ours = (table: Table): string => pick(listed(table, false), n) ?? 'none';
  const role = (team: string, entity: string, name = 'Editor') =>
    call(`global POST /v3/teams/${team}/assigned-roles`, {
      role_name: name,
      entity_id: entity,
      entity_type_name: 'Control Planes',
      entity_region: region,
    });
  switch (what) {
    case 'team':
    case 'plane':
    case 'portal':
    case 'api':
      create(what);
      return;
    case 'their role on ours':
      role(theirs('team'), ours('plane'));
      return;
    case 'our role on theirs':
      role(ours('team'), theirs('plane'));
      return;
    case 'their role on everything':
      role(theirs('team'), '*');
      return;
    case 'their membership': {
      const users = call('global GET /v3/users?page[size]=100').body.data as Listed[];
      call(`global POST /v3/teams/${theirs('team')}/users`, { id: pick(users, n) });
      return;
    }
    case 'their API on our portal':
      call(`${region} PUT /v3/apis/${theirs('api')}/publications/${ours('portal')}`, { visibility: 'private' });
      return;
    case 'our API on their portal':
      call(`${region} PUT /v3/apis/${ours('api')}/publications/${theirs('portal')}`, { visibility: 'private' });
      return;
    case 'their API on our plane':
    case 'our API on their plane': {
      const isTheirs = what === 'their API on our plane';
      const [api, plane] = isTheirs ? [theirs('api'), ours('plane')] : [ours('api'), theirs('plane')];
      call(`${region} POST /v3/apis/${api}/implementations`, { control_plane: { control_plane_id: plane } });
      return;
    }
    case 'page':
      call(`${region} POST /v3/portals/${ours('portal')}/pages`, {
        slug: `hand-${n}`,
        title: `Hand ${n}`,
        content: '# x',
      });
      return;
    case 'document':
      call(`${region} POST /v3/apis/${ours('api')}/documents`, {
        slug: `hand-${n}`,
        title: `Hand ${n}`,
        content: '# x',
      });
      return;
    case 'gateway service':
      call(`${region} POST /v2/control-planes/${ours('plane')}/core-entities/services`, {
        name: `hand-${n}`,
        host: 'a',
      });
  }
}
