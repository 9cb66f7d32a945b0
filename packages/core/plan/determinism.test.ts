import type { api } from '@konduct/konnect/kinds/api';
import { portal } from '@konduct/konnect/kinds/portal';
import { team } from '@konduct/konnect/kinds/team';
import { teamRole } from '@konduct/konnect/kinds/team-role';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Collection, Fields, ObservedObject } from '../provider/provider.ts';
import { plan, planAndApply, smallManifest } from './planning.fixture.ts';

const small = () => platformOf(smallManifest);

describe('a plan is determined by its input', () => {
  test('byte for byte', async () => {
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', display_name: 'Old' });
    const plans = await Promise.all([1, 2, 3].map(async () => JSON.stringify((await plan(small(), memory)).plan)));
    expect(new Set(plans).size).toBe(1);
  });

  test('the order in which objects are listed is irrelevant', async () => {
    const memory = new Memory();
    await planAndApply(small(), memory);
    memory.put(team, 'global', { name: 'others' }, { 'konduct-owner': 'acme' });
    memory.put(portal, 'eu', { name: 'dev' });
    memory.put(teamRole, 'global', {
      team_id: 'Team-1',
      role_name: 'Viewer',
      entity_id: 'x',
      entity_type_name: 'APIs',
      entity_region: 'eu',
    });
    const expected = JSON.stringify((await plan(small(), memory)).plan);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
        const shuffling = {
          list: async (collection: Collection): Promise<readonly ObservedObject[]> => {
            const items = (await memory.list(collection)).map((item) => [numbers.next().value, item] as const);
            return items.sort(([a], [b]) => a - b).map(([, item]) => item);
          },
          find: async () => undefined,
          read: (kind: typeof api, region: string, object: ObservedObject): Promise<Fields> =>
            memory.read(kind, region, object),
          create: () => Promise.reject(new Error('a plan writes nothing')),
          update: () => Promise.reject(new Error('a plan writes nothing')),
          remove: () => Promise.reject(new Error('a plan writes nothing')),
          contents: async () => [],
        };
        expect(JSON.stringify((await plan(small(), shuffling)).plan)).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });
});
