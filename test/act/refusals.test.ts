import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasAct } from './act.ts';
import { pullRequest, push } from './event.ts';
import { pull, startWorld, type World } from './world.ts';

describe.skipIf(!hasAct("Kong Air's workflows when something is wrong"))(
  "Kong Air's workflows when something is wrong",
  () => {
    let world: World;
    beforeEach(async () => {
      world = await startWorld();
    });
    afterEach(async () => {
      expect(world?.github.problems).toEqual([]);
      await world?.close();
    });

    test('a mistake in a manifest is shown on its line', async () => {
      await world.repository.edit('konnect/teams.yaml', 'name: customers', 'nmae: customers');
      const line = await lineOf(world, 'konnect/teams.yaml', 'nmae: customers');
      const run = await world.run('validate', pullRequest(pull));
      expect(run).toMatchObject({ exitCode: 1, steps: { Validate: 'failure' } });
      expect(run.annotations).toContainEqual(
        expect.objectContaining({ level: 'error', file: 'konnect/teams.yaml', line }),
      );
      expect(run.outputs).toMatchObject({ 'failure-reason': 'invalid-configuration' });
    });

    test('the same mistake keeps anything from being planned or applied', async () => {
      await world.repository.edit('konnect/teams.yaml', 'name: customers', 'nmae: customers');
      for (const [workflow, event] of [
        ['plan', pullRequest(pull)],
        ['apply', push],
      ] as const) {
        const run = await world.run(workflow, event);
        expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'invalid-configuration' } });
      }
      expect(world.konnect.stats().calls).toBe(0);
    });

    test('a fork has no secrets: validation runs, the plan says why it is not there, both end well', async () => {
      expect(await world.runFromFork('validate')).toMatchObject({ exitCode: 0, steps: { Validate: 'success' } });
      const run = await world.runFromFork('plan');
      expect(run).toMatchObject({ exitCode: 0, steps: { Plan: 'success' } });
      expect(run.summary).toContain('no access token for kong-air');
      expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
      expect(world.github.comments).toEqual([]);
      expect(world.konnect.stats().calls).toBe(0);
    });

    test('an apply without its token fails and says which secret it needs', async () => {
      const { KONG_AIR_KONNECT_TOKEN: _, ...rest } = world.secrets;
      const run = await world.run('apply', push, rest);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'missing-secret' } });
      expect(run.annotations.map(({ message }) => message).join('\n')).toContain('KONG_AIR_KONNECT_TOKEN');
      expect(world.konnect.stats().calls).toBe(0);
    });

    test.each([403, 500] as const)('a plan whose comment GitHub answers with %i is still a plan', async (status) => {
      world.github.fail('issues/create-comment', status);
      const run = await world.run('plan', pullRequest(pull));
      expect(run).toMatchObject({ exitCode: 0, outputs: { changed: 'true' } });
      expect(run.annotations).toContainEqual(
        expect.objectContaining({ message: expect.stringMatching(/^No comment: /) }),
      );
      expect(run.summary).toContain('bookings-dev');
    });
  },
);

async function lineOf({ repository }: World, path: string, text: string): Promise<number> {
  const lines = (await readFile(join(repository.folder, path), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}
