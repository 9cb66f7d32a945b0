import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasBuilt, type Running, startBuilt } from './built.ts';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply } from './run.ts';
import { SavedState } from './saved-state.ts';
import { somebody } from './somebody.ts';
import { writesOf } from './write-fault.ts';

/** The line for the first change that is done. */
const firstChange = /^kong-air: \[1\/\d+\]/m;

describe.skipIf(!hasBuilt('the interruption of an apply'))('an apply by the built command line', () => {
  let platform: PlatformDirectory;
  let konnect: Simulator;
  let reference: readonly string[];

  beforeEach(async () => {
    platform = copyExample();
    const whole = await startKonnect();
    await apply(platform, whole, { environment: exampleEnvironment });
    reference = platformLines(whole.state(), exampleToken);
    await whole.close();
    konnect = await startKonnect();
    // Slow enough that a request is always in flight.
    konnect.faults({ method: 'POST', latencyMs: 40 }, { method: 'PUT', latencyMs: 40 });
  });
  afterEach(async () => {
    await konnect.close();
    platform.remove();
  });

  function start(): Running {
    const args = ['apply', '--konnect-url', konnect.konnectUrl, '--concurrency', '3', '--format', 'json'];
    return startBuilt('cli', args, { cwd: platform.workspace, environment: exampleEnvironment });
  }

  const leases = () => new SavedState(konnect.state(), exampleToken).rows('system-accounts');

  async function expectConvergence(): Promise<void> {
    const { exitCode, stderr } = await start().ended;
    expect(exitCode, stderr).toBe(0);
    expect(platformLines(konnect.state(), exampleToken)).toEqual(reference);
    expect(leases()).toEqual([]);
  }

  /** Sets the end of the lease that a killed run left to a time long ago. */
  async function endLease(): Promise<void> {
    for (const { id, description } of leases()) {
      const ended = String(description).replace(/Until: \S+Z/, 'Until: 2020-01-01T00:00:00.000Z');
      await somebody(konnect, exampleToken, 'PATCH', `/global/v3/system-accounts/${id}`, { description: ended });
    }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: finishes what is in flight, reports it, and can go on',
    async (signal) => {
      const run = start();
      await run.printed(firstChange);
      run.kill(signal);
      const { exitCode, stdout, stderr } = await run.ended;

      expect(stderr).toContain('what is in flight is finished first');
      expect(exitCode, stderr).toBe(5);
      const report = JSON.parse(stdout);
      expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
      const [{ results }] = report.organizations;
      const outcomes = Object.groupBy(results as { outcome: string; reason?: string }[], ({ outcome }) => outcome);
      expect(outcomes.failed).toBeUndefined();
      expect(outcomes.applied?.length).toBeGreaterThan(0);
      expect(outcomes.skipped?.length).toBeGreaterThan(0);
      expect(new Set(outcomes.skipped?.map(({ reason }) => reason))).toEqual(new Set(['the run was stopped']));

      // The report has every write that Konnect carried out, and no request was left without an answer.
      const creations = writesOf(konnect).filter(
        ({ method, path }) => method !== 'PATCH' && !/default-content/.test(path),
      );
      expect(creations).toHaveLength(outcomes.applied?.length ?? 0);
      expect(creations.every(({ status }) => status >= 200 && status < 300)).toBe(true);

      await expectConvergence();
    },
  );

  test('killed: the next run is refused while the lease lasts, then goes on, and makes nothing twice', async () => {
    const run = start();
    await run.printed(firstChange);
    run.kill('SIGKILL');
    expect((await run.ended).exitCode).toBeNull();
    const next = await start().ended;
    expect(next.exitCode, next.stderr).toBe(4);
    expect(JSON.parse(next.stdout)).toMatchObject({ failureReason: 'locked' });
    expect(next.stdout).toMatch(/is being changed by .+ on .+/);
    await endLease();
    await expectConvergence();
  });

  test('killed at any moment, beside another run: the next one leaves nothing twice and no lease', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [killed, other] = [start(), start()];
      await new Promise((resolve) => setTimeout(resolve, 200 + 300 * round));
      killed.kill('SIGKILL');
      await Promise.all([killed.ended, other.ended]);
      await endLease();
      await expectConvergence();
      await konnect.close();
      konnect = await startKonnect();
    }
  });

  test('killed between a portal and its digest: the next run finishes it', async () => {
    konnect.clearFaults();
    konnect.faults({ method: 'POST', pattern: '/default-content$', latencyMs: 5_000 });
    const run = start();
    await run.printed(/\[10\/\d+\]/);
    run.kill('SIGKILL');
    await run.ended;
    konnect.clearFaults();
    await endLease();
    await expectConvergence();
  });
});
