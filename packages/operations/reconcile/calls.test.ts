import { startSimulator } from '@konduct/simulator/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { folder, smallPlatform } from '../folder.fixture.ts';
import { optionsFor } from '../options.fixture.ts';
import type { ReconcileOptions } from '../options.ts';
import { reconcile } from './reconcile.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene(rateLimit?: { perSecond: number; burst: number }) {
  const konnect = await startSimulator(rateLimit ? { rateLimit } : {});
  closing.push(() => konnect.close());
  const run = async (directory: string, more: Partial<ReconcileOptions> = {}) => {
    konnect.resetLog();
    const options: ReconcileOptions = {
      ...optionsFor(directory),
      mode: 'plan',
      adopt: 'by-name',
      concurrency: 8,
      detailedExitCode: false,
      skipWithoutSecrets: false,
      konnectUrl: konnect.konnectUrl,
      ...more,
    };
    const host = {
      environment: { ACME_TOKEN: 'kpat_calls' },
      maskSecret: () => {},
      onProgress: () => {},
      signal: new AbortController().signal,
    };
    const report = await reconcile(options, host);
    const [organization] = report.organizations;
    if (!organization?.calls) throw new Error(JSON.stringify(report.organizations));
    return { organization, calls: organization.calls, stats: konnect.stats() };
  };
  return { konnect, run };
}

describe('an apply sends the calls that its plan announced', () => {
  test.each([
    ['with a lease', true],
    ['without one', false],
  ])('%s', async (_, lock) => {
    const { run } = await scene();
    const first = folder(smallPlatform);
    const planned = await run(first, { mode: 'plan', lock });
    expect(planned.calls.planned).toEqual({ reads: planned.stats.calls, writes: 0 });
    expect(planned.calls).not.toHaveProperty('sent');
    const applied = await run(first, { mode: 'apply', lock });
    expect(applied.calls.expected).toEqual(planned.calls.expected);
    expect(applied.calls.sent).toEqual({ ...applied.calls.expected, vain: 0 });
    expect(applied.stats).toMatchObject({
      calls: applied.calls.expected.reads + applied.calls.expected.writes,
      writes: applied.calls.expected.writes,
    });
    const again = await run(first, { mode: 'apply', lock });
    expect(again.calls.sent).toEqual({ ...again.calls.expected, vain: 0 });
    expect(again.calls.expected.writes).toBe(0);
    const destroyed = await run(first, { mode: 'destroy', organizations: ['acme'], confirm: 'acme', lock });
    expect(destroyed.calls.sent).toEqual({ ...destroyed.calls.expected, vain: 0 });
  });
});

test('calls that a rate limit refuses are counted apart, and none is given up', async () => {
  const { run } = await scene({ perSecond: 40, burst: 10 });
  const { organization, calls, stats } = await run(folder(smallPlatform), { mode: 'apply' });
  expect(organization.results?.every(({ outcome }) => outcome === 'applied' || outcome === 'waiting')).toBe(true);
  const { vain = 0, ...sent } = calls.sent ?? {};
  expect(sent).toEqual(calls.expected);
  expect(vain).toBe(stats.byStatus[429] ?? 0);
  expect(vain).toBeGreaterThan(0);
});
