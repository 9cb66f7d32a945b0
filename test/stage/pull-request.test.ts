import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { folderOf, manifests, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, specification, stagingBranch } from './world.ts';

const scene = useScene();

const dev = stagingBranch('dev');
const prd = stagingBranch('prd');

test('one pull request for each environment, with what its branches have', async () => {
  smallPlatform(scene.world);
  const report = await scene.world.stage({ labels: ['konduct'], reviewers: ['ada'] });
  expect(codes(report)).toEqual([]);
  expect(outcomes(report)).toEqual([
    'air/flights dev: added',
    'air/routes dev: added',
    'air/flights prd: added',
    'air/routes prd: added',
  ]);
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
  expect(report.exitCode).toBe(0);
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/openapi.yaml`)).toBe(specification('flights dev'));
  expect(scene.world.file(prd, `${folderOf('prd', 'flights')}/openapi.yaml`)).toBe(specification('flights main'));
  expect(scene.world.files(dev, folderOf('dev', 'flights')).map((name) => name.split('/').at(-1))).toEqual([
    '.konduct-source.yaml',
    'ko-patch.yaml',
    'openapi.yaml',
  ]);
  expect(scene.world.files(dev).filter((name) => name.includes('/prd/'))).toEqual([]);
  const commit = scene.world.platform.git('log', '-1', '--format=%an <%ae>%n%B', dev);
  expect(commit).toMatch(/^Platform Bot <bot@air\.example>\nStage the APIs of dev\n\nKonduct-Staged: [0-9a-f]{64}\n/);
  expect(
    [...scene.world.github.pulls.values()].map(({ head, base, labels, reviewers }) => [head, base, labels, reviewers]),
  ).toEqual([
    [dev, 'main', ['konduct'], ['ada']],
    [prd, 'main', ['konduct'], ['ada']],
  ]);
  expect(scene.world.github.pulls.get(1)?.body).toContain('`air/flights`');
});

test('unchanged: nothing is fetched, pushed or written', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  const before = [scene.world.head(dev), scene.world.head(prd)];
  const writes = () => scene.world.github.exchanges.filter(({ method }) => method !== 'GET').length;
  const written = writes();
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'unchanged' });
  expect(outcomes(report).filter((line) => line.endsWith('added'))).toHaveLength(4);
  expect([scene.world.head(dev), scene.world.head(prd)]).toEqual(before);
  expect(writes()).toBe(written);

  scene.world.merge('dev');
  scene.world.merge('prd');
  const merged = await scene.world.stage();
  expect(environments(merged)).toEqual({ dev: 'unchanged', prd: 'unchanged' });
  expect(outcomes(merged).every((line) => line.endsWith('unchanged'))).toBe(true);
  // Contacts with the platform: a listing and the base. With the services: a listing each.
  expect(merged.git).toMatchObject({ contacts: 4, repositories: 2 });
});

test('a change in one service brings that service', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  const commit = repository('flights').commit('dev', { 'openapi.yaml': specification('flights of tomorrow') });
  const report = await scene.world.stage();
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'unchanged' });
  expect(report.environments[0]?.written).toEqual([
    `${folderOf('dev', 'flights')}/.konduct-source.yaml`.slice('konnect/'.length),
    `${folderOf('dev', 'flights')}/openapi.yaml`.slice('konnect/'.length),
  ]);
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/.konduct-source.yaml`)).toContain(`commit: ${commit}`);
});

test('a commit that leaves the specification alone brings nothing', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  repository('flights').commit('dev', { README: 'hello' });
  expect(environments(await scene.world.stage())).toEqual({ dev: 'unchanged', prd: 'unchanged' });
});

test('a repository that moved: the pull request says that only the record changes', async () => {
  const { services } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  const moved = scene.world.repositories.create('moved/flights');
  moved.git('fetch', '-q', (services.flights?.remote ?? '').replace('file://', ''), '+refs/heads/*:refs/heads/*');
  scene.world.commitPlatform(manifests({ ...services, flights: { remote: moved.remote } }));
  const report = await scene.world.stage({ environments: ['dev'] });
  expect(environments(report)).toEqual({ dev: 'opened' });
  const body = [...scene.world.github.pulls.values()].at(-1)?.body ?? '';
  expect(body).toContain('**No specification changes.**');
  expect(body).toMatch(/\| `air\/flights` \| `air \/ crew` \| unchanged; only the record of where it came from \|/);
});

