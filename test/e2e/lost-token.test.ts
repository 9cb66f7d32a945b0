import { renderText } from '@konduct/core/report/text/run';
import { findings } from '@konduct/core/run/findings';
import { expect, test } from 'vitest';
import { Disturbance } from '../../bench/faults/disturbance.ts';
import { openWire } from '../../bench/faults/wire.ts';
import { copyExample, exampleEnvironment as environment, exampleToken } from './example.ts';
import { startKonnect } from './konnect.ts';
import { platformLines } from './platform-lines.ts';
import { apply } from './run.ts';
import { SavedState } from './saved-state.ts';
import { useScene } from './scene.ts';
import { told } from './told.ts';

const scene = useScene(copyExample);
const concurrency = 3;
const leases = () => new SavedState(scene.konnect.state(), exampleToken).rows('system-accounts');

/** An apply whose token is revoked before one of its writes. */
async function applyUntil(write: number) {
  const disturbance = new Disturbance({ at: write, among: 'writes', fault: '401 for good' });
  const wire = await openWire(scene.konnect.url, disturbance);
  const settings = { environment, concurrency };
  const report = await apply(scene.platform, { konnectUrl: `${wire.url}/{region}` }, settings);
  await wire.close();
  const { calls } = disturbance;
  return { report, calls, writes: calls.filter((call) => !call.startsWith('GET ')) };
}

// The first write takes the lease.
test.each([1, 12, 30])(
  'a token revoked before write %i: the apply stops, tells what it did, and can go on',
  async (at) => {
    const { report, calls, writes } = await applyUntil(at);
    expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
    const [organization] = report.organizations;
    const results = organization?.results ?? [];
    const reasons = (outcome: string) => results.flatMap((one) => (one.outcome === outcome ? [one.reason ?? ''] : []));
    // Nothing is tried but what was in flight, and the lease cannot be given back.
    expect(writes.length - at).toBeLessThanOrEqual(concurrency + 1);
    expect(calls.at(-1)).toMatch(/^DELETE .*system-accounts/);
    expect(calls.slice(calls.indexOf(writes[at] ?? '')).filter((call) => call.startsWith('GET '))).toEqual([]);
    expect(reasons('failed').length).toBeGreaterThan(0);
    for (const reason of reasons('failed')) expect(reason).toContain('was answered 401');
    // One mistake is told once, however many changes were in flight.
    const refused = findings(report).filter(({ code }) => code === 'konnect-unauthorized');
    const number = reasons('failed').length;
    expect(refused.map(({ message }) => / and (\d+) more like it$/.exec(message)?.[1] ?? '0')).toEqual([
      String(number - 1),
    ]);
    expect(refused[0]?.related ?? []).toHaveLength(number - 1);
    expect(reasons('skipped').filter((reason) => !/ failed$/.test(reason))).toContain(
      'Konnect refuses the access token',
    );
    const applied = results.filter(({ outcome }) => outcome === 'applied');
    const text = renderText(report, { color: false });
    expect(text).toContain(`Apply: ${applied.length} of 34 changes applied`);
    expect(text).toContain('Not verified: the run ended before it could plan again.');
    expect(organization?.verification).toBeUndefined();
    expect(organization?.diagnostics.map(({ code }) => code)).toEqual(['lease-left']);
    expect(told(report)).not.toContain(exampleToken);
    expect(leases()).toHaveLength(1);

    const reference = await startKonnect();
    await apply(scene.platform, reference, { environment });
    const later = { patience: { now: () => Date.now() + 600_000 } };
    expect((await apply(scene.platform, scene.konnect, { environment, ...later })).exitCode).toBe(0);
    expect(platformLines(scene.konnect.state(), exampleToken)).toEqual(platformLines(reference.state(), exampleToken));
    expect(leases()).toEqual([]);
    await reference.close();
  },
);
