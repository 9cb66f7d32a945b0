import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from './serve/faults.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

const TOKEN = 'kpat_a-rather-long-secret';
let simulator: Simulator | undefined;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-simulator-'));
});

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
  rmSync(folder, { recursive: true });
});

async function start(options: SimulatorOptions = {}) {
  const running = await startSimulator(options);
  simulator = running;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { running, call };
}

describe('the server', () => {
  it('finds the region by prefix, by host name and by path', async () => {
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

  it('answers no sooner than its latency and hardly later, eight at a time', async () => {
    const { running, call } = await start({ latencyMs: 50 });
    await call('GET', '/eu/v3/apis');
    running.resetLog();
    const begin = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => call('GET', '/eu/v3/apis')));
    const took = performance.now() - begin;
    expect(took).toBeGreaterThanOrEqual(49);
    expect(took).toBeLessThan(350);
    expect(running.stats()).toMatchObject({
      calls: 8,
      writes: 0,
      maxInFlight: 8,
      byMethod: { GET: 8 },
      byStatus: { 200: 8 },
    });
    expect(running.log().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('keeps connections open', async () => {
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

  it('logs what was asked, and neither tokens nor secrets', async () => {
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

  it('answer in Konnect’s place', async () => {
    const { call } = await withFault({ method: 'POST', status: 429, retryAfter: 1, times: 1 });
    const refused = await call('POST', portals, { name: 'dev' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await call('POST', portals, { name: 'dev' })).status).toBe(201);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('reset the connection %s the request is applied', async (reset, made) => {
    const { running, call } = await withFault({ method: 'POST', reset, times: 1 });
    await expect(call('POST', portals, { name: 'dev' })).rejects.toThrowError('fetch failed');
    expect((await call('GET', portals)).body.meta.page.total).toBe(made);
    expect(running.log()[0]).toMatchObject({ status: 0 });
  });

  it('keep new objects out of lists for a while', async () => {
    const { call } = await withFault({ method: 'POST', lag: { lists: 1 } });
    const { body } = await call('POST', portals, { name: 'dev' });
    expect((await call('GET', portals)).body.data).toEqual([]);
    expect((await call('GET', `${portals}/${body.id}`)).status).toBe(200);
    expect((await call('GET', portals)).body.data).toHaveLength(1);
  });

  it('keep publications out of lists too', async () => {
    const { call } = await withFault({ method: 'PUT', lag: { ms: 400 } });
    const portal = (await call('POST', portals, { name: 'dev' })).body.id;
    const api = (await call('POST', '/eu/v3/apis', { name: 'a' })).body.id;
    await call('PUT', `/eu/v3/apis/${api}/publications/${portal}`, {});
    expect((await call('GET', '/eu/v3/api-publications')).body.data).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 420));
    expect((await call('GET', '/eu/v3/api-publications')).body.data).toHaveLength(1);
  });

  it('make answers late and lists endless', async () => {
    const { call } = await start({
      faults: [
        { path: '/v3/apis', latencyMs: 40 },
        { path: '/v3/apis', pages: 'endless' },
      ],
    });
    const begin = performance.now();
    expect((await call('GET', '/eu/v3/apis')).body.meta.page.total).toBe(11);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(39);
  });
});

describe('control calls', () => {
  it('steer a running simulator', async () => {
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

  it('say what is wrong with them', async () => {
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
  it('takes up where the last one ended', async () => {
    const stateFile = join(folder, 'state.json');
    const first = await start({ stateFile });
    const { body } = await first.call('POST', '/eu/v3/portals', { name: 'dev' });
    await first.running.close();
    expect(readFileSync(stateFile, 'utf8')).not.toContain('rather-long');
    const second = await start({ stateFile });
    expect((await second.call('GET', `/eu/v3/portals/${body.id}`)).body).toEqual(body);
  });

  it('leaves no signal handlers behind', async () => {
    const before = process.listenerCount('SIGTERM');
    const { running } = await start({ stateFile: join(folder, 'state.json') });
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    await running.close();
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('refuses a port that is taken', async () => {
    const { running } = await start();
    const port = Number(new URL(running.url).port);
    await expect(startSimulator({ port })).rejects.toThrowError('EADDRINUSE');
    await expect(startSimulator({ proxyPort: port })).rejects.toThrowError('EADDRINUSE');
  });
});
