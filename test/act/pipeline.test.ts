import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';
import { platformLines } from '../e2e/platform-lines.ts';
import { SavedState } from '../e2e/saved-state.ts';
import { root } from '../workflows/workflow.ts';
import { dispatch, dispatchWith, pullRequest, push, repositoryDispatch, schedule } from './event.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { hasActAndDeck } from './programs.ts';
import { leak } from './secret-forms.ts';

// A commit in a service's repository on its way to the linked, published and routed API, as GitHub runs it: one pull
// request, one merge, one run. Each test continues from the state of the one before.

const contract = hasContract('the check of what the pipeline asks of Konnect');
const what = 'the pipeline from a commit to a gateway';
const branch = 'dev-konnect-orchestrator-apply';
const folder = 'konnect/kong-air/envs/dev/teams/network-planning';

describe.skipIf(!hasActAndDeck(what))(what, () => {
  let pipeline: Pipeline;
  let first: number;
  beforeAll(async () => {
    pipeline = await startPipeline({ app: true });
    first = await pipeline.reviewFirst();
  }, 90_000);
  afterAll(() => pipeline?.close());

  const saved = () => new SavedState(pipeline.konnect.state(), pipeline.secrets.KONG_AIR_KONNECT_TOKEN ?? '');
  const lines = (start: string) =>
    platformLines(pipeline.konnect.state(), pipeline.secrets.KONG_AIR_KONNECT_TOKEN ?? '', { labels: false }).filter(
      (line) => line.startsWith(`${start} | `),
    );
  const links = () => lines('implementation').map((line) => line.split(' | ').slice(2).join(' '));
  const routes = () => saved().names('core-entities/routes');
  /** All pull requests but the first one of the platform. */
  const pulls = () => [...pipeline.github.pulls.values()].filter(({ number }) => number !== first);

  test('what is staged is applied, synced and linked in one run; production after development', async () => {
    const run = await pipeline.run('apply', push);
    expect(run).toMatchObject({
      exitCode: 0,
      jobs: { organization: 'success', development: 'success', preview: 'success', production: 'success' },
      annotations: [],
    });
    expect(
      run.ran
        .filter(({ outputs }) => 'changed' in outputs)
        .map(({ job, step, outputs }) => [job, step, outputs.changed]),
    ).toEqual([
      ['organization', 'Apply', 'true'],
      ['development', 'Apply', 'true'],
      ['development', 'Sync the gateways', 'true'],
      ['development', 'Link the APIs to their gateways', 'true'],
      ['preview', 'Plan', 'true'],
      ['preview', 'Compare the gateways', 'false'],
      ['production', 'Apply', 'true'],
      ['production', 'Sync the gateways', 'true'],
      ['production', 'Link the APIs to their gateways', 'true'],
      // Nothing is left for the run about the whole organization.
      ['whole-preview', 'Plan', 'false'],
    ]);
    expect(links()).toEqual([
      'bookings passenger-services-prd bookings',
      'bookings-dev passenger-services-dev bookings',
      'customers passenger-services-prd customers',
      'customers-dev passenger-services-dev customers',
      'destinations network-planning-prd destinations',
      'destinations-dev network-planning-dev destinations',
      'flights network-planning-prd flights',
    ]);
    expect(saved().names('apis')).not.toContain('flights-dev');
  });

  test('a team’s commit, told of by its repository, becomes one pull request', async () => {
    pipeline.service('kong-air/flights').commit('dev', { 'openapi.yaml': pipeline.flights }, 'Offer flights');
    const run = await pipeline.run('stage', repositoryDispatch('stage', { service: 'kong-air/flights' }));
    expect(run).toMatchObject({ exitCode: 0, steps: { 'Become the GitHub App': 'success', Stage: 'success' } });
    expect(pulls().map(({ head, state }) => [head, state])).toEqual([[branch, 'open']]);
    expect(pulls()[0]?.body).toContain('kong-air/flights');
    const staged = `${folder}/services/kong-air/flights`;
    expect(pipeline.origin.file(branch, `${staged}/openapi.yaml`)).toBe(pipeline.flights);
    expect(pipeline.origin.file(branch, `${staged}/kong-from-oas.yaml`)).toContain('name: flights_listflights');
    expect(pipeline.origin.file(branch, `${folder}/kong.yaml`)).toContain('ko-api-name=flights-dev');
    expect(pipeline.konnect.stats().writes).toBeGreaterThan(0);
  });

  test('asking again moves nothing', async () => {
    const before = { branches: pipeline.origin.branches(), pulls: structuredClone(pulls()) };
    for (const event of [dispatchWith({ service: 'kong-air/flights' }), dispatch, schedule])
      expect(await pipeline.run('stage', event)).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect({ branches: pipeline.origin.branches(), pulls: pulls() }).toEqual(before);
  });

  test('the pull request is validated, linted, and its effects shown', async () => {
    await pipeline.origin.checkOut(pipeline.checkout, branch);
    const number = pulls()[0]?.number ?? 0;
    pipeline.konnect.resetLog();
    for (const workflow of ['validate', 'plan', 'gateway']) {
      const run = await pipeline.run(workflow, pullRequest(number));
      expect(run, workflow).toMatchObject({ exitCode: 0 });
    }
    const bodies = pipeline.github.comments.map(({ body }) => body);
    expect(bodies.some((body) => body.includes('flights-dev'))).toBe(true);
    expect(bodies.some((body) => body.includes('flights_listflights'))).toBe(true);
    expect(Object.values(await pipeline.artifacts()).join('\n')).toContain('flights_listflights');
    expect(pipeline.konnect.stats().writes).toBe(0);
  });

  test('one merge, one run: the API is there, published, routed and linked; nobody is asked about production', async () => {
    pipeline.origin.merge(pipeline.github, pulls()[0]?.number ?? 0);
    await pipeline.origin.checkOut(pipeline.checkout, 'main');
    const run = await pipeline.run('apply', push);
    expect(run).toMatchObject({ exitCode: 0, jobs: { development: 'success', preview: 'success' }, annotations: [] });
    expect(run.ran.map(({ job }) => job)).not.toContain('production');
    expect(links()).toContain('flights-dev network-planning-dev flights');
    expect(lines('publication').some((line) => line.includes('flights-dev | dev | private'))).toBe(true);
    expect(lines('version').filter((line) => line.includes('| flights-dev | 3.3.0 |'))).toHaveLength(1);
    expect(routes().filter((name) => name === 'flights_listflights')).toHaveLength(2);
  });

  test.each([
    { workflow: 'apply', event: push },
    { workflow: 'apply', event: dispatch },
    { workflow: 'nightly', event: schedule },
    { workflow: 'nightly', event: dispatch },
  ])('$workflow again, by $event.name, has no effect', async ({ workflow, event }) => {
    pipeline.konnect.resetLog();
    const run = await pipeline.run(workflow, event);
    expect(run).toMatchObject({ exitCode: 0, annotations: [] });
    expect(run.ran.map(({ outputs }) => outputs.changed)).not.toContain('true');
    // Started by hand, production is asked about in any case: a new value of a secret shows in no comparison.
    expect(run.ran.some(({ job }) => job === 'production')).toBe(event.name === 'workflow_dispatch');
    expect(pipeline.konnect.stats().calls).toBeGreaterThan(0);
    expect(pipeline.konnect.stats().writes).toBe(0);
  });

  test('staging again has no effect either', async () => {
    const before = { branches: pipeline.origin.branches(), pulls: structuredClone(pulls()) };
    expect(await pipeline.run('stage', schedule)).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect({ branches: pipeline.origin.branches(), pulls: pulls() }).toEqual(before);
  });

  test('a change that breaks clients says so first, and is routed after one more merge and run', async () => {
    const changed = pipeline.flights
      .replace('/flights/{number}/departures/{date}:', '/departures/{number}/{date}:')
      .replace('version: 3.3.0', 'version: 4.0.0');
    pipeline.service('kong-air/flights').commit('dev', { 'openapi.yaml': changed }, 'Shorten paths');
    await pipeline.run('stage', dispatchWith({ service: 'kong-air/flights' }));
    const open = pulls().filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);
    expect(open[0]?.body).toContain('breaking');
    await pipeline.origin.checkOut(pipeline.checkout, branch);
    await pipeline.run('plan', pullRequest(open[0]?.number ?? 0));
    pipeline.origin.merge(pipeline.github, open[0]?.number ?? 0);
    await pipeline.origin.checkOut(pipeline.checkout, 'main');
    expect(await pipeline.run('apply', push)).toMatchObject({ exitCode: 0, annotations: [] });
    const paths = saved()
      .rows('core-entities/routes')
      .flatMap((route) => route.paths as string[]);
    expect(paths.filter((path) => path.startsWith('~/departures/'))).toHaveLength(1);
    expect(lines('version').filter((line) => line.includes('| flights-dev | 4.0.0 |'))).toHaveLength(1);
    expect(links()).toContain('flights-dev network-planning-dev flights');
  });

  test('split into shards for a large platform, the same comes to the same', async () => {
    const fanOut = join(root, 'action-examples/large-platform/.github/workflows/apply.yaml');
    await copyFile(fanOut, join(pipeline.checkout.folder, '.github/workflows/fan-out.yaml'));
    pipeline.konnect.resetLog();
    const run = await pipeline.run('fan-out', push);
    expect(run).toMatchObject({
      exitCode: 0,
      jobs: { shards: 'success', organizations: 'success', development: 'success', preview: 'success' },
      annotations: [],
    });
    const shards = run.ran.filter(({ step }) => step.startsWith('Split ')).map(({ outputs }) => outputs.matrix);
    expect(shards.map((matrix) => JSON.parse(matrix ?? '').include)).toEqual(
      ['dev', 'prd'].map((environments) => [
        expect.objectContaining({ level: 'environment', organizations: 'kong-air', environments }),
      ]),
    );
    const synced = run.ran.filter(({ step, result }) => step === 'Sync the gateways' && result === 'success');
    // Production has no changes, so that no approval is asked for.
    expect(synced.map(({ job }) => job)).toEqual(['development']);
    expect(pipeline.konnect.stats().writes).toBe(0);
  });

  test('GitHub was asked only what it offers, and Konnect too', () => {
    expect(pipeline.github.exchanges.length).toBeGreaterThan(2);
    expect(pipeline.github.problems).toEqual([]);
    if (contract) expect(describeViolations(checkExchanges(pipeline.konnect.log()))).toEqual([]);
  });

  test('no secret left in any form, by any way out', async () => {
    const places = {
      logs: pipeline.runs.map(({ log }) => log).join('\n'),
      summaries: pipeline.runs.map(({ summary }) => summary).join('\n'),
      annotations: JSON.stringify(pipeline.runs.map(({ annotations }) => annotations)),
      // These steps have the GitHub App's token as an output, from which later steps get it.
      outputs: JSON.stringify(pipeline.runs.map(({ ran }) => ran.filter(({ step }) => !/^Become|^Give$/.test(step)))),
      comments: JSON.stringify(pipeline.github.comments),
      'pull requests': JSON.stringify(pulls()),
      checks: JSON.stringify(pipeline.github.checks),
      commits: pipeline.origin.history(),
      artifacts: JSON.stringify(await pipeline.artifacts()),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(text, place).not.toBe('');
      for (const [name, secret] of Object.entries(pipeline.secrets))
        expect(leak(secret, text), `${name} in the ${place}`).toBeUndefined();
    }
  });
});
