import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { somebody } from '../e2e/somebody.ts';
import { headOf } from '../github/repository.ts';
import { pullRequest, push } from './event.ts';
import { hasActAndDeck } from './programs.ts';
import { pull, startWorld, type World } from './world.ts';

// What was reviewed on a pull request is what is applied to production after its merge. Each test continues from the
// state of the one before.

const what = 'the apply of what was reviewed';

// Each workflow has several jobs.
describe.skipIf(!hasActAndDeck(what))(what, { timeout: 120_000 }, () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => expect(world.github.problems).toEqual([]));
  afterAll(() => world?.close());

  /** A commit that changes nothing in Konnect, planned on a pull request. */
  async function planned(number: number) {
    await world.repository.append('README.md', '\n');
    const run = await world.run('plan', pullRequest(number));
    expect(run, run.log).toMatchObject({ exitCode: 0, steps: { Plan: 'success' } });
    return run;
  }

  /** Somebody renames the portal for production in Konnect's UI. */
  async function renamePortal(): Promise<void> {
    const token = world.secrets.KONG_AIR_KONNECT_TOKEN;
    const portals = world.konnect.konnectUrl.replace('{region}', 'us').concat('/v3/portals');
    const answer = await fetch(portals, { headers: { authorization: `Bearer ${token}` } });
    const { data } = (await answer.json()) as { data: { id: string; name: string }[] };
    const id = data.find(({ name }) => name === 'prd')?.id;
    await somebody(world.konnect, token, 'PATCH', `/us/v3/portals/${id}`, { display_name: 'Somebody was here' });
  }

  test('a plan is in one check run on the head commit of its pull request, however often it runs', async () => {
    await planned(pull);
    const run = await planned(pull);
    expect(run.annotations).toEqual([]);
    expect(world.github.checks).toMatchObject([
      { headSha: headOf(pull), app: 'github-actions', name: 'Konduct / kong-air', conclusion: 'success' },
    ]);
    expect(world.github.checks[0]?.text).toContain('bookings-dev');
  });

  test('its merge is applied, to production, too', async () => {
    await world.merge(pull);
    const run = await world.run('apply', push);
    expect(run, run.log).toMatchObject({ exitCode: 0, jobs: { production: 'success' }, annotations: [] });
  });

  test('what was changed in production between the plan and the apply is refused and shown', async () => {
    await planned(pull + 1);
    await renamePortal();
    await world.merge(pull + 1);
    world.konnect.resetLog();
    const run = await world.run('apply', push);
    expect(run).toMatchObject({ exitCode: 1, jobs: { development: 'success', production: 'failure' } });
    expect(run.ran.find(({ job, step }) => job === 'production' && step === 'Apply')?.outputs).toMatchObject({
      changed: 'false',
      'failure-reason': 'plan-unreviewed',
    });
    expect(run.annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        title: 'plan-grown',
        message: expect.stringContaining('"Somebody was here"'),
      }),
    ]);
    expect(run.summary).toContain('Somebody was here');
    expect(world.konnect.stats().writes).toBe(0);
  });

  test('a pull request that shows it makes it reviewed', async () => {
    await planned(pull + 2);
    await world.merge(pull + 2);
    const run = await world.run('apply', push);
    expect(run, run.log).toMatchObject({ exitCode: 0, jobs: { production: 'success' }, annotations: [] });
    expect(world.konnect.stats().writes).toBeGreaterThan(0);
  });

  test('a plan without `checks: write` says what it lacks, and works', async () => {
    const before = structuredClone(world.github.checks);
    const path = '.github/workflows/plan.yaml';
    const line =
      '      checks: write # to keep the plan at the commit, so that the apply can compare with what was reviewed\n';
    await world.repository.edit(path, line, '');
    const run = await planned(pull);
    expect(run.annotations).toEqual([
      expect.objectContaining({ level: 'notice', message: expect.stringMatching(/^No check run.*checks: write/) }),
    ]);
    expect(world.github.checks).toEqual(before);
  });
});
