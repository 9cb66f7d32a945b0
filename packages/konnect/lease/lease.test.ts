import { caller } from '@konduct/simulator/caller';
import { handle } from '@konduct/simulator/handle';
import { State } from '@konduct/simulator/state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inProcessTransport } from '../in-process.ts';
import { defaultRetry, type RetryPolicy } from '../retry.ts';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from '../transport.ts';
import { acquireLease, type LeaseRequest } from './acquire.ts';
import type { Lease } from './lease.ts';
import { leaseName, leasePath } from './lease-account.ts';
import { leaseDescription, readLeaseNote } from './lease-note.ts';
import { leaseTimes } from './lease-times.ts';

const minute = 60_000;

/** An organization in the simulator and a clock that moves only when the test says so. */
function scene() {
  const state = new State();
  const konnect = caller('kpat_lease', state);
  let time = Date.UTC(2026, 10, 30, 12);
  const sleepers = new Set<() => void>();
  const policy: RetryPolicy = {
    ...defaultRetry,
    jitter: () => 1,
    now: () => time,
    sleep: (length, signal) =>
      new Promise((resolve) => {
        const end = time + length;
        const look = () => {
          if (time < end && !signal?.aborted) return;
          sleepers.delete(look);
          resolve();
        };
        sleepers.add(look);
        signal?.addEventListener('abort', look);
        look();
      }),
  };
  const transport = inProcessTransport(
    ({ query, ...request }) => handle(state, { ...request, query: query.toString() }),
    'kpat_lease',
  );
  const wanted = (run: string, more: Partial<LeaseRequest> = {}): LeaseRequest => ({
    transport,
    policy,
    clock: policy,
    run,
    holder: `acme/platform run ${run}`,
    patience: 0,
    stop: new AbortController().signal,
    ...more,
  });
  return {
    konnect,
    policy,
    transport,
    wanted,
    acquire: (run: string, more?: Partial<LeaseRequest>) => acquireLease(wanted(run, more)),
    accounts: () => (konnect(`global GET ${leasePath}`).body.data ?? []) as { id: string; description: string }[],
    /** Lets time pass, in steps, so that everything that waits for a moment within it comes to its turn. */
    async pass(length: number) {
      for (const end = time + length; time < end; ) {
        time = Math.min(end, time + 5_000);
        for (const look of [...sleepers]) look();
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      }
    },
  };
}

function held(outcome: Awaited<ReturnType<typeof acquireLease>>): Lease {
  if (outcome.type !== 'held') throw new Error(`${outcome.type}: ${JSON.stringify(outcome)}`);
  return outcome.lease;
}

const aWrite: KonnectRequest = { method: 'POST', scope: 'global', path: '/v3/teams', body: { name: 'a' } };

/** A transport that fails for some requests, before or after Konnect has acted on them. */
function failing(
  transport: Transport,
  fails: (request: KonnectRequest) => KonnectAnswer | 'reset before' | 'reset after' | undefined,
): Transport {
  return {
    async send(request) {
      const fault = fails(request);
      if (fault === undefined) return transport.send(request);
      if (fault === 'reset after') await transport.send(request);
      if (typeof fault === 'string') throw new TransportError('reset', 'the connection was reset');
      return fault;
    },
  };
}

