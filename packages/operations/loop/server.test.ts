import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MonitorServer, startMonitorServer } from './server.ts';

let server: MonitorServer;

beforeEach(async () => {
  const health = async () => ({ status: 503, type: 'application/json', body: '{"é":1}\n' }) as const;
  server = await startMonitorServer({ host: '127.0.0.1', port: 0 }, { '/health': health });
});
afterEach(() => server.close());

/** Asks with a path that is sent as it is. */
async function ask(method: string, path: string, body = ''): Promise<{ status: number | undefined; text: string }> {
  const asking = request(server.url, { method, path }).end(body);
  const [response] = await once(asking, 'response');
  return { status: response.statusCode, text: await text(response) };
}

test('what it knows, to GET and HEAD', async () => {
  const answer = await fetch(`${server.url}/health?x=1`);
  expect(answer.status).toBe(503);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': '9',
  });
  expect(await answer.text()).toBe('{"é":1}\n');
  expect(await ask('HEAD', '/health')).toEqual({ status: 503, text: '' });
});

test.each([
  '/',
  '/healthz',
  '/health/',
  '/metrics',
  '//health',
  '/../health',
  '/constructor',
  '/__proto__',
  '/%68ealth',
])('GET %s: 404', async (path) => {
  expect((await ask('GET', path)).status).toBe(404);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s: 405', async (method) => {
  expect((await ask(method, '/health')).status).toBe(405);
});

test('a body is not read, and an oversized header is refused', async () => {
  expect((await ask('POST', '/health', 'x'.repeat(1_000_000)).catch(() => ({ status: 405 }))).status).toBe(405);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

test('an address in use is a mistake of the options', async () => {
  const port = Number(new URL(server.url).port);
  const again = startMonitorServer({ host: '127.0.0.1', port }, {});
  await expect(again).rejects.toThrow(UserError);
  await expect(again).rejects.toThrow(`--listen cannot use http://127.0.0.1:${port}`);
});
