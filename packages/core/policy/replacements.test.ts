import { api } from '@konduct/konnect/kinds/api';
import { apiImplementation } from '@konduct/konnect/kinds/api-implementation';
import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { kindRegistry } from '../kind/kind.ts';
import { plan, planAndApply, settingsOf, smallManifest } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { protectedLabel } from '../provider/ownership.ts';
import { observedPlan } from './policed-plan.ts';

const reach = { kinds: kindRegistry(konnectKinds), regions: ['eu'], otherRegions: [], elsewhere: 'always' as const };
const asked = { reach, prune: 'all', replace: true } as const;
const service = / {6}acme\/bookings:[\s\S]*?bookings.git"}\n/;

/** The small platform, whose control plane has another type than its template. */
async function changedPlatform(): Promise<Memory> {
  const memory = new Memory();
  await planAndApply(platformOf(smallManifest), memory);
  memory.change(controlPlane, { fields: { cluster_type: 'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER' } });
  return memory;
}

describe('what leads to an object that is made anew', () => {
  test('goes with it', async () => {
    const memory = await changedPlatform();
    const { plan: made } = await plan(platformOf(smallManifest), memory, asked);
    expect(made.changes.filter(({ partOf }) => partOf !== undefined)).toMatchObject([
      { kind: 'TeamRole', action: 'delete', partOf: 'acme/dev/flights/controlPlanes' },
    ]);
  });

  test('stays while the replacement is blocked, by whatever', async () => {
    const memory = await changedPlatform();
    memory.change(api, { labels: { [protectedLabel]: 'true' } });
    const smaller = platformOf(smallManifest.replace(service, ''));
    const { plan: made } = await plan(smaller, memory, asked);
    const roles = made.changes.filter(({ kind }) => kind === 'TeamRole');
    expect(roles.map(({ action, block }) => [action, block?.action])).toEqual([
      ['blocked', 'create'],
      ['blocked', 'delete'],
    ]);
    expect(made.summary).toMatchObject({ delete: 0, replace: 0 });
  });
});

test('links of others on an object keep it from being made anew as they keep it from being deleted', async () => {
  const memory = await changedPlatform();
  const theirs = memory.put(api, 'eu', { name: 'theirs' });
  const plane = memory.all(controlPlane)[0]?.fields.id;
  memory.put(apiImplementation, 'eu', {
    api_id: theirs.fields.id,
    service: { control_plane_id: plane, id: 'service' },
  });
  const { plan: made } = await plan(platformOf(smallManifest), memory, asked);
  expect(made.diagnostics.map(({ code }) => code)).toEqual(['delete-held']);
  expect(made.diagnostics[0]?.message).toContain('links of others: APIImplementation theirs on flights-dev');
  expect(made.summary).toMatchObject({ delete: 0, replace: 0 });
});

test('two orphans of one address are told apart by their ids, in whatever order Konnect lists them', async () => {
  const memory = await changedPlatform();
  const labels = { 'konduct-owner': 'acme', 'konduct-address': 'gone-0123456789abcdef' };
  memory.put(api, 'eu', { name: 'x', version: '1' }, labels);
  memory.put(api, 'eu', { name: 'x', version: '2' }, labels);
  const addresses = async (isReversed: boolean) => {
    const turned = Object.create(memory, {
      list: {
        value: async (...[collection]: Parameters<Memory['list']>) => {
          const objects = await memory.list(collection);
          return isReversed ? objects.toReversed() : objects;
        },
      },
    });
    const settings = settingsOf(platformOf(smallManifest), asked);
    const { plan: made } = await observedPlan(settings, turned);
    return made.changes
      .filter(({ kind, action }) => kind === 'API' && action === 'delete')
      .map(({ address, id }) => [address, id]);
  };
  expect(await addresses(true)).toEqual(await addresses(false));
  expect(await addresses(true)).toHaveLength(2);
});