describe('one run at a time holds the lease', () => {
  test('its account says who and until when, and it is gone afterwards', async () => {
    const { acquire, accounts } = scene();
    const lease = held(await acquire('1'));
    expect(accounts()).toMatchObject([
      {
        name: leaseName,
        description:
          'Konduct is changing this organization and removes this account when it is done. Holder: acme/platform run 1. Until: 2026-11-30T12:03:00.000Z. Run: 1',
      },
    ]);
    expect(await lease.release()).toBeUndefined();
    expect(accounts()).toEqual([]);
  });

  test('a second run is refused with the name of the first, and takes it when that is done', async () => {
    const { acquire } = scene();
    const lease = held(await acquire('1'));
    expect(await acquire('2')).toMatchObject({
      type: 'refused',
      diagnostic: {
        code: 'lease-held',
        message: 'The organization is being changed by acme/platform run 1',
        cause:
          'That run prolongs its lease while it lives. If it does not, another run can take the lease over after 2026-11-30T12:04:00.000Z.',
      },
    });
    await lease.release();
    held(await acquire('2'));
  });

  test('a run that waits takes it when the first is done, and says once for whom it waits', async () => {
    const { acquire, pass } = scene();
    const lease = held(await acquire('1'));
    const told: string[] = [];
    const second = acquire('2', { patience: 10 * minute, onWait: (holder) => told.push(holder) });
    await pass(minute);
    await lease.release();
    await pass(minute);
    held(await second);
    expect(told).toEqual(['acme/platform run 1']);
  });

  test('waiting ends after its time, and when the run is stopped', async () => {
    const { acquire, pass } = scene();
    held(await acquire('1'));
    const patient = acquire('2', { patience: minute });
    await pass(minute);
    expect(await patient).toMatchObject({ type: 'refused', diagnostic: { code: 'lease-held' } });
    const stop = new AbortController();
    const stopped = acquire('3', { patience: 10 * minute, stop: stop.signal });
    await pass(minute);
    stop.abort();
    expect(await stopped).toMatchObject({
      type: 'refused',
      diagnostic: {
        code: 'run-interrupted',
        message: 'The run was asked to stop while it waited for the lease of acme/platform run 1',
      },
    });
  });

  test('of many that begin together exactly one has it', async () => {
    const { acquire, accounts } = scene();
    const runs = Array.from({ length: 20 }, (_, index) => `run-${index}`);
    const outcomes = await Promise.all(runs.map((run) => acquire(run)));
    expect(outcomes.filter(({ type }) => type === 'held')).toHaveLength(1);
    expect(accounts()).toHaveLength(1);
  });

  test('an account of the name that somebody else made is not touched', async () => {
    const { acquire, konnect, accounts, pass } = scene();
    konnect(`global POST ${leasePath}`, { name: leaseName, description: 'do not touch' });
    await pass(60 * minute);
    expect(await acquire('1')).toMatchObject({
      diagnostic: { code: 'lease-held', message: 'The organization is being changed by somebody who is not Konduct' },
    });
    expect(accounts()).toHaveLength(1);
  });
});

describe('a lease lasts as long as its run', () => {
  test('it is prolonged, however long that is', async () => {
    const { acquire, transport, pass } = scene();
    const lease = held(await acquire('1'));
    await pass(60 * minute);
    expect(lease.lost.aborted).toBe(false);
    expect(lease.prolongations).toBe((60 * minute) / leaseTimes.interval);
    expect(await acquire('2')).toMatchObject({ type: 'refused' });
    expect((await lease.guard(transport).send(aWrite)).status).toBe(201);
    await lease.release();
  });

  test('that of a run that died is taken over once by one, after the time for clocks that differ', async () => {
    const { acquire, konnect, accounts, policy, pass } = scene();
    const until = policy.now() + leaseTimes.duration;
    const description = leaseDescription({ run: 'dead', holder: 'a run that died', until });
    konnect(`global POST ${leasePath}`, { name: leaseName, description });
    await pass(leaseTimes.duration + leaseTimes.grace);
    expect(await acquire('1')).toMatchObject({ type: 'refused' });
    await pass(5_000);
    const outcomes = Promise.all(['2', '3', '4'].map((run) => acquire(run)));
    await pass(minute);
    expect((await outcomes).filter(({ type }) => type === 'held')).toHaveLength(1);
    expect(accounts()).toHaveLength(1);
    expect(accounts()[0]?.description).not.toContain('dead');
  });

  test('from its end on, nobody says that it is prolonged, and the time that is told is the one of the takeover', async () => {
    const { acquire, konnect, policy, pass } = scene();
    const until = policy.now() + leaseTimes.duration;
    const description = leaseDescription({ run: 'dead', holder: 'a run that died', until });
    konnect(`global POST ${leasePath}`, { name: leaseName, description });
    await pass(leaseTimes.duration);
    expect(await acquire('1')).toMatchObject({
      diagnostic: { message: 'The organization is being changed by a run that died' },
    });
    await pass(20_000);
    const refused = await acquire('2');
    expect(refused).toMatchObject({
      diagnostic: {
        code: 'lease-held',
        message: 'The organization was being changed by a run that died',
        cause:
          'That run gave no sign since it should have prolonged its lease, which ended at 2026-11-30T12:03:00.000Z. Another run can take it over after 2026-11-30T12:04:00.000Z: the clocks of two machines may differ.',
        fix: expect.stringMatching(/^Run again after 2026-11-30T12:04:00\.000Z, or wait for it with `lock-timeout`/),
      },
    });
    await pass(Date.parse('2026-11-30T12:04:00.000Z') - policy.now());
    expect(await acquire('3')).toMatchObject({ type: 'refused' });
    await pass(1);
    const taken = acquire('4');
    await pass(minute);
    held(await taken);
  });

  test('a run whose account was deleted writes nothing more', async () => {
    const { acquire, transport, konnect, accounts, pass } = scene();
    const lease = held(await acquire('1'));
    konnect(`global DELETE ${leasePath}/${accounts()[0]?.id}`);
    await pass(minute);
    expect(lease.lost.aborted).toBe(true);
    const refused = lease.guard(transport).send(aWrite);
    await expect(refused).rejects.toMatchObject({ diagnostics: [{ code: 'lease-lost' }] });
    expect(konnect('global GET /v3/teams?filter[name][eq]=a').body.data).toEqual([]);
    expect((await lease.guard(transport).send({ ...aWrite, method: 'GET' })).status).toBe(200);
    // Another run has it by now: giving it back does not end that one's.
    held(await acquire('2'));
    await lease.release();
    expect(accounts()).toHaveLength(1);
  });

  test('a run that cannot prolong it stops writing before others may take it over', async () => {
    const { acquire, transport, pass } = scene();
    let isCut = false;
    const cut = failing(transport, ({ method }) => (isCut && method === 'PATCH' ? 'reset before' : undefined));
    const lease = held(await acquire('1', { transport: cut }));
    isCut = true;
    await pass(leaseTimes.duration - leaseTimes.margin - 5_000);
    expect((await lease.guard(transport).send(aWrite)).status).toBe(201);
    await pass(5_000);
    await expect(lease.guard(transport).send(aWrite)).rejects.toMatchObject({ diagnostics: [{ code: 'lease-lost' }] });
    expect(await acquire('2')).toMatchObject({ type: 'refused' });
  });

  test('one that cannot be given back is told with the time when others take it over', async () => {
    const { acquire, transport, accounts, pass } = scene();
    const cut = failing(transport, ({ method }) => (method === 'DELETE' ? 'reset before' : undefined));
    const lease = held(await acquire('1', { transport: cut }));
    const release = lease.release();
    await pass(minute);
    expect(await release).toMatchObject({
      code: 'lease-left',
      severity: 'warning',
      cause: 'Other runs take it for held until 2026-11-30T12:04:00.000Z.',
      fix: `Wait until then, or delete the system account ${leaseName} in Konnect.`,
    });
    expect(accounts()).toHaveLength(1);
  });
});

