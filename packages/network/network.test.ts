import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { trickle, useFarSide } from './far-side.fixture.ts';
import type { NetworkLimits } from './limits.ts';
import { Network, type NetworkRequest } from './network.ts';
import type { NetworkError } from './network-error.ts';
import { networkFrom } from './settings.ts';

const far = useFarSide();
const networks: Network[] = [];

afterEach(async () => {
  for (const network of networks.splice(0)) await network.destroy();
});

/** Limits that no test reaches; each test shortens the one that it is about. */
const long: NetworkLimits = { connect: 20_000, tunnel: 20_000, answer: 20_000, bytes: 1000 };

interface Asked {
  readonly environment?: Record<string, string>;
  readonly limits?: Partial<NetworkLimits>;
  readonly request?: Partial<NetworkRequest>;
}

const send = (url: string, { environment = {}, limits = {}, request = {} }: Asked = {}) => {
  const network = new Network(networkFrom(environment), { limits: { ...long, ...limits } });
  networks.push(network);
  return network.send({ url, ...request });
};

const text = async (url: string, asked?: Asked) => (await send(url, asked)).body.toString();

/** `fault: message` of a request that fails. */
const fault = (url: string, asked?: Asked): Promise<string> =>
  send(url, asked).then(
    ({ status }) => expect.fail(`it was answered ${status}`),
    (error: NetworkError) => `${error.fault}: ${error.message}`,
  );

describe('an answer', () => {
  test('that never comes, or trickles, has one deadline', async () => {
    const late = 'timeout: the whole answer was not there within 0.2 seconds';
    expect(await fault(await far.serve(() => {}), { limits: { answer: 200 } })).toBe(late);
    expect(await fault(await far.serve((_, response) => trickle(response)), { limits: { answer: 200 } })).toBe(late);
  });

  test('is waited for no longer than whoever asked wants it', async () => {
    const stop = new AbortController();
    const url = await far.serve(() => stop.abort());
    expect(await fault(url, { request: { signal: stop.signal } })).toMatch(/^timeout: the request was given up before/);
  });

  test('has no more bytes than the request allows, else the limits', async () => {
    const url = await far.serve((_, response) => response.end('x'.repeat(1000)));
    expect(await text(url)).toHaveLength(1000);
    expect(await fault(url, { limits: { bytes: 999 } })).toBe('too-large: the answer has more than 999 bytes');
    expect(await fault(url, { request: { bytes: 9 } })).toBe('too-large: the answer has more than 9 bytes');
  });

  test('that breaks off is none', async () => {
    const url = await far.serve((_, response) => {
      response.writeHead(200, { 'content-length': '9' }).write('half', () => response.destroy());
    });
    expect(await fault(url)).toMatch(/^reset: /);
  });
});

describe('redirects', () => {
  test('are answers unless they are to be followed', async () => {
    const url = await far.serve((_, response) => response.writeHead(302, { location: 'https://x.example/' }).end());
    expect(await send(url)).toMatchObject({ status: 302, headers: { location: 'https://x.example/' } });
  });

  test('are followed to https, so often, and all within one deadline', async () => {
    let hops = 0;
    const port = await far.serveTls(['localhost'], ({ url }, response) => {
      hops += 1;
      if (url === '/end') response.end('the end');
      else response.writeHead(302, { location: url === '/one' ? '/end' : `/again/${hops}` }).end();
    });
    const asked = { environment: { SSL_CERT_FILE: far.caFile }, request: { redirects: 3 } };
    expect(await text(`https://localhost:${port}/one`, asked)).toBe('the end');
    hops = 0;
    expect(await fault(`https://localhost:${port}/for-ever`, asked)).toBe(
      'redirect: it was redirected more than 3 times',
    );
    expect(hops).toBe(4);
    const slow = await far.serveTls(['localhost'], (_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/next' }).end(), 30);
    });
    const within = { ...asked, limits: { answer: 400 }, request: { redirects: 100_000 } };
    expect(await fault(`https://localhost:${slow}/`, within)).toMatch(/^timeout: .* within 0.4 seconds$/);
  });

  test.each(['http://127.0.0.1:1/', '/here', 'file:///etc/passwd', 'nonsense://'])('not to %s', async (location) => {
    const url = await far.serve((_, response) => response.writeHead(302, { location }).end());
    expect(await fault(url, { request: { redirects: 3 } })).toBe(
      'redirect: it was redirected to something other than https',
    );
  });
});

describe.each([[''], ['0']])('certificates, with NODE_TLS_REJECT_UNAUTHORIZED=%o', (setting) => {
  test('of nobody who is trusted, or for others, end it before anything is sent', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    let asked = 0;
    const answer = (_: unknown, response: { end(text: string): void }) => {
      asked += 1;
      response.end('hello');
    };
    const environment = { SSL_CERT_FILE: far.caFile };
    const url = `https://localhost:${await far.serveTls(['localhost'], answer)}/`;
    const misnamed = `https://localhost:${await far.serveTls(['elsewhere.example'], answer)}/`;
    expect(await fault(url)).toMatch(/^untrusted: /);
    expect(await fault(misnamed, { environment })).toMatch(/^misnamed: /);
    expect(asked).toBe(0);
    expect(await text(url, { environment })).toBe('hello');
  });

  test('count behind a proxy, too', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    const port = await far.serveTls(['inside.example'], (_, response) => response.end('hello'));
    const { url: HTTPS_PROXY } = await far.tunnel(port);
    expect(await fault('https://inside.example/', { environment: { HTTPS_PROXY } })).toMatch(/^untrusted: /);
    const environment = { HTTPS_PROXY, SSL_CERT_FILE: far.caFile };
    expect(await fault('https://other.example/', { environment })).toMatch(/^misnamed: /);
    expect(await text('https://inside.example/', { environment })).toBe('hello');
  });
});

