import { expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { startKonnect } from './konnect.ts';
import { platformLines } from './platform-lines.ts';
import { apply, type RunSettings } from './run.ts';
import { useScene } from './scene.ts';

/** Without a lease: even then nothing is made twice. */
const settings: RunSettings = { environment: exampleEnvironment, lock: false };

const scene = useScene(copyExample);

test('runs that overlap without a lease make nothing twice, all end well, and the next one is at rest', async () => {
  const alone = await startKonnect();
  await apply(scene.platform, alone, settings);
  const reference = platformLines(alone.state(), exampleToken);
  await alone.close();

  scene.konnect.faults({ latencyMs: 5 });
  const reports = await Promise.all([1, 2, 3].map(() => scene.apply(settings)));
  const failed = reports.flatMap(({ organizations }) =>
    organizations.flatMap(({ results }) => results?.filter(({ outcome }) => outcome === 'failed') ?? []),
  );
  expect(failed).toEqual([]);
  expect(reports.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  scene.konnect.clearFaults();
  expect((await scene.apply(settings)).exitCode).toBe(0);
  expect(platformLines(scene.konnect.state(), exampleToken)).toEqual(reference);
});
