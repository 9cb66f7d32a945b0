import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runBuiltAction, type StepOptions } from '@konduct/runner/built-action.fixture';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deckPath } from '../../../test/deck-sync/deck-run.ts';
import { folderOf, smallPlatform } from '../../../test/stage/small-platform.ts';
import { StageWorld, specification, stagingBranch } from '../../../test/stage/world.ts';

let world: StageWorld;
let repository: ReturnType<typeof smallPlatform>['repository'];

beforeEach(async () => {
  // The repository's address has its name on GitHub.
  world = await StageWorld.create('kong-air/platform');
  ({ repository } = smallPlatform(world));
  // A production environment keeps out what does not say where traffic goes.
  for (const name of ['flights', 'routes'])
    for (const branch of ['main', 'dev'])
      repository(name).commit(branch, {
        'openapi.yaml': `${specification(`${name} ${branch}`)}servers: [{url: "https://${name}.example"}]\n`,
      });
});

afterEach(async () => {
  expect(world.github.problems).toEqual([]);
  await world.close();
});

type Step = Pick<StepOptions, 'inputs' | 'environment'>;

function step({ inputs = {}, environment = {} }: Step = {}) {
  return runBuiltAction('stage-spec', {
    workspace: world.workspace,
    event: { name: 'schedule', payload: {} },
    inputs: { 'github-token': 'ghs_stage', ...inputs },
    environment: {
      PATH: `${path.dirname(deckPath ?? '')}:${process.env.PATH}`,
      GITHUB_SERVER_URL: `file://${world.repositories.folder}`,
      GITHUB_API_URL: world.github.url,
      ...environment,
    },
  });
}

test.skipIf(deckPath === undefined)(
  'one pull request for each environment, then nothing, then what is new',
  async () => {
    const first = await step({ inputs: { labels: 'apis', reviewers: 'ines' } });
    expect(first.exitCode, first.log).toBe(0);
    expect(first.outputs).toMatchObject({ changed: 'true', waiting: '0', 'failure-reason': '' });
    expect(JSON.parse(first.outputs.summary ?? '')).toMatchObject({ create: 4, update: 0 });
    const requests = JSON.parse(first.outputs['pull-requests'] ?? '');
    expect(requests).toMatchObject([
      { environment: 'dev', outcome: 'opened', branch: 'dev-konnect-orchestrator-apply' },
      { environment: 'prd', outcome: 'opened' },
    ]);
    const pull = world.github.pulls.get(requests[0].number);
    expect(pull).toMatchObject({ head: stagingBranch('dev'), labels: ['apis'], reviewers: ['ines'] });
    expect(world.files(stagingBranch('dev'), folderOf('dev', 'flights'))).toContain(
      `${folderOf('dev', 'flights')}/kong-from-oas.yaml`,
    );
    expect(first.summary).toContain('## Staged specifications');
    const schema = path.join(import.meta.dirname, '../../../schemas/stage-report.schema.json');
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(schema, 'utf8')),
    );
    validate(JSON.parse(readFileSync(first.outputs['report-file'] ?? '', 'utf8')));
    expect(validate.errors).toBeNull();

    const second = await step();
    expect(second.outputs, second.log).toMatchObject({ changed: 'false', 'failure-reason': '' });

    repository('routes').commit('dev', { 'openapi.yaml': specification('routes, but new') });
    const third = await step({ inputs: { service: 'air/routes', environments: 'dev' } });
    expect(third.log).toContain('[1/1] read');
    expect(JSON.parse(third.outputs['pull-requests'] ?? '')).toMatchObject([
      { environment: 'dev', outcome: 'updated' },
    ]);
  },
);

test.skipIf(deckPath === undefined)('a service that cannot be read holds nobody up, and the run says so', async () => {
  repository('routes').git('update-ref', '-d', 'refs/heads/dev');
  const { exitCode, outputs, log, summary } = await step();
  expect(exitCode, log).toBe(5);
  expect(outputs).toMatchObject({ changed: 'true', 'failure-reason': 'partly-staged' });
  expect(log).toMatch(/^::error title=branch-missing,file=konnect\/teams\.yaml/m);
  expect(summary).toContain('could not be read');
});

test.skipIf(deckPath === undefined)('the tokens are masked and stand nowhere else', async () => {
  const serviceToken = 'ghs_reads-the-services';
  const { log, summary, outputs } = await step({ inputs: { 'service-token': serviceToken } });
  expect(log.match(/^::add-mask::.*$/gm)?.sort()).toEqual([`::add-mask::${serviceToken}`, '::add-mask::ghs_stage']);
  const report = readFileSync(outputs['report-file'] ?? '', 'utf8');
  const all = [log.replace(/^::add-mask::.*$/gm, ''), summary, report].join('\n');
  expect(all).not.toContain(serviceToken);
  expect(all).not.toContain('ghs_stage');
});

test('a service that nobody has', async () => {
  const { exitCode, outputs, log } = await step({ inputs: { service: 'air/flight' } });
  expect(exitCode).toBe(1);
  expect(outputs['failure-reason'], log).toBe('invalid-configuration');
  expect(log).toContain('Did you mean air/flights?');
});
