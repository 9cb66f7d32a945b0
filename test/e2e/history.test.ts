import { rmSync } from 'node:fs';
import type { Change } from '@konduct/core/plan/change';
import { beforeEach, describe, expect, test } from 'vitest';
import { CheckoutHistory } from './checkout-history.ts';
import { createRemovalPlatform, seatsService, stage } from './removal-platform.ts';
import type { plan, RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment } from './small-platform.ts';

const environment = smallEnvironment;
let history: CheckoutHistory;

const scene = useScene(createRemovalPlatform);
beforeEach(async () => {
  history = new CheckoutHistory(scene.platform.workspace);
  await scene.apply({ environment });
});

const git = (...args: readonly string[]) => history.git(...args);
const commit = (subject: string) => history.commit(subject);
const begin = () => history.begin();

const removeSeats = () => scene.platform.edit(small.teams, seatsService, '');
const removeStage = () => scene.platform.edit(small.organizations, stage, '');
const removeBob = () => scene.platform.edit(small.teams, ', bob@acme.example', '');

async function orphans(settings: RunSettings = {}): Promise<readonly Change[]> {
  const report = await scene.plan({ environment, ...settings });
  expect(report.diagnostics).toEqual([]);
  return report.organizations[0]?.plan?.orphans ?? [];
}

/** Each orphan with the subject of the commit that removed it, if any, sorted. */
async function told(settings: RunSettings = {}): Promise<string[]> {
  const found = await orphans(settings);
  return found.map(({ kind, name, commit: by }) => `${kind} ${name}: ${by?.subject ?? '-'}`).sort();
}

test('each orphan has the commit that removed it, its address of then, and its environment', async () => {
  begin();
  removeBob();
  const first = commit('Bob leaves\nus\n\nWith a word of thanks.');
  removeSeats();
  const second = commit('Seats are gone');
  removeStage();
  const third = commit('No stage any more');
  scene.platform.edit(small.teams, 'Where we fly', 'Where we fly to');
  commit('Words');

  const found = await orphans();
  const by = (subject: string) =>
    found.filter(({ commit: made }) => made?.subject === subject).map(({ kind, name }) => `${kind} ${name}`);
  expect(found.filter(({ commit: made }) => made === undefined)).toEqual([]);
  expect(by('Bob leaves us')).toEqual(['TeamUser bob@acme.example in flights']);
  expect(by('Seats are gone')).toEqual(['APIPublication seats-dev on dev', 'API seats-dev']);
  expect(by('No stage any more').sort()).toMatchInlineSnapshot(`
    [
      "ControlPlane flights-stg",
      "Portal stg",
      "TeamRole Admin: flights on flights-stg",
    ]
  `);
  const of = (name: string) => found.find((change) => change.name === name);
  expect(of('bob@acme.example in flights')?.commit?.id).toBe(first);
  expect(of('seats-dev')).toMatchObject({
    commit: { id: second },
    declaredAs: 'acme/dev/flights/acme%2Fseats/api',
    environment: 'dev',
  });
  expect(of('stg')).toMatchObject({ commit: { id: third }, declaredAs: 'acme/stg/portal', environment: 'stg' });
});

test('the same is said where they are deleted, in a plan and in an apply', async () => {
  begin();
  removeSeats();
  const id = commit('Seats are gone');
  const deletions = (report: Awaited<ReturnType<typeof plan>>) =>
    report.organizations[0]?.plan?.changes.filter(({ action }) => action === 'delete').map((change) => change.commit);
  const removal = { id, subject: 'Seats are gone' };
  expect(deletions(await scene.plan({ environment, prune: 'all' }))).toEqual([removal, removal]);
  const applied = await scene.apply({ environment, prune: 'all' });
  expect(applied.exitCode).toBe(0);
  expect(deletions(applied)).toEqual([removal, removal]);
  expect(await orphans()).toEqual([]);
});

test('a link that a blueprint no longer makes, although what it joins has another name by now', async () => {
  scene.platform.copyBuiltinBlueprints();
  begin();
  const blueprint = 'konnect/blueprints/service.yaml';
  scene.platform.edit(blueprint, 'kind: APIPublication', 'kind: APIPublication\n    includeWhen: ["${false}"]');
  commit('Not on portals');
  scene.platform.edit(small.teams, 'name: seats', 'name: seating');
  commit('Seats become seating');
  await scene.apply({ environment });
  expect(await told()).toEqual([
    'APIPublication flights-dev on dev: Not on portals',
    'APIPublication seating-dev on dev: Not on portals',
  ]);
});

describe('the line of first parents', () => {
  test('a merge removes what its branch removed', async () => {
    begin();
    git('checkout', '-q', '-b', 'topic');
    removeSeats();
    commit('Seats go, on a branch');
    git('checkout', '-q', 'main');
    scene.platform.write('README.md', 'Ours\n');
    commit('A readme');
    git('merge', '-q', '--no-ff', '-m', 'Merge pull request #12 from acme/topic', 'topic');
    expect(await told()).toEqual([
      'API seats-dev: Merge pull request #12 from acme/topic',
      'APIPublication seats-dev on dev: Merge pull request #12 from acme/topic',
    ]);
  });

  test('of the merge that is made for the checks of a pull request, the commits of both sides are told', async () => {
    begin();
    git('checkout', '-q', '-b', 'topic');
    removeSeats();
    const head = commit('Seats go, on a branch');
    git('checkout', '-q', 'main');
    removeStage();
    const base = commit('No stage any more');
    git('merge', '-q', '--no-ff', '-m', `Merge ${head} into ${base}`, 'topic');
    const subjects = new Set((await orphans()).map(({ commit: by }) => by?.subject));
    expect(subjects).toEqual(new Set(['Seats go, on a branch', 'No stage any more']));
  });
});

