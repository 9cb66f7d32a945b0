import { badOutcomes, controlPlaneOutcomes } from '@konduct/deck/gateway/outcome';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controlPlaneOf } from './control-plane.ts';
import { inDependencyOrder } from './dependency.ts';
import type { DeckPlane } from './planes.ts';
import { deckPlanes } from './planes.ts';
import { DirectoryTree } from './tree.ts';

const tree = new DirectoryTree('/konnect', '/');
const possible = controlPlaneOutcomes.filter((outcome) => outcome !== 'blocked');

/** Environments in a random order of the manifest. Each depends on some that come before it in another order. */
const platforms = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const names = Array.from({ length: size }, (_, index) => `env-${index}`);
  return fc.record({
    names: fc.shuffledSubarray(names, { minLength: size }),
    dependsOn: fc.tuple(...names.map((_, index) => fc.subarray(names.slice(0, index)))),
    outcomes: fc.tuple(...names.map(() => fc.array(fc.constantFrom(...possible), { maxLength: 3 }))),
  });
});

test('an environment is worked on after those it depends on, and only while all of them are in order', async () => {
  await fc.assert(
    fc.asyncProperty(platforms, async ({ names, dependsOn, outcomes }) => {
      const index = (name: string) => Number(name.slice('env-'.length));
      const planes = names.flatMap((name) =>
        (outcomes[index(name)] ?? []).map((outcome, number) => ({ plane: planeOf(name, number), outcome })),
      );
      const needed = new Map(names.map((name) => [name, dependsOn[index(name)] ?? []]));
      const ended = new Set<string>();
      const running = new Set<string>();
      const organization = { name: 'air', planes: planes.map(({ plane }) => plane), dependsOn: needed };
      const reports = await inDependencyOrder(organization, tree, async (plane) => {
        const key = (other: DeckPlane) => `${other.environment} ${other.name}`;
        for (const { plane: other } of planes)
          if (needed.get(plane.environment)?.includes(other.environment)) expect(ended).toContain(key(other));
        running.add(key(plane));
        await Promise.resolve();
        ended.add(key(plane));
        const outcome = planes.find((one) => one.plane === plane)?.outcome ?? 'failed';
        return { ...controlPlaneOf(plane, tree), outcome, diagnostics: [] };
      });

      const isBad = (name: string) => (outcomes[index(name)] ?? []).some((outcome) => badOutcomes.has(outcome));
      const isBlocked = (name: string): boolean =>
        (needed.get(name) ?? []).some((other) => isBad(other) || isBlocked(other));
      expect(reports.map(({ environment, name, outcome }) => [environment, name, outcome])).toEqual(
        planes.map(({ plane, outcome }) => [
          plane.environment,
          plane.name,
          isBlocked(plane.environment) ? 'blocked' : outcome,
        ]),
      );
      for (const { outcome, environment, note } of reports)
        if (outcome === 'blocked')
          expect(isBad(/^blocked by air\/(env-\d), which /.exec(note ?? '')?.[1] ?? environment)).toBe(true);
      expect(running.size).toBe(reports.filter(({ outcome }) => outcome !== 'blocked').length);
    }),
  );
});

function planeOf(environment: string, number: number): DeckPlane {
  const [plane] = deckPlanes([
    {
      organization: 'air',
      environment,
      team: `team-${number}`,
      region: 'eu',
      controlPlane: `team-${number}-${environment}`,
      directory: `air/envs/${environment}/teams/team-${number}`,
      services: [],
      protection: { plane: [], apis: new Map() },
    },
  ]);
  if (!plane) throw new Error('a team without a control plane');
  return plane;
}
