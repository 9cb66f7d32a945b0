import { api } from '@konduct/konnect/kinds/api';
import { apiPublication } from '@konduct/konnect/kinds/api-publication';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { portal } from '@konduct/konnect/kinds/portal';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import { teamUser } from '@konduct/konnect/kinds/team-user';
import { user } from '@konduct/konnect/kinds/user';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { kindRegistry } from '../kind/kind.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { plan, planAndApply, smallManifest } from './planning.fixture.ts';

const reach = { kinds: kindRegistry(konnectKinds), regions: ['eu'], otherRegions: [], elsewhere: 'always' as const };
const small = () => platformOf(smallManifest);

/** A small platform after an apply, and the ids of its objects. */
async function applied(manifest = smallManifest) {
  const memory = new Memory();
  await planAndApply(platformOf(manifest), memory);
  const idOf = (kind: Parameters<Memory['all']>[0]) => String(memory.all(kind)[0]?.fields.id);
  return { memory, team: idOf(team), plane: idOf(controlPlane), portal: idOf(portal), api: idOf(api) };
}

/** The deletions of a run with `prune: all`, and the orphans that it leaves with their reasons. */
async function pruned(memory: Memory, platform = small(), more: Parameters<typeof plan>[2] = {}) {
  const { plan: made } = await plan(platform, memory, { reach, prune: 'all', ...more });
  return {
    deleted: made.changes.filter(({ action }) => action === 'delete').map(({ kind, name }) => `${kind} ${name}`),
    left: made.orphans.map(({ kind, name, reason }) => `${kind} ${name}: ${reason}`),
    codes: made.diagnostics.map(({ code }) => code),
  };
}

describe('a link is ours when all it joins is', () => {
  test('a role of our team on our control plane that no manifest gives', async () => {
    const { memory, team, plane } = await applied();
    const fields = { team_id: team, entity_id: plane, entity_type_name: 'Control Planes', entity_region: 'eu' };
    memory.put(teamRole, 'global', { ...fields, role_name: 'Viewer' });
    expect((await pruned(memory)).deleted).toEqual(['TeamRole Viewer: flights on flights-dev']);
  });

  test.each([
    ['of somebody', {}],
    ['of another owner', { 'konduct-owner': 'globex' }],
  ])('not one that lies on a control plane %s', async (_, labels) => {
    const { memory, team } = await applied();
    const { fields } = memory.put(controlPlane, 'eu', { name: 'theirs' }, labels);
    const role = { team_id: team, entity_id: fields.id, entity_type_name: 'Control Planes', entity_region: 'eu' };
    memory.put(teamRole, 'global', { ...role, role_name: 'Viewer' });
    expect(await pruned(memory)).toEqual({ deleted: [], left: [], codes: [] });
  });

  test.each(['*', 'a dashboard'])('not one on %s, which is nobody’s to take away', async (entity_id) => {
    const { memory, team } = await applied();
    const entity_type_name = entity_id === '*' ? 'Control Planes' : 'Dashboards';
    memory.put(teamRole, 'global', {
      team_id: team,
      role_name: 'Viewer',
      entity_id,
      entity_type_name,
      entity_region: '*',
    });
    expect(await pruned(memory)).toEqual({ deleted: [], left: [], codes: [] });
  });

  test('one on what is gone leads nowhere and goes', async () => {
    const { memory, team } = await applied();
    const role = { team_id: team, role_name: 'Viewer', entity_id: 'gone', entity_type_name: 'Control Planes' };
    memory.put(teamRole, 'global', { ...role, entity_region: 'eu' });
    memory.put(teamRole, 'global', { ...role, entity_id: 'elsewhere', entity_region: 'us' });
    expect((await pruned(memory)).deleted).toEqual(['TeamRole Viewer: flights on ControlPlane gone']);
  });
});

