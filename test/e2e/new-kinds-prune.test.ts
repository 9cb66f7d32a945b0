import { expect, test } from 'vitest';
import { changed, createPlatformOfNewKinds, environmentBlueprint, resources } from './new-kinds.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

const settings: RunSettings = { environment: { ...smallEnvironment, PORTAL_SECRET: 'a secret of this test' } };

const scene = useScene(createPlatformOfNewKinds);

function rows(table: string): readonly Record<string, unknown>[] {
  return scene.saved().rows(table);
}

test('a strategy that git no longer says goes by a prune, and one that is in use says by what it is used', async () => {
  expect((await scene.apply(settings)).exitCode).toBe(0);
  const prune = { ...settings, prune: 'all' } as const;
  const keys = resources.slice(resources.indexOf('  - id: keys\n'), resources.indexOf('  - id: login\n'));
  scene.platform.edit(environmentBlueprint, keys, '');
  const [strategy] = rows('auth-strategies');
  const [portal] = rows('portals');
  const api = await somebody(scene.konnect, smallToken, 'POST', '/us/v3/apis', { name: 'theirs' });
  const publication = `/us/v3/apis/${api.id}/publications/${portal?.id}`;
  await somebody(scene.konnect, smallToken, 'PUT', publication, { auth_strategy_ids: [strategy?.id] });
  const refused = await scene.apply(prune);
  expect(refused.organizations[0]?.results).toContainEqual(
    expect.objectContaining({
      kind: 'ApplicationAuthStrategy',
      outcome: 'failed',
      diagnostic: expect.objectContaining({ message: expect.stringContaining('is in use by') }),
    }),
  );
  await somebody(scene.konnect, smallToken, 'DELETE', publication);
  expect(changed(await scene.apply(prune))).toEqual(['delete ApplicationAuthStrategy keys: ']);
  expect(rows('auth-strategies').map(({ name }) => name)).toEqual(['login']);
});

test('a membership is left alone while groups of an identity provider are mapped to its team', async () => {
  scene.platform.edit(
    'konnect/teams.yaml',
    '    services:',
    '    users: [ada@acme.example, bob@acme.example]\n    services:',
  );
  expect((await scene.apply(settings)).exitCode).toBe(0);
  scene.platform.edit('konnect/teams.yaml', 'ada@acme.example, ', '');
  const config = { issuer_url: 'https://login.acme.example', client_id: 'acme' };
  const provider = await somebody(scene.konnect, smallToken, 'POST', '/global/v3/identity-providers', {
    type: 'oidc',
    login_path: 'acme',
    config,
  });
  const team = rows('teams').find(({ name }) => name === 'flights');
  const mappings = `/global/v3/identity-providers/${provider.id}/team-group-mappings`;
  const mapping = await somebody(scene.konnect, smallToken, 'POST', mappings, { team_id: team?.id, group: 'pilots' });
  const prune = { ...settings, prune: 'access' } as const;
  const left = await scene.plan(prune);
  expect(changed(left)).toEqual([]);
  expect(left.organizations[0]?.plan?.orphans).toEqual([]);
  await somebody(scene.konnect, smallToken, 'DELETE', `${mappings}/${mapping.id}`);
  expect(changed(await scene.plan(prune))).toEqual(['delete TeamUser ada@acme.example in flights: ']);
});
