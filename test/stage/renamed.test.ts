import { deckRenderer } from '@konduct/operations/deck/renderer';
import { expect, test } from 'vitest';
import { deckPath, startDeck } from '../deck-sync/deck-run.ts';
import { useScene } from './scene.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { environments, stagingBranch } from './world.ts';

const scene = useScene();

test.skipIf(deckPath === undefined)('a service with another name is rendered anew by the next staging', async () => {
  smallPlatform(scene.world);
  const { deck, end } = startDeck();
  try {
    const stage = () => scene.world.stage({}, { renderer: deckRenderer(deck) });
    expect(environments(await stage())).toEqual({ dev: 'opened', prd: 'opened' });
    for (const environment of ['dev', 'prd']) scene.world.merge(environment);
    expect(environments(await stage())).toEqual({ dev: 'unchanged', prd: 'unchanged' });

    const teams = scene.world.file('main', 'konnect/teams.yaml') ?? '';
    scene.world.commitPlatform({ 'konnect/teams.yaml': teams.replace('name: flights', 'name: departures') });
    const report = await stage();
    expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
    const folder = folderOf('dev', 'flights');
    const team = folder.slice(0, folder.indexOf('/services/'));
    const changed = ['ko-patch.yaml', 'kong-from-oas.yaml'].map((name) => `${folder}/${name}`);
    const all = [`${team}/konduct-deck.json`, `${team}/kong.yaml`, ...changed].sort();
    expect(report.environments[0]?.written).toEqual(all.map((name) => name.replace('konnect/', '')));
    for (const name of [...changed, `${team}/kong.yaml`]) {
      const text = scene.world.file(stagingBranch('dev'), name) ?? '';
      expect(text, name).toContain('ko-api-name=departures-dev\n');
      expect(text, name).not.toContain('ko-api-name=flights-dev');
    }
    for (const environment of ['dev', 'prd']) scene.world.merge(environment);
    expect(environments(await stage())).toEqual({ dev: 'unchanged', prd: 'unchanged' });
  } finally {
    end();
  }
});
