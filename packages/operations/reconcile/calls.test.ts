import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Progress } from '@konduct/core/apply/result';
import type { CallCounts, Calls } from '@konduct/core/run/calls';
import { leaseName, leasePath } from '@konduct/konnect/lease/lease-account';
import { leaseDescription } from '@konduct/konnect/lease/lease-note';
import { leaseTimes } from '@konduct/konnect/lease/lease-times';
import type { RetryPolicy } from '@konduct/konnect/retry';
import { type SimulatorOptions, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { folder, smallPlatform } from '../folder.fixture.ts';
import { optionsFor } from '../options.fixture.ts';
import type { ReconcileOptions } from '../options.ts';
import { reconcile } from './reconcile.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const token = 'kpat_calls';

type More = Partial<ReconcileOptions> & {
  readonly onProgress?: (progress: Progress) => void;
  /** Differences from the usual patience. */
  readonly patience?: Partial<RetryPolicy>;
};

async function scene(simulated: SimulatorOptions = {}) {
  const konnect = await startSimulator(simulated);
  closing.push(() => konnect.close());
  const run = async (directory: string, { onProgress = () => {}, patience, ...more }: More = {}) => {
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
      environment: { ACME_TOKEN: token, KONG_AIR_KONNECT_TOKEN: token },
      maskSecret: () => {},
      onProgress,
      signal: new AbortController().signal,
    };
    const report = await reconcile(options, host, patience);
    const [organization] = report.organizations;
    if (!organization?.calls) throw new Error(JSON.stringify(report.organizations));
    return { organization, calls: organization.calls, stats: konnect.stats() };
  };
  return {
    konnect,
    run,
    /** Carries a plan out, and checks that nothing is left and that the run has counted each of its calls. */
    apply: async (directory: string, more: More = {}) => {
      const done = await run(directory, { mode: 'apply', ...more });
      expect(done.organization.verification).toMatchObject({ ok: true });
      const { sent } = done.calls;
      expect(done.stats.calls).toBe(sent && sent.reads + sent.writes + sent.vain + sent.lease);
      return done;
    },
    /** What people and other programs do. */
    ask: async (method: string, where: string, body?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const request = body ? { method, headers, body: JSON.stringify(body) } : { method, headers };
      const answer = await fetch(`${konnect.url}${where}`, request);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The counts that an apply announces, of those that it sent. */
function foreseen({ sent }: Calls): CallCounts {
  if (!sent) throw new Error('nothing was sent');
  return { reads: sent.reads, writes: sent.writes };
}

/** The platform of the example, with two teams, four services and two environments, which the test may change. */
function kongAir() {
  const directory = folder();
  const konnect = path.join(directory, 'konnect');
  cpSync(path.join(import.meta.dirname, '../../../action-examples/kong-air/konnect'), konnect, { recursive: true });
  const edit = (file: string, change: (text: string) => string) => {
    const before = readFileSync(path.join(konnect, file), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path.join(konnect, file), after);
  };
  return {
    directory,
    edit,
    /** Gives both teams and all APIs another description. */
    describe: (mark: string) =>
      edit('teams.yaml', (text) => text.replace(/description: (?:[A-Z] )?/g, `description: ${mark} `)),
  };
}

const specification = 'kong-air/envs/dev/teams/network-planning/services/kong-air/flights/openapi.yaml';

/** Makes the gateway services that decK would make from the example, one for each API. */
async function syncGateways(ask: Scene['ask']): Promise<void> {
  const { data } = await ask('GET', '/us/v2/control-planes');
  const planes: readonly { readonly id: string; readonly name: string }[] = data;
  const services = {
    'passenger-services': ['bookings', 'customers'],
    'network-planning': ['destinations', 'flights'],
  };
  for (const [team, names] of Object.entries(services))
    for (const [environment, suffix] of [
      ['dev', '-dev'],
      ['prd', ''],
    ])
      for (const name of names) {
        const plane = planes.find((one) => one.name === `${team}-${environment}`);
        const service = { name, host: 'kong-air.example', tags: [`ko-api-name=${name}${suffix}`] };
        await ask('POST', `/us/v2/control-planes/${plane?.id}/core-entities/services`, service);
      }
}

async function idOf(ask: Scene['ask'], list: string, name: string): Promise<string> {
  const { data } = await ask('GET', list);
  return data.find((one: { readonly name: string }) => one.name === name).id;
}

describe('an apply sends the calls that its plan announced', () => {
  test.each([
    ['with a lease', true],
    ['without one', false],
  ])('%s', async (_, lock) => {
    const { run, apply } = await scene();
    const first = folder(smallPlatform);
    const planned = await run(first, { mode: 'plan', lock });
    expect(planned.calls.planned).toEqual({ reads: planned.stats.calls, writes: 0 });
    expect(planned.calls).not.toHaveProperty('sent');
    const applied = await apply(first, { lock });
    expect(applied.calls.expected).toEqual(planned.calls.expected);
    expect(foreseen(applied.calls)).toEqual(applied.calls.expected);
    expect(applied.calls.sent).toMatchObject({ vain: 0 });
    const again = await run(first, { mode: 'apply', lock });
    expect(foreseen(again.calls)).toEqual(again.calls.expected);
    expect(again.calls.expected.writes).toBe(0);
    const destroyed = await run(first, { mode: 'destroy', organizations: ['acme'], confirm: 'acme', lock });
    expect(foreseen(destroyed.calls)).toEqual(destroyed.calls.expected);
  });

  test('in three rounds of updates, whose plans read the documents of what was changed before', async () => {
    const { apply } = await scene();
    const { directory, describe: update } = kongAir();
    const totals: number[] = [];
    for (const mark of ['', 'A', 'B', 'C']) {
      if (mark !== '') update(mark);
      const { calls } = await apply(directory);
      expect(foreseen(calls)).toEqual(calls.expected);
      totals.push(calls.expected.reads + calls.expected.writes);
    }
    expect(totals).toEqual([74, 57, 73, 73]);
  });

  test('after gateways were synced, and with new specifications', async () => {
    const { apply, ask } = await scene();
    const { directory, edit, describe: update } = kongAir();
    await apply(directory);
    await syncGateways(ask);
    const steps = [
      () => {},
      () => update('A'),
      () => edit(specification, (text) => text.replace(/version: .*/, 'version: 9.9.9')),
      () => edit(specification, (text) => text.replace(/title: .*/, 'title: Other')),
    ];
    for (const step of steps) {
      step();
      const { calls } = await apply(directory);
      expect(foreseen(calls)).toEqual(calls.expected);
    }
  });

  test('on objects that people made, which are taken on, given back and taken on again', async () => {
    const { run, apply, ask } = await scene();
    const { directory, describe: update } = kongAir();
    await ask('POST', '/global/v3/teams', { name: 'passenger-services', description: 'by hand' });
    await ask('POST', '/us/v3/apis', { name: 'bookings', description: 'without a document' });
    await ask('POST', '/us/v3/apis', { name: 'flights', spec_content: 'openapi: 3.0.0' });
    await ask('POST', '/us/v3/portals', { name: 'dev' });
    await ask('POST', '/us/v2/control-planes', { name: 'passenger-services-dev' });
    const adopted = await apply(directory);
    expect(adopted.organization.plan?.summary.adopt).toBe(5);
    update('A');
    const whole = { organizations: ['kong-air'], confirm: 'kong-air' };
    for (const { calls } of [
      adopted,
      await apply(directory),
      await run(directory, { mode: 'release', ...whole }),
      await run(directory, { mode: 'adopt', ...whole }),
    ]) {
      expect(calls.expected.writes).toBeGreaterThan(10);
      expect(foreseen(calls)).toEqual(calls.expected);
    }
  });

  test('with `prune: all`, when a service, a team and an environment leave the manifests, and at last everything', async () => {
    const { run, apply, ask } = await scene();
    const { directory, edit } = kongAir();
    await apply(directory);
    await syncGateways(ask);
    await apply(directory);
    const steps = [
      () => edit('teams.yaml', (text) => text.replace(/ {6}kong-air\/flights:[\s\S]*$/, '')),
      () => edit('teams.yaml', (text) => text.replace(/ {2}network-planning:[\s\S]*$/, '')),
      () => edit('organizations.yaml', (text) => text.replace(/ {6}prd:[\s\S]*$/, '')),
    ];
    for (const step of steps) {
      step();
      const { organization, calls } = await apply(directory, { prune: 'all', allowDeletes: true });
      expect(organization.plan?.summary.delete).toBeGreaterThan(0);
      expect(foreseen(calls)).toEqual(calls.expected);
    }
    const whole = { organizations: ['kong-air'], confirm: 'kong-air' };
    const { calls } = await run(directory, { mode: 'destroy', ...whole });
    expect(foreseen(calls)).toEqual(calls.expected);
  });

  test('where people deleted and changed objects by hand', async () => {
    const { apply, ask } = await scene();
    const { directory } = kongAir();
    await apply(directory);
    await syncGateways(ask);
    await apply(directory);
    await ask('PATCH', `/us/v3/apis/${await idOf(ask, '/us/v3/apis', 'bookings')}`, { description: 'by hand' });
    await ask('DELETE', `/us/v3/apis/${await idOf(ask, '/us/v3/apis', 'flights')}`);
    await ask('DELETE', `/global/v3/teams/${await idOf(ask, '/global/v3/teams', 'network-planning')}`);
    await ask('DELETE', `/us/v3/portals/${await idOf(ask, '/us/v3/portals', 'dev')}?force=true`);
    const { organization, calls } = await apply(directory, { prune: 'all' });
    expect(organization.plan?.summary).toMatchObject({ update: expect.any(Number), create: expect.any(Number) });
    expect(foreseen(calls)).toEqual(calls.expected);
  });

  test('about a part, from a plan file, and with a comparison of what lists do not show', async () => {
    const { run, apply } = await scene();
    const { directory, describe: update } = kongAir();
    const runs = [await apply(directory, { environments: ['dev'], lock: false }), await apply(directory)];
    update('A');
    await run(directory, { mode: 'plan', planFile: 'plan.json' });
    runs.push(await apply(directory, { planFile: 'plan.json' }));
    update('B');
    runs.push(await apply(directory, { deep: true }));
    for (const { calls } of runs) expect(foreseen(calls)).toEqual(calls.expected);
  });

  test('with lists of several pages', async () => {
    const { apply } = await scene();
    const services = (count: number) =>
      Array.from({ length: count }, (_, number) => `s${number}`)
        .map((name) => `      acme/${name}: {name: ${name}, git: {remote: "https://github.com/acme/${name}.git"}}\n`)
        .join('');
    const teams = (count: number) => `teams:\n  flights:\n    services:\n${services(count)}`;
    const directory = folder({ ...smallPlatform, 'konnect/teams.yaml': teams(0).replace('services:', 'services: {}') });
    const staged = path.join(directory, 'konnect/acme/envs/dev/teams/flights/services/acme');
    for (let number = 0; number < 110; number += 1)
      cpSync(path.join(staged, 'bookings'), path.join(staged, `s${number}`), { recursive: true });
    for (const count of [110, 95]) {
      writeFileSync(path.join(directory, 'konnect/teams.yaml'), teams(count));
      const { organization, calls } = await apply(directory, { prune: 'all', allowDeletes: true });
      expect(organization.plan?.summary[count === 110 ? 'create' : 'delete']).toBeGreaterThan(14);
      expect(foreseen(calls)).toEqual(calls.expected);
    }
  });
});

test('invitations that nobody has accepted leave the calls within 5 % of the announced ones', async () => {
  const { konnect, apply } = await scene({ pendingInvites: true });
  const { directory, describe: update } = kongAir();
  for (const mark of ['', 'A', 'B']) {
    if (mark !== '') update(mark);
    const { calls } = await apply(directory);
    const sent = foreseen(calls);
    // Three people join no team yet, and are looked for once more.
    expect(sent.writes).toBe(calls.expected.writes - 3);
    const [total, announced] = [sent, calls.expected].map(({ reads, writes }) => reads + writes);
    expect(Math.abs((total ?? 0) / (announced ?? 0) - 1)).toBeLessThan(0.05);
  }
  expect(konnect.acceptInvites()).toBe(3);
  const { calls } = await apply(directory);
  expect(foreseen(calls)).toEqual(calls.expected);
});

describe('calls for a lease that another run holds are told apart', () => {
  const account = (until: number) => ({
    name: leaseName,
    description: leaseDescription({ run: 'other', holder: 'another run', until }),
  });

  test('when it is given back', async () => {
    const { run, ask } = await scene();
    const { id } = await ask('POST', `/global${leasePath}`, account(Date.now() + leaseTimes.duration));
    const giveBack: Promise<unknown>[] = [];
    const onProgress = ({ event }: Progress) => {
      if (event === 'locked') giveBack.push(ask('DELETE', `/global${leasePath}/${id}`));
    };
    // The other run's call is among those that the simulator counts.
    const { organization, calls } = await run(folder(smallPlatform), { mode: 'apply', lockTimeout: 60, onProgress });
    expect(organization.verification).toMatchObject({ ok: true });
    expect(giveBack).toHaveLength(1);
    expect(foreseen(calls)).toEqual(calls.expected);
    expect(calls.sent?.lease).toBeGreaterThanOrEqual(2);
  });

  test('when its run is dead', async () => {
    const { apply, ask } = await scene();
    await ask('POST', `/global${leasePath}`, account(Date.now() - leaseTimes.grace - 1_000));
    const { calls } = await apply(folder(smallPlatform));
    expect(foreseen(calls)).toEqual(calls.expected);
    // The refused creation, a look at who holds it, and its deletion.
    expect(calls.sent?.lease).toBeGreaterThanOrEqual(3);
  });
});

test('calls that Konnect puts off are counted apart, and none is given up', async () => {
  const { konnect, apply } = await scene();
  konnect.faults({ method: 'POST', path: '/v3/teams', status: 429, retryAfter: 1, times: 2 });
  // Pauses take no time, and the clock of the run moves on by them.
  let time = Date.now();
  const sleep = async (length: number) => {
    time += length;
  };
  const patience = { now: () => time, sleep };
  const { organization, calls } = await apply(folder(smallPlatform), { lock: false, patience });
  expect(organization.results?.every(({ outcome }) => outcome === 'applied' || outcome === 'waiting')).toBe(true);
  expect(calls.sent).toEqual({ ...calls.expected, vain: 2, lease: 0 });
});
