import type { RunReport } from '@konduct/core/run/reconciliation';
import { shardsOf } from '@konduct/core/run/shard';
import { expect, test } from 'vitest';
import { platformLines } from './platform-lines.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { smallEnvironment, smallToken } from './small-platform.ts';

const settings: RunSettings = { environment: smallEnvironment };

const scene = useScene();

function waiting(report: RunReport): string[] {
  const changes = report.organizations.flatMap((organization) => organization.plan?.changes ?? []);
  return changes.flatMap(({ action, reason }) => (action === 'waiting' ? (reason ?? '') : []));
}

test('an environment alone makes nothing of the organization, and waits for what it needs of it', async () => {
  const alone = await scene.apply({ ...settings, level: 'environment' });
  expect(alone.exitCode).toBe(0);
  expect(platformLines(scene.konnect.state(), smallToken).filter((line) => line.startsWith('team'))).toEqual([]);
  expect(waiting(alone).join('\n')).toMatch(
    /acme\/flights\/teams, which this run is not about and which does not exist/,
  );
});

test('the organization alone makes nothing of an environment', async () => {
  const report = await scene.apply({ ...settings, level: 'organization' });
  expect(report.exitCode).toBe(0);
  const changes = report.organizations.flatMap((organization) => organization.plan?.changes ?? []);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.filter(({ environment }) => environment !== undefined)).toEqual([]);
});

test('shards in their order come to what one run comes to, and the environment counts no orphan', async () => {
  const { graph } = await scene.check(settings);
  for (const { level, organizations, environments } of shardsOf(graph)) {
    const report = await scene.apply({ ...settings, level, organizations, environments });
    expect(report.exitCode).toBe(0);
    expect(report.summary.orphaned).toBe(0);
  }
  const whole = await scene.plan({ ...settings, detailedExitCode: true });
  expect(whole.exitCode).toBe(0);
});
