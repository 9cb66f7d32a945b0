import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allowDeletesLabel } from '@konduct/core/policy/allow-deletes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';
import { SavedState } from '../e2e/saved-state.ts';
import { pullRequest, push, schedule } from './event.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import type { PlatformRepository } from './platform-repository.ts';
import { hasActAndDeck } from './programs.ts';
import { renderHere } from './render.ts';

// A service is removed from the platform, then another one with more deletions than allowed, then a team. Each test
// continues from the state of the one before.

const contract = hasContract('the check of what a removal asks of Konnect');
const what = 'the removal of a service';
const bookings = { team: 'passenger-services', key: 'kong-air/bookings' };
const destinations = { team: 'network-planning', key: 'kong-air/destinations' };

describe.skipIf(!hasActAndDeck(what))(what, () => {
  let pipeline: Pipeline;
  /** The number of the latest pull request. */
  let pull: number;
  beforeAll(async () => {
    pipeline = await startPipeline({ app: false });
    await pipeline.reviewFirst();
    await pipeline.run('apply', push);
  }, 240_000);
  afterAll(() => pipeline?.close());

  const saved = () => new SavedState(pipeline.konnect.state(), pipeline.secrets.KONG_AIR_KONNECT_TOKEN ?? '');
  const apis = () => saved().names('apis');
  const gatewayServices = () => saved().names('core-entities/services');
  const writes = () => pipeline.konnect.stats().writes;
  const comments = () => pipeline.github.comments.filter((comment) => comment.pull === pull).map(({ body }) => body);

  test('its pull request shows in the plan and at the gateways what the merge deletes, and passes', async () => {
    expect(apis()).toContain('bookings-dev');
    expect(gatewayServices().filter((name) => name === 'bookings')).toHaveLength(2);
    pull = await openRemoval(pipeline, bookings);
    pipeline.konnect.resetLog();
    for (const workflow of ['validate', 'plan', 'gateway']) {
      const run = await pipeline.run(workflow, pullRequest(pull));
      expect(run, `${workflow}: ${run.log}`).toMatchObject({ exitCode: 0, annotations: [] });
    }
    expect(writes()).toBe(0);
    const [plan = '', ...gateways] = comments();
    expect(plan).toMatch(/API `?bookings-dev`?/);
    expect(plan).toMatch(/[1-9]\d* to delete/);
    // The commit that removed it from the manifests.
    expect(plan).toContain('Remove kong-air/bookings');
    expect(gateways).toHaveLength(2);
    for (const comment of gateways) expect(comment).toContain('- service bookings');
  });

  test('the merge deletes it in both environments, from Konnect and from the gateways', async () => {
    await merge(pipeline, pull);
    const run = await pipeline.run('apply', push);
    expect(run, run.log).toMatchObject({
      exitCode: 0,
      jobs: { organization: 'success', development: 'success', preview: 'success', production: 'success' },
      annotations: [],
    });
    expect(apis()).toEqual(['customers', 'customers-dev', 'destinations', 'destinations-dev', 'flights']);
    expect(gatewayServices()).not.toContain('bookings');
    expect(JSON.stringify(saved().rows('core-entities/routes'))).not.toContain('bookings');
  });

  test.each([
    { workflow: 'apply', event: push },
    { workflow: 'nightly', event: schedule },
  ])('$workflow again has no effect', async ({ workflow, event }) => {
    pipeline.konnect.resetLog();
    const run = await pipeline.run(workflow, event);
    expect(run).toMatchObject({ exitCode: 0, annotations: [] });
    expect(run.ran.map(({ outputs }) => outputs.changed)).not.toContain('true');
    expect(run.ran.map(({ job }) => job)).not.toContain('whole');
    expect(writes()).toBe(0);
  });

  test('one that deletes too much is refused on the pull request, in Konnect and at the gateways', async () => {
    await allowOneDeletion(pipeline);
    pull = await openRemoval(pipeline, destinations);
    pipeline.konnect.resetLog();
    const plan = await pipeline.run('plan', pullRequest(pull));
    expect(plan).toMatchObject({ exitCode: 1, jobs: { plan: 'failure' }, outputs: { 'failure-reason': 'refused' } });
    const gateway = await pipeline.run('gateway', pullRequest(pull));
    expect(gateway).toMatchObject({ exitCode: 1, jobs: { diff: 'failure', lint: 'success' } });
    for (const run of [plan, gateway])
      expect(run.annotations.map(({ message }) => message).join('\n')).toContain(allowDeletesLabel);
    expect(writes()).toBe(0);
  });

  test('with the label it passes, and its merge deletes what it showed', async () => {
    pipeline.github.pulls.get(pull)?.labels.push(allowDeletesLabel);
    for (const workflow of ['plan', 'gateway']) {
      const run = await pipeline.run(workflow, pullRequest(pull, 'branch', [allowDeletesLabel]));
      expect(run, `${workflow}: ${run.log}`).toMatchObject({ exitCode: 0, annotations: [] });
    }
    await merge(pipeline, pull);
    const run = await pipeline.run('apply', push);
    expect(run, run.log).toMatchObject({ exitCode: 0, annotations: [] });
    expect(apis()).toEqual(['customers', 'customers-dev', 'flights']);
    expect(gatewayServices()).not.toContain('destinations');
  });

  // Four workflows, each with several jobs.
  test('a team that leaves goes in the job about the whole organization, with its gateways', {
    timeout: 90_000,
  }, async () => {
    const { checkout } = pipeline;
    await edit(checkout, 'konnect/teams.yaml', /^ {2}network-planning:\n(?: {4}.*\n|\n)+/m);
    for (const environment of ['dev', 'prd'])
      await rm(join(checkout.folder, `konnect/kong-air/envs/${environment}/teams/network-planning`), {
        recursive: true,
      });
    pull = await openPull(pipeline, 'Remove network-planning');
    const plan = await pipeline.run('plan', pullRequest(pull, 'branch', [allowDeletesLabel]));
    expect(plan, plan.log).toMatchObject({ exitCode: 0, annotations: [] });
    expect(comments().join('\n')).toContain('network-planning-prd');
    pipeline.github.pulls.get(pull)?.labels.push(allowDeletesLabel);
    await merge(pipeline, pull);
    const run = await pipeline.run('apply', push);
    expect(run, run.log).toMatchObject({ exitCode: 0, jobs: { whole: 'success' } });
    expect(saved().names('control-planes')).toEqual(['passenger-services-dev', 'passenger-services-prd']);
    expect(saved().names('teams')).not.toContain('network-planning');
    expect(apis()).toEqual(['customers', 'customers-dev']);
    pipeline.konnect.resetLog();
    const next = await pipeline.run('nightly', schedule);
    expect(next, next.log).toMatchObject({ exitCode: 0, annotations: [] });
    expect(writes()).toBe(0);
  });

  test('GitHub was asked only what it offers, and Konnect too', () => {
    expect(pipeline.github.problems).toEqual([]);
    if (contract) expect(describeViolations(checkExchanges(pipeline.konnect.log()))).toEqual([]);
  });
});

