import { type FarSide, trickle, useFarSide } from '@konduct/network/far-side.fixture';
import type { NetworkLimits } from '@konduct/network/limits';
import { describe, expect, test, vi } from 'vitest';
import { isPrivate, RemoteDocuments } from './remote-document.ts';

const far = useFarSide();

interface Asked {
  readonly environment?: Record<string, string>;
  readonly limits?: Partial<NetworkLimits>;
  readonly stop?: AbortSignal;
  readonly host?: string;
}

function documentsOf({ environment = {}, limits = {}, stop, host = 'specs.example' }: Asked) {
  return new RemoteDocuments({
    hosts: [host],
    environment,
    // The real limits with shorter times.
    limits: { connect: 20_000, tunnel: 20_000, answer: 20_000, ...limits },
    ...(stop && { signal: stop }),
  });
}

const read = (asked: Asked = {}) => documentsOf(asked).read(`https://${asked.host ?? 'specs.example'}/x.yaml`);

/**
 * A server that looks like a public host. It is reached through a proxy, because direct connections to private
 * addresses are refused.
 */
async function behindProxy(answer: Parameters<FarSide['serveTls']>[1], name = 'specs.example') {
  const { url } = await far.tunnel(await far.serveTls([name], answer));
  return { HTTPS_PROXY: url, SSL_CERT_FILE: far.caFile };
}

test('a document is read', async () => {
  const environment = await behindProxy((_, response) => response.end('openapi: 3.1.0'));
  expect(await read({ environment })).toEqual({ text: 'openapi: 3.1.0' });
});

const late = {
  refused: 'specs.example could not be read (the whole answer was not there within 0.3 seconds)',
  fix: 'Run it again; if it stays, check what stands between this machine and specs.example.',
};

test('a server that never answers', async () => {
  expect(await read({ environment: await behindProxy(() => {}), limits: { answer: 300 } })).toEqual(late);
});

test('an answer that trickles, a byte at a time', async () => {
  const environment = await behindProxy((_, response) => trickle(response));
  expect(await read({ environment, limits: { answer: 300 } })).toEqual(late);
});

test('redirects are not followed', async () => {
  let asked = 0;
  const environment = await behindProxy(({ url }, response) => {
    asked += 1;
    response.writeHead(302, { location: `${url}x` }).end();
  });
  expect(await read({ environment })).toEqual({
    refused: 'specs.example answered 302',
    fix: 'Refer to the address that it has now: redirects are not followed.',
  });
  expect(asked).toBe(1);
});

test('a proxy that never answers CONNECT', async () => {
  const environment = { HTTPS_PROXY: await far.silentProxy() };
  expect(await read({ environment, limits: { tunnel: 100 } })).toEqual({
    refused: expect.stringContaining('the proxy did not answer CONNECT within 0.1 seconds'),
    fix: 'Check the address and the login in HTTPS_PROXY, and whether the proxy lets specs.example through; what needs no proxy belongs into NO_PROXY.',
  });
});

test('a proxy that wants a password', async () => {
  expect(await read({ environment: { HTTPS_PROXY: await far.refusingProxy(407) } })).toEqual({
    refused: expect.stringContaining('407'),
    fix: 'Check the address and the login in HTTPS_PROXY, and whether the proxy lets specs.example through; what needs no proxy belongs into NO_PROXY.',
  });
});

test.each(['', '0'])('nobody else is believed, with NODE_TLS_REJECT_UNAUTHORIZED=%o', async (setting) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
  let asked = 0;
  const answer = (_: unknown, response: { end(text: string): void }) => {
    asked += 1;
    response.end('openapi: 3.1.0');
  };
  const { HTTPS_PROXY } = await behindProxy(answer);
  expect(await read({ environment: { HTTPS_PROXY } })).toEqual({
    refused: expect.stringMatching(/^specs\.example could not be read \(.*certificate/),
    fix: expect.stringContaining('name its certificate authority in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE'),
  });
  expect(await read({ environment: await behindProxy(answer, 'elsewhere.example') })).toEqual({
    refused: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    fix: expect.stringContaining('has a certificate for other names'),
  });
  expect(asked).toBe(0);
});

test('what is too large, or no text', async () => {
  const large = await behindProxy((_, response) => response.end('x'.repeat(1001)));
  expect(await read({ environment: large, limits: { bytes: 1000 } })).toEqual({
    refused: 'specs.example could not be read (the answer has more than 1000 bytes)',
    fix: expect.any(String),
  });
  const odd = await behindProxy((_, response) => response.end(Buffer.from([0xff, 0xfe, 0x41])));
  expect(await read({ environment: odd })).toMatchObject({ refused: 'what specs.example answered is not UTF-8' });
});

test.each<readonly [string, Record<string, string>]>([
  ['without a proxy', {}],
  ['with a proxy that is not meant for it', { https_proxy: 'http://127.0.0.1:1', no_proxy: 'localhost' }],
  ['with a proxy for nobody', { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' }],
  ['with a proxy, which is never asked for this machine', { HTTPS_PROXY: 'http://127.0.0.1:1' }],
])('a name that stands for a private address is not connected to: %s', async (_, environment) => {
  let asked = 0;
  const port = await far.serveTls(['localhost'], (_, response) => {
    asked += 1;
    response.end();
  });
  const host = `localhost:${port}`;
  expect(await read({ environment: { ...environment, SSL_CERT_FILE: far.caFile }, host })).toEqual({
    refused: `${host} could not be read (it leads into a private network)`,
  });
  expect(asked).toBe(0);
});

test('an address of this machine is refused, even from the list', async () => {
  expect(await read({ host: '127.0.0.1' })).toEqual({ refused: 'it leads into a private network' });
});

test('nobody waits longer than there is time for his repository, or when the run is asked to stop', async () => {
  const environment = { HTTPS_PROXY: await far.silentProxy() };
  const documents = documentsOf({ environment });
  const late = await documents.until(AbortSignal.timeout(200)).read('https://specs.example/x.yaml');
  expect(late).toEqual({ refused: 'the time for reading its repository is over' });
  expect(await documents.until(AbortSignal.abort()).read('https://specs.example/x.yaml')).toEqual(late);
  expect(await read({ environment, stop: AbortSignal.timeout(100) })).toMatchObject({
    refused: 'specs.example could not be read (the request was given up before the whole answer was there)',
  });
});

describe('addresses', () => {
  test.each([
    '0.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.0.0.192',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '64:ff9b::a00:1',
    '64:ff9b:1::808:808',
    '2001::1',
    '2002:7f00:1::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ])('%s is not public', (address) => expect(isPrivate(address)).toBe(true));

  test.each([
    '8.8.8.8',
    '100.128.0.1',
    '172.32.0.1',
    '192.0.1.1',
    '198.20.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2001:4860:4860::8888',
    '2606:4700::1111',
  ])('%s is public', (address) => expect(isPrivate(address)).toBe(false));
});
