import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { networkDownload } from './download.ts';

const authority = createAuthority('Downloads');
const certificate = issueServerCertificate(authority, ['localhost', 'releases.example']);
const limit = 1000;

let folder: string;
let caFile: string;
let servers: Server[];

beforeEach(() => {
  servers = [];
  folder = mkdtempSync(join(tmpdir(), 'konduct-download-'));
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, authority.pem);
});

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

async function listen<S extends Server>(server: S): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createServer(listener))}`;

const serveSecurely = (listener: RequestListener) =>
  listen(createSecureServer({ cert: certificate.pem, key: certificate.keyPem }, listener) as unknown as Server);

/** A proxy whose every tunnel leads to one port here. */
async function startProxy(port: number) {
  const asked: string[] = [];
  const server = createServer((_, response) => response.writeHead(500).end());
  server.on('connect', ({ url = '' }, client) => {
    asked.push(url);
    const target = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connected\r\n\r\n'));
    target.pipe(client).pipe(target);
    for (const socket of [client, target]) socket.on('error', () => {}).on('close', () => client.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

const text = async (download: Promise<Uint8Array>) => Buffer.from(await download).toString();

describe('redirects', () => {
  test('are followed to https', async () => {
    const port = await serveSecurely(({ url }, response) => {
      if (url === '/two') response.end('the file');
      else response.writeHead(301, { location: '/two' }).end('moved');
    });
    const start = await serve((_, response) =>
      response.writeHead(302, { location: `https://localhost:${port}/one` }).end(),
    );
    expect(await text(networkDownload({ SSL_CERT_FILE: caFile })(start, limit))).toBe('the file');
    await expect(networkDownload({})(start, limit)).rejects.toThrow('fetch failed');
  });

  test.each(['http://127.0.0.1:1/', '/here', 'file:///etc/passwd', 'nonsense://'])('not to %s', async (location) => {
    const start = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(networkDownload({})(start, limit)).rejects.toThrow('something other than https');
  });

  test('are followed only so often', async () => {
    let asked = 0;
    const port = await serveSecurely((_, response) => {
      asked += 1;
      response.writeHead(302, { location: `/${asked}` }).end();
    });
    const download = networkDownload({ SSL_CERT_FILE: caFile });
    await expect(download(`https://localhost:${port}/`, limit)).rejects.toThrow('redirected too often');
    expect(asked).toBe(6);
  });
});

describe('a proxy', () => {
  test('is used for what NO_PROXY does not name', async () => {
    const port = await serveSecurely((_, response) => response.end('through the proxy'));
    const proxy = await startProxy(port);
    const environment = { HTTPS_PROXY: proxy.url, SSL_CERT_FILE: caFile };
    const url = 'https://releases.example/file';
    expect(await text(networkDownload(environment)(url, limit))).toBe('through the proxy');
    expect(proxy.asked).toEqual(['releases.example:443']);
    await expect(networkDownload({ ...environment, NO_PROXY: '.example' })(url, limit)).rejects.toThrow();
    expect(proxy.asked).toHaveLength(1);
  });

  test('is not used for this machine', async () => {
    const start = await serve((_, response) => response.end('directly'));
    expect(await text(networkDownload({ http_proxy: 'http://127.0.0.1:1' })(start, limit))).toBe('directly');
  });
});

describe('limits', () => {
  test('of size', async () => {
    const start = await serve((_, response) => response.end('x'.repeat(limit + 1)));
    await expect(networkDownload({})(start, limit)).rejects.toThrow('larger than it can be');
    expect(await networkDownload({})(start, limit + 1)).toHaveLength(limit + 1);
  });

  test('what is not there', async () => {
    const start = await serve((_, response) => response.writeHead(404).end('no'));
    await expect(networkDownload({})(start, limit)).rejects.toThrow('the server answered 404');
  });
});
