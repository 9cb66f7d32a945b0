import type { RunReport } from '@konduct/core/run/reconciliation';
import { shardsOf } from '@konduct/core/run/shard';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, check, plan, type RunSettings } from './run.ts';
import { createSmallPlatform, smallEnvironment, smallToken } from './small-platform.ts';

const settings: RunSettings = { environment: smallEnvironment };

let platform: PlatformDirectory;
let konnect: Simulator;

beforeEach(async () => {
  platform = createSmallPlatform();
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

function waiting(report: RunReport): string[] {
  const changes = report.organizations.flatMap((organization) => organization.plan?.changes ?? []);
  return changes.flatMap(({ action, reason }) => (action === 'waiting' ? (reason ?? '') : []));
}

test('an environment alone makes nothing of the organization, and waits for what it needs of it', async () => {
  const alone = await apply(platform, konnect, { ...settings, level: 'environment' });
  expect(alone.exitCode).toBe(0);
  expect(platformLines(konnect.state(), smallToken).filter((line) => line.startsWith('team'))).toEqual([]);
  expect(waiting(alone).join('\n')).toMatch(
    /acme\/flights\/teams, which this run is not about and which does not exist/,
  );
});

test('the organization alone makes nothing of an environment', async () => {
  const report = await apply(platform, konnect, { ...settings, level: 'organization' });
  expect(report.exitCode).toBe(0);
  const changes = report.organizations.flatMap((organization) => organization.plan?.changes ?? []);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.filter(({ environment }) => environment !== undefined)).toEqual([]);
});

test('shards in their order come to what one run comes to, and the environment counts no orphan', async () => {
  const { graph } = await check(platform, settings);
  for (const { level, organizations, environments } of shardsOf(graph)) {
    const report = await apply(platform, konnect, { ...settings, level, organizations, environments });
    expect(report.exitCode).toBe(0);
    expect(report.summary.orphaned).toBe(0);
  }
  const whole = await plan(platform, konnect, { ...settings, detailedExitCode: true });
  expect(whole.exitCode).toBe(0);
});
