import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FaultRule } from './serve/faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

const TOKEN = 'kpat_a-rather-long-secret';
let simulator: Simulator | undefined;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-simulator-'));
});

afterEach(async () => {
  vi.useRealTimers();
  await simulator?.close();
  simulator = undefined;
  rmSync(folder, { recursive: true });
});

/** A clock that only the test moves. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
}

/** Asks for a list; unlike `fetch`, which has timers of its own, by nothing that goes by the clock of the test. */
function list(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    request(`${url}/eu/v3/apis`, { agent: false, headers }, (response) => resolve(text(response)))
      .on('error', reject)
      .end();
  });
}

/** Resolves when so many requests, which have no body, have arrived and wait for their time. */
async function held(running: Simulator, requests: number): Promise<void> {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  while (running.stats().maxInFlight < requests) await turn();
  await turn();
}

async function start(options: SimulatorOptions = {}) {
  const running = await startSimulator(options);
  simulator = running;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? undefined : JSON.parse(answer) };
  };
  return { running, call };
}

describe('the server', () => {
  test('finds the region by prefix, by host name and by path', async () => {
    const { running, call } = await start();
    expect(running.konnectUrl).toBe(`${running.url}/{region}`);
    await call('POST', '/eu/v3/portals', { name: 'dev' });
    const total = async (path: string, headers = {}) =>
      (await call('GET', path, undefined, headers)).body.meta.page.total;
    expect(await total('/eu/v3/portals')).toBe(1);
    expect(await total('/v3/portals')).toBe(0);
    expect(await total('/v3/portals', { 'x-forwarded-host': 'eu.api.konghq.com' })).toBe(1);
    expect((await call('GET', '/v3/teams')).status).toBe(200);
    expect((await call('GET', '/global/v3/portals')).status).toBe(404);
    expect((await call('GET', '/eu/v3/teams')).status).toBe(404);
  });

  test('answers when its latency is over and no sooner, eight at a time', async () => {
    const { running } = await start({ latencyMs: 50 });
    stopClock();
    const calls = Array.from({ length: 8 }, () => list(running.url));
    await held(running, 8);
    vi.advanceTimersByTime(49);
    expect(running.stats().calls).toBe(0);
    vi.advanceTimersByTime(1);
    await Promise.all(calls);
    expect(running.stats()).toMatchObject({
      calls: 8,
      writes: 0,
      maxInFlight: 8,
      byMethod: { GET: 8 },
      byStatus: { 200: 8 },
    });
    expect(running.log().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('keeps connections open', async () => {
    const { running } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const reused: boolean[] = [];
    for (let n = 0; n < 3; n += 1) {
      await new Promise<void>((resolve, reject) => {
        const sent = request(
          `${running.url}/v3/teams`,
          { agent, headers: { authorization: `Bearer ${TOKEN}` } },
          (response) => {
            response.resume().on('end', resolve);
            reused.push(sent.reusedSocket);
          },
        );
        sent.on('error', reject).end();
      });
    }
    agent.destroy();
    expect(reused).toEqual([false, true, true]);
  });

  test('logs what was asked, and neither tokens nor secrets', async () => {
    const { running, call } = await start({ recordBodies: true });
    await call('PATCH', '/global/v3/identity-provider', { issuer: 'https://idp.example.com', client_secret: 'hush' });
    await call('GET', '/eu/v3/apis?filter[name][eq]=a');
    const [first, second] = running.log();
    expect(first).toMatchObject({
      method: 'PATCH',
      host: 'global',
      path: '/v3/identity-provider',
      status: 200,
      requestBody: { client_secret: '***' },
    });
    expect(second).toMatchObject({
      host: 'eu',
      path: '/v3/apis',
      query: 'filter[name][eq]=a',
      responseBody: { data: [] },
    });
    expect(first?.token).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify([running.log(), running.state()])).not.toMatch(/rather-long|hush/);
  });
});

describe('faults', () => {
  const withFault = async (fault: FaultRule) => start({ faults: [fault] });
  const portals = '/eu/v3/portals';

  test('answer in Konnect’s place', async () => {
    const { call } = await withFault({ method: 'POST', status: 429, retryAfter: 1, times: 1 });
    const refused = await call('POST', portals, { name: 'dev' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await call('POST', portals, { name: 'dev' })).status).toBe(201);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('reset the connection %s the request is applied', async (reset, made) => {
    const { running, call } = await withFault({ method: 'POST', reset, times: 1 });
    await expect(call('POST', portals, { name: 'dev' })).rejects.toThrowError('fetch failed');
    expect((await call('GET', portals)).body.meta.page.total).toBe(made);
    expect(running.log()[0]).toMatchObject({ status: 0 });
  });

  test('keep new objects out of lists for a while', async () => {
    const { call } = await withFault({ method: 'POST', lag: { lists: 1 } });
    const { body } = await call('POST', portals, { name: 'dev' });
    expect((await call('GET', portals)).body.data).toEqual([]);
    expect((await call('GET', `${portals}/${body.id}`)).status).toBe(200);
    expect((await call('GET', portals)).body.data).toHaveLength(1);
  });

  test('keep publications out of lists too', async () => {
    let now = 0;
    const { call } = await start({ faults: [{ method: 'PUT', lag: { ms: 400 } }], clock: () => now });
    const portal = (await call('POST', portals, { name: 'dev' })).body.id;
    const api = (await call('POST', '/eu/v3/apis', { name: 'a' })).body.id;
    await call('PUT', `/eu/v3/apis/${api}/publications/${portal}`, {});
    expect((await call('GET', '/eu/v3/api-publications')).body.data).toEqual([]);
    now = 400;
    expect((await call('GET', '/eu/v3/api-publications')).body.data).toHaveLength(1);
  });

  test('make answers late and lists endless', async () => {
    const { running } = await start({
      faults: [
        { path: '/v3/apis', latencyMs: 40 },
        { path: '/v3/apis', pages: 'endless' },
      ],
    });
    stopClock();
    const late = list(running.url);
    await held(running, 1);
    vi.advanceTimersByTime(39);
    expect(running.stats().calls).toBe(0);
    vi.advanceTimersByTime(1);
    expect(JSON.parse(await late).meta.page.total).toBe(11);
  });
});

describe('control calls', () => {
  test('steer a running simulator', async () => {
    const { call } = await start({ pendingInvites: true });
    const control = (method: string, path: string, body?: unknown) => call(method, `/__simulator/${path}`, body);
    expect((await control('POST', 'faults', { path: '/v3/apis', status: 503 })).status).toBe(201);
    expect((await call('GET', '/eu/v3/apis')).status).toBe(503);
    expect((await control('GET', 'faults')).body).toEqual([{ path: '/v3/apis', status: 503 }]);
    expect((await control('DELETE', 'faults')).status).toBe(204);
    expect((await call('GET', '/eu/v3/apis')).status).toBe(200);

    await call('POST', '/v3/invites', { email: 'ann@example.com' });
    expect((await control('POST', 'users/accept', { email: 'ann@example.com' })).body).toEqual({ accepted: 1 });
    const { body: plane } = await call('POST', '/eu/v2/control-planes', { name: 'dev' });
    const connected = await control('POST', 'data-planes', { control_plane_id: plane.id, hostname: 'node' });
    expect(connected.status).toBe(201);
    expect((await call('GET', `/eu/v2/control-planes/${plane.id}/nodes`)).body).toMatchObject({
      items: [{ id: connected.body.id, hostname: 'node' }],
    });
    expect((await control('GET', 'stats')).body).toMatchObject({ calls: 5, writes: 2 });
    expect((await control('GET', 'log')).body).toHaveLength(5);
    expect((await control('GET', 'state')).body).toMatchObject({ version: 1 });
    expect((await control('DELETE', 'log')).status).toBe(204);
    expect((await control('GET', 'stats')).body).toMatchObject({ calls: 0 });
  });

  test('say what is wrong with them', async () => {
    const { call } = await start();
    expect(await call('POST', '/__simulator/faults', { stauts: 1 })).toMatchObject({
      status: 400,
      body: { message: /stauts/ },
    });
    expect(await call('POST', '/__simulator/data-planes', { hostname: 'node' })).toMatchObject({
      status: 400,
      body: { message: 'control_plane_id is a required field' },
    });
    expect((await call('POST', '/__simulator/data-planes', { control_plane_id: 'none' })).status).toBe(400);
    expect((await call('GET', '/__simulator/nothing')).status).toBe(404);
  });
});

describe('a simulator', () => {
  test('takes up where the last one ended', async () => {
    const stateFile = join(folder, 'state.json');
    const first = await start({ stateFile });
    const { body } = await first.call('POST', '/eu/v3/portals', { name: 'dev' });
    await first.running.close();
    expect(readFileSync(stateFile, 'utf8')).not.toContain('rather-long');
    const second = await start({ stateFile });
    expect((await second.call('GET', `/eu/v3/portals/${body.id}`)).body).toEqual(body);
  });

  test('leaves no signal handlers behind', async () => {
    const before = process.listenerCount('SIGTERM');
    const { running } = await start({ stateFile: join(folder, 'state.json') });
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await running.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  test('refuses a port that is taken', async () => {
    const { running } = await start();
    const port = Number(new URL(running.url).port);
    await expect(startSimulator({ port })).rejects.toThrowError('EADDRINUSE');
    await expect(startSimulator({ proxyPort: port })).rejects.toThrowError('EADDRINUSE');
  });
});
