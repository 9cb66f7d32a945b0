import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullRequest, push } from './event.ts';
import { hasActAndDeck } from './programs.ts';
import { leak } from './secret-forms.ts';
import { pull, startWorld, type World } from './world.ts';

// A pull request from a fork gets no token: what it would change is planned against what the last apply saw.

describe.skipIf(!hasActAndDeck('the plan of a fork'))('the plan of a fork', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.close());

  const calls = () => world.konnect.stats().calls;
  const bodies = () => world.github.comments.map(({ body }) => body);
  /** Runs on main of the repository are 1; those of a fork, whose branch is called main as well, are 2. */
  const artifact = (run: 1 | 2, more: object = {}) => ({
    name: 'konnect-snapshot',
    expired: false,
    workflow_run: { id: run, head_branch: 'main', repository_id: 1, head_repository_id: run },
    ...more,
  });
  const keep = (...artifacts: readonly object[]) =>
    writeFile(join(world.artifactFolder, 'artifacts.json'), JSON.stringify({ artifacts }));

  test('says that there is no snapshot before the first apply', async () => {
    const run = await world.runFromFork('plan');
    expect(run).toMatchObject({ exitCode: 0, outputs: { changed: 'false', 'failure-reason': '' } });
    expect(run.summary).toContain('no access token for kong-air');
    expect(calls()).toBe(0);
  });

  test('an apply keeps a snapshot without secrets and addresses', async () => {
    // Production is changed as far as its plan was reviewed.
    expect((await world.run('plan', pullRequest(pull))).exitCode).toBe(0);
    await world.merge();
    const run = await world.run('apply', push);
    expect(run.exitCode, run.log).toBe(0);
    const text = await readFile(join(world.artifactFolder, 'konnect-snapshot/konnect-snapshot.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ format: 2, organizations: [{ name: 'kong-air', owner: 'kong-air' }] });
    expect(text).not.toMatch(/@[a-z0-9-]+\.[a-z]/i);
    for (const secret of Object.values(world.secrets)) expect(leak(secret, text)).toBeUndefined();
  });

  test('is the plan that the repository itself gets, without a call of Konnect', async () => {
    await world.repository.edit(
      'konnect/teams.yaml',
      await firstDescription(world),
      'description: What a fork would like to say',
    );
    // A fork has kept a newer artifact of the same name, and an old one has expired.
    await keep(artifact(2), artifact(1), artifact(1, { expired: true }));
    world.konnect.resetLog();
    const before = calls();
    const comments = bodies();
    const fork = await world.runFromFork('plan');
    expect(fork).toMatchObject({ exitCode: 0, outputs: { changed: 'true', 'failure-reason': '' } });
    expect(calls()).toBe(before);
    expect(fork.summary).toContain('Planned against a snapshot of ');
    expect(fork.summary).toContain('What a fork would like to say');
    expect(fork.summary).not.toContain('no access token');
    expect(bodies()).toEqual(comments);

    const own = await world.run('plan', pullRequest(pull));
    expect(own.outputs.summary).toBe(fork.outputs.summary);
    expect(own.summary).not.toContain('snapshot');
    expect(world.github.comments).toHaveLength(1);
  });

  test('takes no artifact of a fork', async () => {
    await keep(artifact(2));
    const run = await world.runFromFork('plan');
    expect(run).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(run.summary).toContain('no access token for kong-air');
    expect(run.log).toContain('There is no snapshot of Konnect yet, or it is too old');
  });
});

/** The first line of the example's teams that describes one. */
async function firstDescription({ repository }: World): Promise<string> {
  const text = await readFile(join(repository.folder, 'konnect/teams.yaml'), 'utf8');
  const [line = ''] = /description: .*/.exec(text) ?? [];
  return line;
}
