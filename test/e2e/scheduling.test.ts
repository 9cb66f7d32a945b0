import type { Result } from '@konduct/core/apply/result';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';
import { describeWrite, faultOn, writesOf } from './write-fault.ts';

let platform: PlatformDirectory;
let konnect: Simulator | undefined;

beforeAll(() => {
  platform = copyExample();
});
afterEach(async () => {
  await konnect?.close();
  konnect = undefined;
});
afterAll(() => platform.remove());

test('a write that takes two seconds holds up only what depends on it, and what would widen its environment', async () => {
  konnect = await startKonnect();
  const name = 'passenger-services-dev';
  konnect.faults({ method: 'POST', path: '/v2/control-planes', body: `"name":"${name}"`, latencyMs: 2_000 });
  const report = await apply(platform, konnect, { environment: exampleEnvironment });
  expect(report.exitCode).toBe(0);

  // The log is in the order of the answers.
  const writes = writesOf(konnect);
  const slow = writes.findIndex(({ fault }) => fault !== undefined);
  const controlPlane = new SavedState(konnect.state(), exampleToken)
    .rows('control-planes')
    .find((plane) => plane.name === name);
  expect(slow).toBeGreaterThan(0);
  const after = writes.slice(slow + 1).map(({ requestBody }) => requestBody);
  expect(after).toContainEqual(expect.objectContaining({ role_name: 'Admin', entity_id: controlPlane?.id }));
  // Only the roles and publications of its environment: two and four.
  expect(after).toHaveLength(6);
});

/** One request at a time, so that equal runs send the same requests in the same order. */
const oneByOne: RunSettings = {
  environment: exampleEnvironment,
  concurrency: 1,
  patience: { baseDelay: 1, settle: 20 },
};

describe('a write that fails for good', () => {
  test('keeps its dependents and what widens its environment from being tried, whichever it is, and the next run makes up for it', async () => {
    konnect = await startKonnect();
    await apply(platform, konnect, oneByOne);
    const reference = platformLines(konnect.state(), exampleToken);
    const writes = writesOf(konnect);
    expect(writes.length).toBeGreaterThanOrEqual(30);

    for (const write of writes) {
      const label = describeWrite(write);
      const broken = await startKonnect({ faults: [faultOn(write, { status: 500 })] });
      try {
        const report = await apply(platform, broken, oneByOne);
        expectOneFailure(report, label);
        broken.clearFaults();
        const again = await apply(platform, broken, oneByOne);
        expect(again.exitCode, label).toBe(0);
        expect(platformLines(broken.state(), exampleToken), label).toEqual(reference);
      } finally {
        await broken.close();
      }
    }
  });
});

function expectOneFailure(report: RunReport, label: string): void {
  const results = report.organizations[0]?.results ?? [];
  const addresses = (outcome: Result['outcome']) =>
    results.filter((result) => result.outcome === outcome).map(({ address }) => address);
  const [failed, ...others] = addresses('failed');
  expect(others, label).toEqual([]);
  expect(failed, label).toBeDefined();
  const dependents = results
    .map(({ address }) => address)
    .filter((address) => hangsOn(address, failed ?? '') || isHeldUp(address, failed ?? ''));
  expect(addresses('skipped'), label).toEqual(dependents);
  expect(addresses('waiting'), label).toEqual(
    results.filter(({ kind }) => kind === 'APIImplementation').map(({ address }) => address),
  );
  expect(addresses('applied').length, label).toBe(results.length - dependents.length - 9);
  expect(report, label).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
}

/** Whether a change waits for the rest of its environment, as roles and publications do. */
function isHeldUp(address: string, failed: string): boolean {
  const isGrant = (candidate: string) => /\/(?:roles|publication)$/.test(candidate);
  const environmentOf = (candidate: string) => /^kong-air\/(dev|prd)\//.exec(candidate)?.[1];
  const environment = environmentOf(failed);
  return environment !== undefined && !isGrant(failed) && isGrant(address) && environmentOf(address) === environment;
}

/** Whether Konnect requires the object at one address before that at another, for the addresses of the example. */
function hangsOn(address: string, on: string): boolean {
  const parts = address.split('/');
  const id = parts.at(-1);
  const [organization, first] = on.split('/');
  const parent = on.slice(0, on.lastIndexOf('/') + 1);
  switch (on.split('/').at(-1)) {
    case 'teams':
      return (id === 'members' || id === 'roles') && parts.includes(first ?? '');
    case 'users':
      return id === 'members' && parts.includes(first ?? '');
    case 'controlPlanes':
      return address === `${parent}roles`;
    case 'portal':
      return id === 'publication' && address.startsWith(`${organization}/${first}/`);
    case 'api':
      return address === `${parent}publication`;
    default:
      return false;
  }
}