describe('a proxy', () => {
  test('that is silent has a deadline of its own', async () => {
    const environment = { HTTPS_PROXY: await far.silentProxy() };
    expect(await fault('https://x.example/', { environment, limits: { tunnel: 100 } })).toMatch(
      /^proxy: the proxy did not answer CONNECT within 0.1 seconds/,
    );
  });

  test.each([407, 403, 502])('that answers CONNECT with %i is named', async (status) => {
    const environment = { HTTPS_PROXY: await far.refusingProxy(status) };
    expect(await fault('https://x.example/', { environment })).toMatch(new RegExp(`^proxy: .*${status}`));
  });

  test('that wants a login for what needs no tunnel is named, too', async () => {
    const environment = {
      HTTP_PROXY: await far.serve((_, response) => response.writeHead(407).end('log in')),
      // Not the proxy for http.
      HTTPS_PROXY: 'http://127.0.0.1:1',
    };
    expect(await fault('http://x.example/', { environment })).toMatch(/^proxy: .*407/);
  });

  test('is used for what NO_PROXY does not name, and for https only where it is one for https', async () => {
    const port = await far.serveTls(['releases.example'], (_, response) => response.end('through the proxy'));
    const proxy = await far.tunnel(port);
    const environment = { HTTPS_PROXY: proxy.url, SSL_CERT_FILE: far.caFile };
    expect(await text('https://releases.example/', { environment })).toBe('through the proxy');
    expect(proxy.asked).toEqual(['releases.example:443']);
    for (const other of [{ ...environment, NO_PROXY: '.example' }, { http_proxy: proxy.url }])
      expect(await fault('https://releases.example/', { environment: other })).toMatch(/^unreachable: /);
    expect(proxy.asked).toHaveLength(1);
  });

  test('is not used for this machine', async () => {
    const url = await far.serve((_, response) => response.end('directly'));
    expect(await text(url, { environment: { http_proxy: 'http://127.0.0.1:1' } })).toBe('directly');
  });
});

describe('where no TLS is spoken', () => {
  test('https is not asked for, and that is said', async () => {
    const { port } = new URL(await far.serve((_, response) => response.end('plain')));
    expect(await fault(`https://localhost:${port}/`)).toMatch(/^plain: no TLS is spoken there \(ERR_SSL_\w+\)$/);
  });

  test('a proxy is not asked by TLS', async () => {
    const environment = { HTTPS_PROXY: (await far.tunnel(1)).url.replace('http:', 'https:') };
    expect(await fault('https://x.example/', { environment })).toMatch(
      /^proxy-plain: the proxy of HTTPS_PROXY is asked by TLS, and no TLS is spoken there/,
    );
  });
});

test.each(['127.0.0.1:1', 'localhost:1', 'user:hunter2@nowhere.invalid:3128'])(
  'a proxy at %s that is not there is told from the host',
  async (at) => {
    const told = await fault('https://x.example/', { environment: { HTTPS_PROXY: `http://${at}` } });
    expect(told).toMatch(/^proxy-unreachable: the proxy of HTTPS_PROXY cannot be reached: /);
    expect(told).not.toContain('hunter2');
  },
);

test("what is said of a certificate is not Node's advice", async () => {
  const url = `https://localhost:${await far.serveTls(['localhost'], (_, response) => response.end())}/`;
  expect(await fault(url)).not.toMatch(/Node\.js|--use-system-ca/);
});

test.each([
  ['no PEM at all', 'has no certificate in it'],
  ['-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n', 'has a certificate in it that cannot be read'],
])('a file of authorities that holds %j is refused', async (content, said) => {
  const file = join(mkdtempSync(join(tmpdir(), 'konduct-authorities-')), 'ca.pem');
  writeFileSync(file, content);
  expect(await fault('https://x.example/', { environment: { SSL_CERT_FILE: file } })).toBe(
    `settings: SSL_CERT_FILE names ${file}, which ${said}`,
  );
  rmSync(dirname(file), { recursive: true });
});

test.each([
  [{ HTTPS_PROXY: 'proxy.example:3128' }, 'settings: HTTPS_PROXY is not the address of a proxy'],
  [{ SSL_CERT_FILE: '/nowhere/ca.pem' }, 'settings: SSL_CERT_FILE names /nowhere/ca.pem, which cannot be read'],
])('what %o says cannot be used, and is said', async (environment, said) => {
  expect(await fault('https://x.example/', { environment: environment as Record<string, string> })).toBe(said);
});

test.each(['file:///etc/passwd', 'nonsense'])('%s is asked of nobody', async (url) => {
  expect(await fault(url)).toMatch(/^(unreachable|reset): /);
});