/**
 * Removes a service as a person does: from the manifest, with its specifications, then renders, and opens a pull
 * request.
 */
async function openRemoval(pipeline: Pipeline, { team, key }: { team: string; key: string }): Promise<number> {
  const { checkout } = pipeline;
  await edit(checkout, 'konnect/teams.yaml', new RegExp(`^      ${key}:\\n(?:        .*\\n)+`, 'm'));
  for (const environment of ['dev', 'prd']) {
    const folder = join(checkout.folder, `konnect/kong-air/envs/${environment}/teams/${team}/services`, key);
    await rm(folder, { recursive: true });
  }
  await renderHere(checkout.folder);
  return openPull(pipeline, `Remove ${key}`);
}

/** Removes a part of a file, without a commit. */
async function edit({ folder }: PlatformRepository, path: string, part: RegExp): Promise<void> {
  const text = await readFile(join(folder, path), 'utf8');
  expect(text).toMatch(part);
  await writeFile(join(folder, path), text.replace(part, ''));
}

/** Commits the changes to a branch of their own and opens a pull request for it. Returns its number. */
async function openPull({ checkout, origin, github, secrets }: Pipeline, title: string): Promise<number> {
  const head = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  await checkout.git('checkout', '--quiet', '-B', head);
  await checkout.commit(title);
  await origin.push(checkout, head);
  const answer = await fetch(`${github.url}/repos/kong-air/platform/pulls`, {
    method: 'POST',
    headers: { authorization: `token ${secrets.GITHUB_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ head, base: 'main', title, body: '' }),
  });
  expect(answer.status).toBe(201);
  const { number } = (await answer.json()) as { number: number };
  return number;
}

async function merge({ checkout, origin, github }: Pipeline, pull: number): Promise<void> {
  origin.merge(github, pull);
  await origin.checkOut(checkout, 'main');
}

/** Sets the limit of the platform to one deletion. */
async function allowOneDeletion({ checkout, origin }: Pipeline): Promise<void> {
  for (const name of ['plan', 'gateway', 'apply']) {
    const file = join(checkout.folder, `.github/workflows/${name}.yaml`);
    const text = await readFile(file, 'utf8');
    const line = /^ {10}mode: (plan|apply|diff|sync)\n/gm;
    await writeFile(
      file,
      text.replaceAll(line, (found) => `${found}          max-deletes: 1\n`),
    );
  }
  await checkout.commit('Ask about deletions early');
  await origin.push(checkout);
}
