import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';
import { hasAct } from './act.ts';
import { dispatch, pullRequest, push, schedule } from './event.ts';
import { pull, startWorld, type World } from './world.ts';

// The life of a change, as GitHub runs it: the pull request, the merge, and both again. Each test goes on where the one
// before it ended.

const contract = hasContract("the check of what Kong Air's workflows ask of Konnect");

describe.skipIf(!hasAct("Kong Air's workflows"))("Kong Air's workflows", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => {
    if (contract) expect(describeViolations(checkExchanges(world.konnect.log()))).toEqual([]);
  });
  afterAll(() => world?.close());

  const writes = () => world.konnect.stats().writes;
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
    const run = await world.run('apply', push);
    expect(run).toMatchObject({
      exitCode: 0,
      jobs: { apply: 'success' },
      steps: { Apply: 'success' },
      annotations: [],
    });
    expect(run.outputs).toMatchObject({ changed: 'true', 'failure-reason': '' });
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

  test.each([
    { workflow: 'apply', event: push },
    { workflow: 'apply', event: dispatch },
    { workflow: 'nightly', event: schedule },
    { workflow: 'nightly', event: dispatch },
  ])('$workflow again, by $event.name, writes nothing', async ({ workflow, event }) => {
    world.konnect.resetLog();
    const run = await world.run(workflow, event);
    expect(run).toMatchObject({ exitCode: 0, outputs: { changed: 'false', 'failure-reason': '' }, annotations: [] });
    expect(world.konnect.stats().calls).toBeGreaterThan(0);
    expect(writes()).toBe(0);
  });

  test('the night heals what somebody changed by hand, and only that', async () => {
    await drift(world);
    world.konnect.resetLog();
    expect(await world.run('nightly', schedule)).toMatchObject({ exitCode: 0, outputs: { changed: 'true' } });
    expect(writes()).toBe(1);
    expect(await world.run('nightly', schedule)).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(writes()).toBe(1);
  });

  test('GitHub was asked only what it offers, and answered only what it describes', () => {
    expect(world.github.exchanges.length).toBeGreaterThan(2);
    expect(world.github.problems).toEqual([]);
  });
});

/** Somebody renames a portal in Konnect's own pages. */
async function drift({ konnect, secrets }: World): Promise<void> {
  const headers = { authorization: `Bearer ${secrets.KONG_AIR_KONNECT_TOKEN}`, 'content-type': 'application/json' };
  const portals = konnect.konnectUrl.replace('{region}', 'us').concat('/v3/portals');
  const { data } = (await (await fetch(portals, { headers })).json()) as { data: { id: string }[] };
  const body = JSON.stringify({ display_name: 'Somebody was here' });
  const changed = await fetch(`${portals}/${data[0]?.id}`, { method: 'PATCH', headers, body });
  expect(changed.status).toBe(200);
}