test('the branch is rebuilt on the base, and what waits on it is kept', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.commitPlatform({
    [`${folderOf('dev', 'flights')}/openapi.yaml`]: 'written by hand: true\n',
    other: 'file',
  });
  repository('flights').commit('dev', { 'openapi.yaml': specification('newer') });
  const report = await scene.world.stage({ services: ['air/flights'] });
  expect(environments(report)).toEqual({ dev: 'updated', prd: 'unchanged' });
  expect(outcomes(report)).toContain('air/routes dev: added');
  expect(scene.world.platform.git('rev-parse', `${dev}^`)).toBe(scene.world.platform.git('rev-parse', 'main'));
  expect(scene.world.platform.git('rev-list', '--count', `main..${dev}`).trim()).toBe('1');
  expect(scene.world.file(dev, `${folderOf('dev', 'flights')}/openapi.yaml`)).toBe(specification('newer'));
  expect(scene.world.file(dev, `${folderOf('dev', 'routes')}/openapi.yaml`)).toBe(specification('routes dev'));
  expect(scene.world.file(dev, 'other')).toBe('file');
});

test('a run about one organization keeps what waits for the others', async () => {
  const { services } = smallPlatform(scene.world, ['flights']);
  const files = manifests(services);
  const organizations = String(files['konnect/organizations.yaml']);
  scene.world.commitPlatform({
    'konnect/organizations.yaml':
      organizations +
      organizations.split('\n').slice(1).join('\n').replace('air:', 'sea:').replace('AIR_TOKEN', 'SEA_TOKEN'),
  });
  await scene.world.stage();
  const before = scene.world.head(dev);
  const report = await scene.world.stage({ organizations: ['sea'] });
  expect(environments(report)).toEqual({ dev: 'unchanged', prd: 'unchanged' });
  expect(scene.world.head(dev)).toBe(before);
  expect(scene.world.files(dev).filter((name) => name.endsWith('openapi.yaml'))).toHaveLength(2);
});

test('another base: the open pull request is for that one then', async () => {
  smallPlatform(scene.world);
  await scene.world.stage({ environments: ['dev'] });
  scene.world.platform.git('branch', 'release', 'main');
  const report = await scene.world.stage({ environments: ['dev'], base: 'release' });
  expect(environments(report)).toEqual({ dev: 'updated' });
  expect(scene.world.github.pulls.get(1)).toMatchObject({ state: 'open', base: 'release' });
  expect(environments(await scene.world.stage({ environments: ['dev'], base: 'release' }))).toEqual({
    dev: 'unchanged',
  });
});

test('one that became empty is closed', async () => {
  const { repository } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  repository('flights').commit('dev', { 'openapi.yaml': specification('a mistake') });
  expect(environments(await scene.world.stage())).toMatchObject({ dev: 'opened' });
  repository('flights').commit('dev', { 'openapi.yaml': specification('flights dev') });
  const report = await scene.world.stage();
  expect(environments(report)).toMatchObject({ dev: 'closed' });
  expect(scene.world.head(dev)).toBeUndefined();
  expect(scene.world.github.pulls.get(report.environments[0]?.pullRequest?.number ?? 0)?.state).toBe('closed');
});

test('what belongs to services that are gone is removed, and nothing else', async () => {
  const { services } = smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  const routes = folderOf('dev', 'routes');
  scene.world.commitPlatform({
    ...manifests({ flights: services.flights ?? { remote: '' } }),
    [`${routes}/notes.md`]: 'mine',
    [`${folderOf('dev', 'handmade')}/openapi.yaml`]: specification('by hand'),
  });
  const report = await scene.world.stage();
  expect(outcomes(report)).toEqual([
    'air/flights dev: unchanged',
    'air/routes dev: removed',
    'air/flights prd: unchanged',
    'air/routes prd: removed',
  ]);
  expect(scene.world.files(dev, routes)).toEqual([`${routes}/notes.md`]);
  expect(scene.world.files(dev, folderOf('dev', 'handmade'))).toHaveLength(1);
  expect(codes(report)).toEqual(['staged-edited']);
  expect(report.exitCode).toBe(0);
});

test('a patch that a person edited is kept, and said so', async () => {
  smallPlatform(scene.world);
  await scene.world.stage();
  scene.world.merge('dev');
  scene.world.merge('prd');
  const patch = `${folderOf('dev', 'flights')}/ko-patch.yaml`;
  const edited = `${scene.world.file('main', patch)}            - mine\n`;
  scene.world.commitPlatform({ [patch]: edited });
  const report = await scene.world.stage();
  expect(environments(report)).toMatchObject({ dev: 'unchanged' });
  expect(codes(report)).toEqual(['deck-patch-edited']);
});

test('the working tree: files are written there, and nothing is opened', async () => {
  smallPlatform(scene.world);
  const report = await scene.world.stage({ target: 'working-tree', github: undefined, remote: undefined });
  expect(environments(report)).toEqual({ dev: 'written', prd: 'written' });
  expect(scene.world.github.exchanges).toEqual([]);
  expect(scene.world.head(dev)).toBeUndefined();
  expect(environments(await scene.world.stage({ target: 'working-tree' }))).toEqual({
    dev: 'unchanged',
    prd: 'unchanged',
  });
});
