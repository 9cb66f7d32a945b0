import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../simulator.ts';

describe('the proxy', () => {
  let simulator: Simulator;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'konduct-proxy-'));
    simulator = await startSimulator({ proxyPort: 0, caFile: join(folder, 'ca.pem') });
  });

  afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a tunnel. @returns the status of the proxy, and the socket behind it. */
  const tunnel = (target: string) =>
    new Promise<{ status: number; socket: Socket }>((resolve, reject) => {
      const opened = request({ ...options(), method: 'CONNECT', path: target });
      opened.on('connect', ({ statusCode = 0 }, socket) => resolve({ status: statusCode, socket: socket as Socket }));
      opened.on('error', reject).end();
    });

  const options = () => {
    const { hostname, port } = new URL(simulator.proxyUrl ?? '');
    return { host: hostname, port };
  };

  /** One HTTPS request through the proxy, trusting its authority and nothing else. */
  const through = async (host: string, path: string): Promise<string> => {
    const { socket } = await tunnel(`${host}:443`);
    const secure = connect({ socket, servername: host, ca: readFileSync(simulator.caFile ?? '') });
    secure.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer kpat_a\r\nconnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of secure) text += chunk;
    return text;
  };

  test('answers for Konnect’s hosts with a certificate of its own authority', async () => {
    expect(await through('eu.api.konghq.com', '/v3/apis')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await through('global.api.konghq.com', '/v2/organizations/me')).toMatch(/"name":"organization-/);
    expect(await through('eu.api.konghq.com', '/v3/teams')).toMatch(/^HTTP\/1\.1 404 /);
    expect(simulator.log().map(({ host, path }) => `${host}${path}`)).toEqual([
      'eu/v3/apis',
      'global/v2/organizations/me',
      'eu/v3/teams',
    ]);
  });

  test.each(['example.com:443', 'api.konghq.com:443', 'eu.api.konghq.com:80', 'eu.api.konghq.com', '127.0.0.1:22'])(
    'refuses %s',
    async (target) => {
      const { status, socket } = await tunnel(target);
      socket.destroy();
      expect(status).toBe(403);
    },
  );

  test('refuses plain HTTP', async () => {
    const status = await new Promise((resolve) => {
      get({ ...options(), path: 'http://eu.api.konghq.com/v3/apis' }, (response) =>
        resolve(response.resume().statusCode),
      );
    });
    expect(status).toBe(403);
  });
});

test('leaves no folder behind that it made for its authority', async () => {
  const simulator = await startSimulator({ proxyPort: 0 });
  expect(readFileSync(simulator.caFile ?? '', 'utf8')).toContain('BEGIN CERTIFICATE');
  await simulator.close();
  expect(existsSync(dirname(simulator.caFile ?? ''))).toBe(false);
});
