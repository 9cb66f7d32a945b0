import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, type RunSettings } from './run.ts';

const settings: RunSettings = { environment: exampleEnvironment };

let platform: PlatformDirectory;
let konnect: Simulator;

beforeEach(async () => {
  platform = copyExample();
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

test('runs that overlap make nothing twice, say so, and the next one is at rest', async () => {
  const alone = await startKonnect();
  await apply(platform, alone, settings);
  const reference = platformLines(alone.state(), exampleToken);
  await alone.close();

  konnect.faults({ latencyMs: 5 });
  const reports = await Promise.all([1, 2, 3].map(() => apply(platform, konnect, settings)));
  const failed = reports.flatMap(({ organizations }) =>
    organizations.flatMap(({ results }) => results?.filter(({ outcome }) => outcome === 'failed') ?? []),
  );
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.filter(({ reason }) => !reason?.includes('already exists'))).toEqual([]);
  konnect.clearFaults();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(platformLines(konnect.state(), exampleToken)).toEqual(reference);
});