describe('faults while it is taken', () => {
  test('an answer that was lost is looked up', async () => {
    const { acquire, transport, accounts, pass } = scene();
    let resets = 0;
    const cut = failing(transport, ({ method }) => (method === 'POST' && resets++ === 0 ? 'reset after' : undefined));
    const outcome = acquire('1', { transport: cut });
    await pass(minute);
    held(await outcome);
    expect(accounts()).toHaveLength(1);
  });

  test('lists that lag behind are asked again', async () => {
    const { acquire, transport, pass } = scene();
    held(await acquire('1'));
    let lists = 0;
    const headers = { 'content-type': 'application/json' };
    const none = { status: 200, headers, body: { data: [], meta: { page: { number: 1, size: 100, total: 0 } } } };
    const lagging = failing(transport, ({ method }) => (method === 'GET' && lists++ < 3 ? none : undefined));
    const outcome = acquire('2', { transport: lagging });
    await pass(minute);
    expect(await outcome).toMatchObject({ diagnostic: { message: expect.stringContaining('acme/platform run 1') } });
  });

  test('a token that may not create system accounts goes on without, with a warning', async () => {
    const { acquire, transport } = scene();
    const forbidden = failing(transport, ({ method }) =>
      method === 'POST' ? { status: 403, headers: {}, body: { title: 'Forbidden' } } : undefined,
    );
    expect(await acquire('1', { transport: forbidden })).toMatchObject({
      type: 'unavailable',
      diagnostic: {
        code: 'lease-unavailable',
        severity: 'warning',
        message: expect.stringContaining('creating Lease failed: POST /v3/system-accounts (global) was answered 403'),
        fix: expect.stringContaining('the role Admin on Identity'),
      },
    });
  });

  test('a Konnect that answers nothing is an error', async () => {
    const { acquire, transport, pass } = scene();
    const outcome = acquire('1', { transport: failing(transport, () => 'reset before') });
    const settled = outcome.catch((error: unknown) => error);
    await pass(10 * minute);
    expect(await settled).toMatchObject({ diagnostics: [{ code: 'konnect-unavailable' }] });
  });
});

test('a description is read as it was written, whoever the holder is', () => {
  const note = fc.record({
    run: fc.uuid(),
    holder: fc.string({ unit: 'grapheme', maxLength: 300 }),
    until: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
  });
  fc.assert(
    fc.property(note, (written) => {
      expect(readLeaseNote(leaseDescription(written))).toMatchObject({ run: written.run, until: written.until });
    }),
  );
  for (const other of [
    '',
    'held by me',
    undefined,
    7,
    leaseDescription({ run: 'a', holder: 'b', until: 0 }).slice(1, -4),
  ])
    expect(readLeaseNote(other)).toBeUndefined();
});
