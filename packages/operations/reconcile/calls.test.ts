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

async function scene() {
  const konnect = await startSimulator();
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
    // On a busy machine an apply may take long enough for its lease to be prolonged, which no plan foresees.
    const prolonged = konnect
      .log()
      .filter(({ method, path }) => method === 'PATCH' && path.includes('/system-accounts/'));
    const { calls } = organization;
    const sent = calls.sent && { ...calls.sent, writes: calls.sent.writes - prolonged.length };
    const stats = konnect.stats();
    return {
      organization,
      calls: sent ? { ...calls, sent } : calls,
      stats: { calls: stats.calls - prolonged.length, writes: stats.writes - prolonged.length },
    };
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

test('calls that Konnect puts off are counted apart, and none is given up', async () => {
  const { konnect, run } = await scene();
  konnect.faults({ method: 'POST', path: '/v3/teams', status: 429, retryAfter: 1, times: 2 });
  const { organization, calls } = await run(folder(smallPlatform), { mode: 'apply', lock: false });
  expect(organization.results?.every(({ outcome }) => outcome === 'applied' || outcome === 'waiting')).toBe(true);
  expect(calls.sent).toEqual({ ...calls.expected, vain: 2 });
});
