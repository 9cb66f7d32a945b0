import type { IncomingMessage, RequestListener } from 'node:http';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { Kind } from '@konduct/core/kind/kind';
import { Secret } from '@konduct/core/secret/secret';
import { trickle, useFarSide } from '@konduct/network/far-side.fixture';
import type { NetworkLimits } from '@konduct/network/limits';
import type { NetworkSettings } from '@konduct/network/settings';
import { afterEach, expect, test, vi } from 'vitest';
import { api } from '../kinds/api.ts';
import { controlPlane } from '../kinds/control-plane.ts';
import { konnectProvider } from '../provider.ts';
import { KonnectClient } from './client.ts';
import { defaultKonnectUrl, parseKonnectUrl } from './hosts.ts';

/** Limits that no test reaches; each test shortens the one that it is about. */
const long: Partial<NetworkLimits> = {
  connect: 20_000,
  tunnel: 20_000,
  headers: 20_000,
  body: 20_000,
  answer: 20_000,
};

const far = useFarSide();
const clients: KonnectClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

const serve = async (answer: RequestListener) => `${await far.serve(answer)}/{region}`;

interface Asked {
  readonly network?: NetworkSettings;
  readonly stop?: AbortSignal;
  readonly kind?: Kind;
  readonly limits?: Partial<NetworkLimits>;
  /** The time for the pages of a list, in milliseconds. */
  readonly list?: number;
}

/** The diagnostic of listing objects at an address: its code, message and fix. */
async function told(
  url: string,
  { network = {}, stop, kind = api, limits = {}, list = 20_000 }: Asked = {},
): Promise<string> {
  const token = new Secret('kpat_hostile-far-side-token');
  const client = new KonnectClient({ url: parseKonnectUrl(url), token, network, limits: { ...long, ...limits } });
  clients.push(client);
  const retry = { baseDelay: 1, list };
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
  expect(await told(url, { limits: { headers: 100 } })).toMatch(
    /^konnect-unavailable: listing API .* got no answer: .*\nRun it again: a run that broke off/,
  );
  expect(asked).toBe(2);
});

test('an answer that trickles, a byte at a time', async () => {
  const url = await serve((_, response) => trickle(response));
  expect(await told(url, { limits: { answer: 300 } })).toContain(
    'got no answer: the whole answer was not there within 0.3 seconds\nRun it again',
  );
});

test('a proxy that never answers CONNECT', async () => {
  const network = { httpsProxy: await far.silentProxy() };
  expect(await told(defaultKonnectUrl, { network, limits: { tunnel: 100 } })).toMatch(
    /got no answer: the proxy did not answer CONNECT within 0.1 seconds.*\nCheck the address and the login in HTTPS_PROXY/,
  );
});

test('a proxy that wants a password', async () => {
  expect(await told(defaultKonnectUrl, { network: { httpsProxy: await far.refusingProxy(407) } })).toMatch(
    /got no answer: .*407.*\nCheck the address and the login in HTTPS_PROXY/,
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
  expect(await told(url, { list: 1_000 })).toContain(
    'cannot be read to its end: its pages took more than 1 second\nRun again when',
  );
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
      new RegExp(`^konnect-rejected: .* was answered ${status}: no\nThe request only reads`),
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

/** A server behind TLS that counts the requests with a token. */
async function serveTls(name: string): Promise<{ url: string; tokens: () => number }> {
  let tokens = 0;
  const port = await far.serveTls([name], (request, response) => {
    tokens += request.headers.authorization ? 1 : 0;
    response.end(page([], { page: { number: 1, size: 1, total: 0 } }));
  });
  return { url: `https://localhost:${port}/{region}`, tokens: () => tokens };
}

test.each(['', '0'])(
  'whoever cannot prove to be it gets no token, with NODE_TLS_REJECT_UNAUTHORIZED=%o',
  async (setting) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    const { url, tokens } = await serveTls('localhost');
    expect(await told(url)).toMatch(/got no answer: .*certificate.*\nIf a proxy or gateway of yours opens TLS/);
    const other = await serveTls('elsewhere.example');
    expect(await told(other.url, { network: { caFile: far.caFile } })).toMatch(
      /got no answer: .*ERR_TLS_CERT_ALTNAME_INVALID.*\nCheck `konnect-url`/,
    );
    expect([tokens(), other.tokens()]).toEqual([0, 0]);
    expect(await told(url, { network: { caFile: far.caFile } })).toBe('an answer');
    expect(tokens()).toBe(1);
  },
);