test('a platform directory that was renamed', async () => {
  begin();
  removeSeats();
  commit('Seats are gone');
  git('mv', 'konnect', 'platform');
  scene.platform.write(
    'platform/teams.yaml',
    scene.platform.read('platform/teams.yaml').replace(', bob@acme.example', ''),
  );
  commit('Another place, without Bob');
  expect(await told({ config: 'platform' })).toEqual([
    'API seats-dev: Seats are gone',
    'APIPublication seats-dev on dev: Seats are gone',
    'TeamUser bob@acme.example in flights: Another place, without Bob',
  ]);
});

describe('where the manifests are', () => {
  const crew = 'teams:\n  crew:\n    description: Who flies\n';
  const manifests = ['more/crew.yaml'];

  beforeEach(async () => {
    scene.platform.write('more/crew.yaml', crew);
    await scene.apply({ environment, manifests });
  });

  test('the platform directory is the root of the repository, and another manifest outside of it', async () => {
    git('-C', 'konnect', 'init', '-q', '-b', 'main');
    git('-C', 'konnect', 'add', '-A');
    git('-C', 'konnect', 'commit', '-q', '-m', 'Begin');
    removeBob();
    git('-C', 'konnect', 'commit', '-q', '-a', '-m', 'Bob leaves');
    scene.platform.write('more/crew.yaml', 'teams: {}\n');
    expect(await told({ manifests })).toEqual(
      expect.arrayContaining(['TeamUser bob@acme.example in flights: Bob leaves', 'Team crew: -']),
    );
  });

  test('the other manifest is in the same repository', async () => {
    begin();
    scene.platform.write('more/crew.yaml', 'teams: {}\n');
    commit('No crew');
    expect(await told({ manifests })).toContain('Team crew: No crew');
  });
});

describe('as far as git knows it', () => {
  const seats = ['API seats-dev', 'APIPublication seats-dev on dev'];
  const withBy = (by: string) => seats.map((name) => `${name}: ${by}`);

  test('no repository', async () => {
    removeSeats();
    expect(await told()).toEqual(withBy('-'));
  });

  test('no commit, and one that is not made yet', async () => {
    git('init', '-q', '-b', 'main');
    removeSeats();
    expect(await told()).toEqual(withBy('-'));
    git('checkout', '-q', '--orphan', 'other');
    scene.platform.write(small.teams, scene.platform.read(small.teams) + seatsService);
    commit('Begin');
    removeSeats();
    expect(await told()).toEqual(withBy('-'));
  });

  test('no git, or something else of that name', async () => {
    begin();
    removeSeats();
    commit('Seats are gone');
    expect(await told({ environment: { ...environment, PATH: scene.platform.path('nowhere') } })).toEqual(withBy('-'));
    rmSync(scene.platform.path('.git'), { recursive: true });
    scene.platform.write('.git', 'not a repository\n');
    expect(await told()).toEqual(withBy('-'));
  });

  test('a shallow clone knows what its commits did, and nothing of what was before', async () => {
    begin();
    removeSeats();
    commit('Seats are gone');
    removeBob();
    commit('Bob leaves');
    const origin = `file://${scene.platform.workspace}`;
    const clone = scene.platform.path('clone');
    git('clone', '-q', '--depth', '1', origin, clone);
    expect(await told({ config: 'clone/konnect' })).toEqual([
      ...withBy('-'),
      'TeamUser bob@acme.example in flights: -',
    ]);
    rmSync(clone, { recursive: true });
    git('clone', '-q', '--depth', '2', origin, clone);
    expect(await told({ config: 'clone/konnect' })).toEqual([
      ...withBy('-'),
      'TeamUser bob@acme.example in flights: Bob leaves',
    ]);
  });

  test('a work tree of its own', async () => {
    begin();
    removeSeats();
    commit('Seats are gone');
    git('worktree', 'add', '-q', scene.platform.path('tree'));
    expect(await told({ config: 'tree/konnect' })).toEqual(withBy('Seats are gone'));
  });

  test('a broken manifest says only what it has', async () => {
    begin();
    removeBob();
    scene.platform.edit(small.platform, 'name: acme', 'name: [acme');
    commit('Broken');
    scene.platform.edit(small.platform, 'name: [acme', 'name: acme');
    commit('Mended');
    removeSeats();
    commit('Seats are gone');
    expect(await told()).toEqual([...withBy('Seats are gone'), 'TeamUser bob@acme.example in flights: Mended']);
  });

  test('what was removed and is declared again is no orphan, and only the last removal counts', async () => {
    begin();
    removeSeats();
    commit('Seats are gone');
    scene.platform.write(small.teams, scene.platform.read(small.teams) + seatsService);
    commit('Seats are back');
    removeSeats();
    commit('Seats are gone again');
    expect(await told()).toEqual(withBy('Seats are gone again'));
  });

  test('not beyond so many commits, of which those that change no manifest are none', async () => {
    begin();
    removeSeats();
    commit('Seats are gone');
    const word = (index: number) => {
      scene.platform.write(small.platform, `platform:\n  name: acme\n# ${index}\n`);
      commit(`Word ${index}`);
    };
    for (let index = 0; index < 18; index += 1) word(index);
    history.commitNothing(180);
    expect(await told()).toEqual(withBy('Seats are gone'));
    word(18);
    expect(await told()).toEqual(withBy('-'));
  });
});
