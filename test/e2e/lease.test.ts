import { describe, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';
import { useScene } from './scene.ts';
import { createSmallPlatform, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment };
const scene = useScene(createSmallPlatform);

/** The moments at which the second of two applies begins. */
const rounds = 50;

/** A team that the manifests declare, as somebody makes it by hand. */
const flights = { name: 'flights', description: 'Where we fly' };

function leases(): number {
  return scene.saved().rows('system-accounts').length;
}

/** A number from 0 to 1 that only the round decides. */
function fraction(round: number): number {
  return (round * 0.618_033_988_75) % 1;
}

/** The creations that were made more than once. */
function createdTwice(paths: readonly string[]): string[] {
  return paths.filter((path, index) => paths.indexOf(path) !== index);
}

describe('two applies on one organization', () => {
  test('never write together, whenever the second begins: one is done, and the other is, too, or names it', async () => {
    const alone = await startKonnect();
    await apply(scene.platform, alone, settings);
    const names = (state: SavedState) => state.rows('teams').map(({ name }) => name);
    const reference = names(new SavedState(alone.state(), smallToken));
    await alone.close();
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const konnect = await startKonnect();
      konnect.faults({ latencyMs: 2 });
      const first = apply(scene.platform, konnect, settings);
      await new Promise((resolve) => setTimeout(resolve, 120 * fraction(round)));
      const reports = await Promise.all([first, apply(scene.platform, konnect, settings)]);
      const state = new SavedState(konnect.state(), smallToken);
      expect(names(state)).toEqual(reference);
      expect(state.rows('system-accounts')).toEqual([]);
      const posts = writesOf(konnect).flatMap(({ method, path, requestBody, status }) =>
        method === 'POST' && status < 300 ? [`${path} ${JSON.stringify(requestBody)}`] : [],
      );
      expect(createdTwice(posts)).toEqual([]);
      for (const { exitCode, organizations } of reports) {
        seen.add(`exit ${exitCode}`);
        if (exitCode === 0) continue;
        expect(organizations[0]).toMatchObject({
          failureReason: 'locked',
          diagnostics: [{ code: 'lease-held', message: expect.stringMatching(/ is being changed by .+ on .+/) }],
        });
        expect(organizations[0]?.results).toBeUndefined();
      }
      expect(reports.some(({ exitCode }) => exitCode === 0)).toBe(true);
      await konnect.close();
    }
    expect(seen).toEqual(new Set(['exit 0', 'exit 4']));
  });

  test('the second waits for the first when it is told to, and then has nothing left to do', async () => {
    scene.konnect.faults({ latencyMs: 2 });
    const reports = await Promise.all([
      scene.apply({ ...settings, lockTimeout: 60, patience: { settle: 2_000 } }),
      scene.apply({ ...settings, lockTimeout: 60, patience: { settle: 2_000 } }),
    ]);
    expect(reports.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const applied = reports.map(({ organizations }) => organizations[0]?.results?.length ?? 0);
    expect(applied.toSorted((a, b) => a - b)[0]).toBeLessThanOrEqual(1);
    expect(leases()).toBe(0);
  });
});

/** The requests about the account of the lease since a number of requests. */
function leaseRequests(since: number): string[] {
  const asked = scene.konnect.log().slice(since);
  return asked.flatMap(({ method, path }) => (path.startsWith('/v3/system-accounts') ? [method] : []));
}

test('a plan asks for no lease, and a run with nothing to change takes none', async () => {
  await plan(scene.platform, scene.konnect, settings);
  expect(leaseRequests(0)).toEqual([]);
  await scene.apply(settings);
  const before = scene.konnect.log().length;
  await scene.apply(settings);
  expect(leaseRequests(before)).toEqual(['GET']);
});

test('a lease that could not be given back is told, and the next run removes it when it has ended', async () => {
  scene.konnect.faults({ method: 'DELETE', path: '/v3/system-accounts', status: 500 });
  const report = await scene.apply(settings);
  expect(report.exitCode).toBe(0);
  expect(report.organizations[0]?.diagnostics).toMatchObject([{ code: 'lease-left', severity: 'warning' }]);
  scene.konnect.clearFaults();
  await scene.apply(settings);
  expect(leases()).toBe(1);
  await scene.apply({ ...settings, patience: { now: () => Date.now() + 300_000 } });
  expect(leases()).toBe(0);
});

test('what changed while nobody held the lease is planned again before the first write', async () => {
  // The teams are read while there are none. Then somebody makes one by hand, before the run has the lease.
  scene.konnect.faults({ method: 'POST', path: '/v3/system-accounts', latencyMs: 300 });
  let byHand: Promise<unknown> | undefined;
  const onProgress = ({ event }: { event: string }) => {
    if (event === 'planned') byHand ??= somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', flights);
  };
  const report = await scene.apply({ ...settings, onProgress });
  await byHand;
  expect(report.exitCode).toBe(0);
  expect(
    scene
      .saved()
      .rows('teams')
      .filter(({ name }) => name === 'flights'),
  ).toHaveLength(1);
  expect(report.summary).toMatchObject({ adopt: 1 });
});

test('what a person approved is not carried out when Konnect changed meanwhile', async () => {
  const approve = async () => {
    await somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', flights);
    return true;
  };
  const report = await scene.apply({ ...settings, approve });
  expect(report).toMatchObject({ exitCode: 3, failureReason: 'plan-stale' });
  expect(writesOf(scene.konnect).map(({ path }) => path)).toEqual(['/v3/teams']);
  expect(leases()).toBe(0);
});

test('a plan file is compared once more under the lease', async () => {
  const planFile = 'plan.json';
  await scene.plan({ ...settings, planFile });
  scene.konnect.faults({ method: 'POST', path: '/v3/system-accounts', latencyMs: 300 });
  let byHand: Promise<unknown> | undefined;
  const onProgress = ({ event }: { event: string }) => {
    if (event === 'planned') byHand ??= somebody(scene.konnect, smallToken, 'POST', '/global/v3/teams', flights);
  };
  const report = await scene.apply({ ...settings, planFile, onProgress });
  await byHand;
  expect(report).toMatchObject({ exitCode: 3, failureReason: 'plan-stale' });
  expect(writesOf(scene.konnect).map(({ path }) => path)).toEqual(['/v3/teams']);
  expect(leases()).toBe(0);
});

test('a lease that is lost while the run writes is told, and the run writes nothing more', async () => {
  scene.konnect.faults({ method: 'POST', path: '/v2/control-planes', latencyMs: 1_000 });
  let gone: Promise<unknown> | undefined;
  const onProgress = ({ event }: { event: string }) => {
    if (event !== 'started' || gone) return;
    const [lease] = scene.saved().rows('system-accounts');
    gone = somebody(scene.konnect, smallToken, 'DELETE', `/global/v3/system-accounts/${lease?.id}`);
  };
  // A clock on which a second is an hour: the lease has to be prolonged while the first writes are in flight.
  const start = Date.now();
  const now = () => start + (Date.now() - start) * 1000;
  const report = await scene.apply({ ...settings, onProgress, patience: { now } });
  await gone;
  expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  const findings = report.organizations.flatMap(({ diagnostics, results = [] }) => [
    ...diagnostics,
    ...results.flatMap(({ diagnostic }) => diagnostic ?? []),
  ]);
  expect(findings.map(({ code }) => code)).toContain('lease-lost');
});
