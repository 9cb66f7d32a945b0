import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';
import { writesOf } from '../e2e/write-fault.ts';
import { pullRequest, push, schedule } from './event.ts';
import { hasActAndDeck } from './programs.ts';
import { pull, startWorld, type World } from './world.ts';

// A change of the manifests from the pull request to the merge, the next pull request and the scheduled run, as GitHub
// runs it. Each test continues from the state of the one before. pipeline.test.ts does the same for a specification.

const contract = hasContract("the check of what Kong Air's workflows ask of Konnect");

describe.skipIf(!hasActAndDeck("Kong Air's workflows"))("Kong Air's workflows", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => {
    if (contract) expect(describeViolations(checkExchanges(world.konnect.log()))).toEqual([]);
  });
  afterAll(() => world?.close());

  const writes = () => writesOf(world.konnect).length;
  const comments = () => world.github.comments.map(({ body }) => body);

  test('a pull request is validated', async () => {
    const run = await world.run('validate', pullRequest(pull));
    expect(run).toMatchObject({ exitCode: 0, steps: { Validate: 'success' }, annotations: [] });
    expect(run.summary).toContain('kong-air');
    expect(world.konnect.stats().calls).toBe(0);
    expect(world.github.exchanges).toEqual([]);
  });

  test('its plan is a comment, and nothing is written', async () => {
    const run = await world.run('plan', pullRequest(pull));
    expect(run).toMatchObject({ exitCode: 0, steps: { Plan: 'success' }, annotations: [] });
    expect(run.outputs).toMatchObject({ changed: 'true', 'failure-reason': '' });
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toContain('bookings-dev');
    expect(run.summary).toContain('bookings-dev');
    expect(writes()).toBe(0);
  });

  test('the merge is applied', async () => {
    await world.merge();
    const run = await world.run('apply', push);
    expect(run).toMatchObject({
      exitCode: 0,
      jobs: { organization: 'success', development: 'success', preview: 'success', production: 'success' },
      annotations: [],
    });
    const applied = run.ran.filter(({ step }) => step === 'Apply');
    expect(applied.map(({ job, outputs }) => [job, outputs.changed, outputs['failure-reason']])).toEqual([
      ['organization', 'true', ''],
      ['development', 'true', ''],
      ['production', 'true', ''],
    ]);
    // The run about the whole organization has nothing left to do.
    expect(run.outputs).toMatchObject({ changed: 'false', 'failure-reason': '' });
    expect(writes()).toBeGreaterThan(0);
    expect(world.github.comments).toHaveLength(1);
  });

  test('the next plan has nothing to do and says so in the same comment', async () => {
    const [before] = comments();
    const run = await world.run('plan', pullRequest(pull));
    expect(run).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).not.toBe(before);
  });

  test('the night tells in one issue what somebody changed by hand, heals that alone, and closes the issue', async () => {
    const issues = () => [...world.github.issues.values()];
    expect(world.github.deployments.map(({ states }) => states)).toContainEqual(['success']);
    await drift(world, 'Somebody was here');
    world.konnect.resetLog();
    const healing = await world.run('nightly', schedule);
    expect(healing.exitCode, healing.log).toBe(0);
    // Nobody reviewed what becomes of it, which is told; in production it would be refused.
    expect(healing.annotations.map(({ level, title }) => [level, title])).toEqual([['warning', 'plan-grown']]);
    expect(healing.ran.map(({ outputs }) => outputs.changed)).toContain('true');
    expect(writes()).toBe(1);
    expect(issues()).toMatchObject([{ title: 'Drift in Konnect: kong-air / dev', state: 'open' }]);
    expect(issues()[0]?.body).toContain('Somebody was here');

    await drift(world, 'Somebody else was here');
    world.konnect.resetLog();
    expect((await world.run('nightly', schedule)).exitCode).toBe(0);
    expect(writes()).toBe(1);
    expect(issues()).toMatchObject([{ state: 'open' }]);
    expect(issues()[0]?.body).toContain('Somebody else was here');

    const next = await world.run('nightly', schedule);
    expect(next.exitCode).toBe(0);
    expect(next.ran.map(({ outputs }) => outputs.changed)).not.toContain('true');
    expect(writes()).toBe(1);
    expect(issues()).toMatchObject([{ state: 'closed' }]);
  });

  test('GitHub was asked only what it offers, and answered only what it describes', () => {
    expect(world.github.exchanges.length).toBeGreaterThan(2);
    expect(world.github.problems).toEqual([]);
  });
});

/** Renames the portal for development in Konnect, as a person does in its UI. */
async function drift({ konnect, secrets }: World, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${secrets.KONG_AIR_KONNECT_TOKEN}`, 'content-type': 'application/json' };
  const portals = konnect.konnectUrl.replace('{region}', 'us').concat('/v3/portals');
  const { data } = (await (await fetch(portals, { headers })).json()) as { data: { id: string; name: string }[] };
  const body = JSON.stringify({ display_name: name });
  const portal = data.find((each) => each.name === 'dev');
  const changed = await fetch(`${portals}/${portal?.id}`, { method: 'PATCH', headers, body });
  expect(changed.status).toBe(200);
}
