import { Secret } from '@konduct/core/secret/secret';
import { expect, test } from 'vitest';
import { useScene } from './scene.ts';
import { manifests, smallPlatform } from './small-platform.ts';
import { codes, environments, stagingBranch } from './world.ts';

const scene = useScene();

/** Writes `platform.git.github.token`, read from PULL_TOKEN. */
function nameToken(services: ReturnType<typeof smallPlatform>['services']): void {
  const files = manifests(services);
  const platform = String(files['konnect/platform.yaml']);
  scene.world.commitPlatform({
    ...files,
    'konnect/platform.yaml': `${platform}    github: {token: {type: env, value: PULL_TOKEN}}\n`,
  });
}

test('the author that a service names is a co-author of the commits that change its files, and of no others', async () => {
  const { services, repository } = smallPlatform(scene.world);
  const files = manifests(services);
  const remote = `git: {remote: ${JSON.stringify(services.flights?.remote)}`;
  const teams = String(files['konnect/teams.yaml']).replace(
    remote,
    `${remote}, author: {name: Flights Bot, email: flights@air.example}`,
  );
  scene.world.commitPlatform({ ...files, 'konnect/teams.yaml': teams });
  await scene.world.stage();
  const message = () => scene.world.platform.git('log', '-1', '--format=%an%n%B', stagingBranch('dev'));
  expect(message()).toMatch(/^Platform Bot\n/);
  expect(message()).toContain('\nCo-authored-by: Flights Bot <flights@air.example>\n');
  scene.world.merge('dev');
  repository('routes').commit('dev', {
    'openapi.yaml': 'openapi: 3.0.3\ninfo: {title: Routes, version: "9"}\npaths: {}\n',
  });
  expect(environments(await scene.world.stage())).toMatchObject({ dev: 'opened' });
  expect(message()).not.toContain('Co-authored-by');
});

test("the manifest's token for pull requests goes before the workflow's own, and not before a given one", async () => {
  const { services } = smallPlatform(scene.world);
  nameToken(services);
  const { github } = scene.world.options();
  if (!github) throw new Error('the world has no GitHub');
  const refused = { ...github, token: new Secret('ghs_refused') };
  const named = { PULL_TOKEN: 'ghs_stage' };
  const given = await scene.world.stage({ github: { ...refused, isWorkflowToken: false } }, {}, named);
  expect(environments(given)).toMatchObject({ dev: 'failed' });
  const own = await scene.world.stage({ github: { ...refused, isWorkflowToken: true } }, {}, named);
  expect(environments(own)).toEqual({ dev: 'opened', prd: 'opened' });
  expect(codes(own)).toEqual([]);
});

test("without a value for it pull requests are kept with the workflow's own token, and a note says so", async () => {
  const { services } = smallPlatform(scene.world);
  nameToken(services);
  const { github } = scene.world.options();
  const report = await scene.world.stage({ github: github && { ...github, isWorkflowToken: true } });
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
  expect(report.diagnostics).toMatchObject([
    { severity: 'note', code: 'secret-missing', cause: expect.stringContaining('start no workflows') },
  ]);
});
