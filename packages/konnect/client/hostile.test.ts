import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Kind } from '@konduct/core/kind/kind';
import { Secret } from '@konduct/core/secret/secret';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { api } from '../kinds/api.ts';
import { controlPlane } from '../kinds/control-plane.ts';
import { konnectProvider } from '../provider.ts';
import { KonnectClient } from './client.ts';
import { defaultKonnectUrl, parseKonnectUrl } from './hosts.ts';
import { startLocalServer } from './local-server.fixture.ts';
import type { Limits, NetworkSettings } from './network.ts';

/** The real limits but for their size. */
const small: Partial<Limits> = { connect: 2_000, tunnel: 100, headers: 100, body: 200, answer: 300 };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer): Promise<string> {
  const server = await startLocalServer(answer);
  closing.push(server.close);
  return server.konnectUrl;
}

interface Asked {
  readonly network?: NetworkSettings;
  readonly stop?: AbortSignal;
  readonly kind?: Kind;
  readonly limits?: Partial<Limits>;
}

/** What a person is told when a list is read at an address: its code, message and fix. */
async function told(url: string, { network = {}, stop, kind = api, limits = {} }: Asked = {}): Promise<string> {
  const token = new Secret('kpat_hostile-far-side-token');
  const client = new KonnectClient({ url: parseKonnectUrl(url), token, network, limits: { ...small, ...limits } });
  closing.push(() => client.close());
  const retry = { baseDelay: 1, list: 2_000 };
  const provider = konnectProvider({ transport: client, contents: new Map(), retry, ...(stop && { stop }) });
  try {
    await provider.list({ kind, region: 'eu', parents: {} });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.diagnostics.map(({ code, message, fix }) => `${code}: ${message}\n${fix}`).join('\n');
  }
  return 'an answer';
}

const page = (items: readonly unknown[], meta: object) => JSON.stringify({ data: items, meta });
const item = (id: number) => ({ id: String(id), name: `n${id}`, labels: {} });

test('a server that never answers', async () => {
  let asked = 0;
  const url = await serve(() => {
    asked += 1;
  });
  expect(await told(url)).toMatch(/^konnect-unavailable: listing API .* got no answer: .*\nRun again/);
  expect(asked).toBe(2);
});

test('an answer that trickles, a byte at a time', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('[');
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  expect(await told(url)).toContain('got no answer: the whole answer was not there within 0.3 seconds\nRun again');
});

test('a proxy that never answers CONNECT', async () => {
  const proxy = createServer().on('connect', (_, socket) => closing.push(() => socket.destroy()));
  const network = { httpsProxy: await listen(proxy) };
  // The timers of the client are coarse: its answer as a whole may not end before.
  expect(await told(defaultKonnectUrl, { network, limits: { answer: 20_000 } })).toMatch(
    /got no answer: the proxy did not answer CONNECT within 0.1 seconds.*\nCheck the address and the credentials in `HTTPS_PROXY`/,
  );
});

test('a proxy that wants a password', async () => {
  const proxy = createServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n'));
  expect(await told(defaultKonnectUrl, { network: { httpsProxy: await listen(proxy) } })).toMatch(
    /got no answer: .*407.*\nCheck the address and the credentials in `HTTPS_PROXY`/,
  );
});

test('redirects without end', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    response.writeHead(302, { location: `${request.url}x` }).end();
  });
  expect(await told(url)).toContain(
    'with a redirect, which Konduct does not follow\nCheck that `konnect-url` leads to',
  );
  expect(asked).toBe(1);
});

const pageOf = ({ url }: IncomingMessage) =>
  Number(new URL(url ?? '', 'http://x').searchParams.get('page[number]') ?? 1);

test('a list that grows with every page', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    const number = pageOf(request);
    response.end(page([item(number)], { page: { number, size: 1, total: number + 1 } }));
  });
  expect(await told(url)).toContain(
    'cannot be read to its end: it grew while it was read: it counted 2 items at first',
  );
  expect(asked).toBeLessThan(50);
});

test('a list of slow pages that always name another', async () => {
  let count = 0;
  const url = await serve((_, response) => {
    count += 1;
    const next = `/eu/v2/control-planes?page[after]=${count}`;
    setTimeout(() => response.end(page([item(count)], { page: { number: count, size: 1, total: 90_000, next } })), 90);
  });
  expect(await told(url)).toContain('cannot be read to its end: its pages took more than 2 seconds\nRun again when');
});

test('a list of empty pages', async () => {
  const url = await serve((request, response) =>
    response.end(page([], { page: { number: pageOf(request), size: 1, total: 50 } })),
  );
  expect(await told(url)).toContain('cannot be read to its end: it counts 50 items, but its page 2 is empty');
});

test('a list that is refused', async () => {
  for (const status of [400, 409]) {
    const url = await serve((_, response) => response.writeHead(status).end(JSON.stringify({ status, detail: 'no' })));
    expect(await told(url)).toMatch(
      new RegExp(`^konnect-rejected: .* was answered ${status}: no\nNothing that you wrote was refused`),
    );
  }
});

test('a run that is asked to stop ends at once, whatever is on its way', async () => {
  const stop = new AbortController();
  const url = await serve(() => stop.abort());
  expect(await told(url, { stop: stop.signal, kind: controlPlane })).toBe(
    'run-interrupted: listing ControlPlane was ended, because the run was asked to stop\nRun again: nothing was left half done.',
  );
});

let authorityFile: string;
const authority = createAuthority('Konduct tests');
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'konduct-hostile-'));
  authorityFile = join(folder, 'ca.pem');
  writeFileSync(authorityFile, authority.pem);
  return () => rmSync(folder, { recursive: true });
});

/** A server behind TLS that counts who gets as far as sending a token. */
async function serveTls(names: [string, ...string[]]): Promise<{ url: string; tokens: () => number }> {
  const { pem, keyPem } = issueServerCertificate(authority, names);
  let tokens = 0;
  const server = createTlsServer({ key: keyPem, cert: pem }, (request, response) => {
    tokens += request.headers.authorization ? 1 : 0;
    response.end(page([], { page: { number: 1, size: 1, total: 0 } }));
  });
  const address = await listen(server);
  return { url: `${address.replace('http://127.0.0.1', 'https://localhost')}/{region}`, tokens: () => tokens };
}

test.each(['', '0'])(
  'whoever cannot prove to be it gets no token, with NODE_TLS_REJECT_UNAUTHORIZED=%o',
  async (setting) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    const { url, tokens } = await serveTls(['localhost']);
    expect(await told(url)).toMatch(/got no answer: .*certificate.*\nIf a proxy or gateway of yours opens TLS/);
    const other = await serveTls(['elsewhere.example']);
    expect(await told(other.url, { network: { caFile: authorityFile } })).toMatch(
      /got no answer: .*ERR_TLS_CERT_ALTNAME_INVALID.*\nCheck the host in `konnect-url`/,
    );
    expect([tokens(), other.tokens()]).toEqual([0, 0]);
    expect(await told(url, { network: { caFile: authorityFile } })).toBe('an answer');
    expect(tokens()).toBe(1);
  },
);

async function listen(server: ReturnType<typeof createServer | typeof createTlsServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