describe('memberships', () => {
  async function withEve(users: string) {
    const manifest = smallManifest.replace('    users: [ann@example.com]\n', users);
    const { memory, team } = await applied(manifest);
    const { fields } = memory.put(user, 'global', { email: 'eve@example.com' });
    memory.put(teamUser, 'global', { team_id: team, user_id: fields.id });
    return pruned(memory, platformOf(manifest));
  }

  test('are the manifest’s while it lists users, be it nobody', async () => {
    const eve = ['TeamUser eve@example.com in flights'];
    expect((await withEve('    users: [ann@example.com]\n')).deleted).toEqual(eve);
    expect((await withEve('    users: []\n')).deleted).toEqual(eve);
  });

  test('are left to people without the key', async () => {
    expect(await withEve('')).toEqual({ deleted: [], left: [], codes: [] });
  });

  test('that one is taken for the other when somebody leaves and somebody comes', async () => {
    const { memory } = await applied();
    const after = platformOf(smallManifest.replace('ann@example.com', 'bob@example.com'));
    expect((await pruned(memory, after)).deleted).toEqual(['TeamUser ann@example.com in flights']);
  });
});

test('a publication of an API that goes is seen beside one of an API that comes', async () => {
  const { memory } = await applied();
  const after = platformOf(
    smallManifest.replace('acme/bookings:', 'acme/seats:').replace('name: bookings', 'name: seats'),
  );
  expect((await pruned(memory, after)).deleted).toEqual(['APIPublication bookings-dev on dev', 'API bookings-dev']);
});

test('what is being adopted loses nothing in the same run, which lists what the next one takes', async () => {
  const memory = new Memory();
  const { fields: flights } = memory.put(team, 'global', { name: 'flights', description: 'Team flights' });
  const { fields: eve } = memory.put(user, 'global', { email: 'eve@example.com' });
  memory.put(teamUser, 'global', { team_id: flights.id, user_id: eve.id });
  const first = await pruned(memory);
  expect(first.deleted).toEqual([]);
  expect(first.left).toEqual([
    'TeamUser eve@example.com in flights: flights is being adopted in this run; the next one takes it',
  ]);
  await planAndApply(small(), memory);
  expect((await pruned(memory)).deleted).toEqual(['TeamUser eve@example.com in flights']);
});

test('what holds links of others stays, also a team', async () => {
  const { memory, team } = await applied();
  const { fields } = memory.put(controlPlane, 'eu', { name: 'theirs' });
  const role = { team_id: team, entity_id: fields.id, entity_type_name: 'Control Planes', entity_region: 'eu' };
  memory.put(teamRole, 'global', { ...role, role_name: 'Viewer' });
  const other = platformOf(smallManifest.replace('  flights:\n', '  planes:\n').replaceAll('acme/', 'acme/x-'));
  const found = await pruned(memory, other);
  expect(found.deleted).not.toContain('Team flights');
  expect(found.codes).toEqual(['delete-held']);
});

test('an object in a region that its resource has left is an orphan there', async () => {
  const { memory } = await applied();
  const after = platformOf(smallManifest.replace('region: eu', 'region: us'));
  const { deleted } = await pruned(memory, after, { reach: { ...reach, regions: ['us'], otherRegions: ['eu'] } });
  expect(deleted).toEqual([
    'APIPublication bookings-dev on dev',
    'TeamRole Admin: flights on flights-dev',
    'API bookings-dev',
    'ControlPlane flights-dev',
    'Portal dev',
  ]);
});

test('a run about one environment leaves to a whole run what may lie outside of it', async () => {
  const { memory, portal: ours } = await applied();
  const { fields } = memory.put(api, 'eu', { name: 'by-hand' }, { 'konduct-owner': 'acme' });
  memory.put(apiPublication, 'eu', { api_id: fields.id, portal_id: ours, visibility: 'private' });
  const selects = ({ environment }: { readonly environment?: string }) => environment === 'dev';
  const { plan: made } = await plan(small(), memory, { selects, refersTo: () => true, prune: 'all' });
  const deleted = made.changes.filter(({ action }) => action === 'delete').map(({ kind }) => kind);
  expect(deleted.filter((kind) => kind === 'Team')).toEqual([]);
  for (const { reason } of made.orphans) expect(reason).toBe('a run about the whole organization decides about it');
});
