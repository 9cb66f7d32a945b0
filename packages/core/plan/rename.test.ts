import { kindRegistry } from '@konduct/core/kind/kind';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { Memory } from '../provider/memory.fixture.ts';
import { plan, planAndApply } from './planning.fixture.ts';

interface Keys {
  readonly teams: Readonly<Record<string, readonly string[]>>;
  readonly environments: readonly string[];
}

const labelled = ['Team', 'Portal', 'ControlPlane', 'API'];
const reach = { kinds: kindRegistry(konnectKinds), regions: ['eu'], otherRegions: [], elsewhere: 'always' as const };

/** A manifest of teams with services, in environments. */
function manifest({ teams, environments }: Keys) {
  return platformOf(
    JSON.stringify({
      platform: { name: 'acme' },
      teams: Object.fromEntries(
        Object.entries(teams).map(([team, services]) => [
          team,
          {
            services: Object.fromEntries(
              services.map((name) => [
                `acme/${name}`,
                { name: name.replace(/-renamed$/, ''), git: { remote: `https://github.com/acme/${name}.git` } },
              ]),
            ),
          },
        ]),
      ),
      organizations: {
        acme: {
          'access-token': { type: 'env', value: 'TOKEN' },
          environments: Object.fromEntries(environments.map((name) => [name, { type: 'DEV', region: 'eu' }])),
        },
      },
    }),
  );
}

const refused = new UserError([{ severity: 'error', code: 'konnect-unavailable', message: 'out of order' }]);

/** The changes of labelled objects when another manifest replaces one, by kind and name, and the orphans. */
async function renamed(before: Keys, after: Keys) {
  const memory = new Memory();
  await planAndApply(manifest(before), memory);
  const { plan: made } = await plan(manifest(after), memory, { reach });
  const changes = made.changes.filter(({ kind }) => labelled.includes(kind));
  return {
    updated: changes.filter(({ action }) => action === 'update').map(({ kind, name }) => `${kind} ${name}`),
    created: changes.filter(({ action }) => action === 'create').map(({ kind, name }) => `${kind} ${name}`),
    orphans: made.orphans.filter(({ kind }) => labelled.includes(kind)).map(({ kind, name }) => `${kind} ${name}`),
  };
}

const one: Keys = { teams: { flights: ['bookings'] }, environments: ['dev'] };

describe('a key that changes is one update of each object', () => {
  test('of a team', async () => {
    expect(await renamed(one, { ...one, teams: { planes: ['bookings'] } })).toEqual({
      updated: ['Team planes', 'ControlPlane planes-dev', 'API bookings-dev'],
      created: [],
      orphans: [],
    });
  });

  test('of an environment', async () => {
    expect(await renamed(one, { ...one, environments: ['next'] })).toEqual({
      updated: ['Portal next', 'ControlPlane flights-next', 'API bookings-next'],
      created: [],
      orphans: [],
    });
  });

  test('of a service', async () => {
    expect(await renamed(one, { ...one, teams: { flights: ['bookings-renamed'] } })).toEqual({
      updated: ['API bookings-dev'],
      created: [],
      orphans: [],
    });
  });
});

describe('what is no rename', () => {
  test('a team that takes the place of another one, with services of its own', async () => {
    const found = await renamed(one, { ...one, teams: { planes: ['hangars'] } });
    expect(found.created).toEqual(['Team planes', 'ControlPlane planes-dev', 'API hangars-dev']);
    expect(found.orphans).toEqual(['API bookings-dev', 'ControlPlane flights-dev', 'Team flights']);
  });

  test('a team beside which the old one stays', async () => {
    const found = await renamed(one, { ...one, teams: { flights: [], planes: ['bookings'] } });
    expect(found.created).toEqual(['Team planes', 'ControlPlane planes-dev']);
    // The service moved to another team: its API is the same.
    expect(found.updated).toEqual(['API bookings-dev']);
    expect(found.orphans).toEqual([]);
  });

  test('one old environment for two new ones, where nothing says which is meant', async () => {
    const found = await renamed(one, { ...one, environments: ['next', 'later'] });
    expect(found.updated).toEqual([]);
    expect(found.created).toHaveLength(6);
    expect(found.orphans).toEqual(['API bookings-dev', 'ControlPlane flights-dev', 'Portal dev']);
  });
});

test('a rename that people state is followed where none would be inferred', async () => {
  const memory = new Memory();
  await planAndApply(manifest({ teams: { flights: [] }, environments: ['dev'] }), memory);
  const after = manifest({ teams: { planes: ['hangars'] }, environments: ['dev'] });
  const inferred = await plan(after, memory, { reach });
  expect(inferred.plan.summary.update).toBe(0);
  const moved = [{ from: ['flights'], to: ['planes'] }];
  const { plan: made } = await plan(after, memory, { reach, moved });
  expect(made.changes.filter(({ action }) => action === 'update').map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Team planes',
    'ControlPlane planes-dev',
  ]);
});

describe('a run that broke off in the middle of a rename goes on', () => {
  const two: Keys = { teams: { flights: ['bookings', 'routes'] }, environments: ['dev', 'prd'] };
  const changed = {
    team: { ...two, teams: { planes: ['bookings', 'routes'] } },
    environment: { ...two, environments: ['next', 'prd'] },
  };

  test.each(Object.entries(changed))('whatever it had written: of a key of a %s', async (_, after) => {
    const undisturbed = new Memory();
    await planAndApply(manifest(two), undisturbed);
    await planAndApply(manifest(after), undisturbed);
    const renames = undisturbed.writes.filter(({ verb }) => verb === 'update').length;
    expect(renames).toBeGreaterThan(3);
    for (let done = 0; done < renames; done += 1) {
      let left = Number.POSITIVE_INFINITY;
      const answer = () => (left-- > 0 ? undefined : refused);
      const memory = new Memory({ answer });
      await planAndApply(manifest(two), memory);
      left = done;
      await planAndApply(manifest(after), memory, { concurrency: 1 });
      const { plan: rest } = await plan(manifest(after), memory, { reach, prune: 'all' });
      const labels = rest.changes.filter(({ kind, action }) => labelled.includes(kind) && action !== 'none');
      expect(labels.map(({ action }) => action)).toEqual(Array(renames - done).fill('update'));
    }
  });
});
