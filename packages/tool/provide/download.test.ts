import { trickle, useFarSide } from '@konduct/network/far-side.fixture';
import type { NetworkLimits } from '@konduct/network/limits';
import { expect, test, vi } from 'vitest';
import { SpawnRunner } from '../process/spawn.ts';
import { networkDownload } from './download.ts';
import { provideTool } from './provide.ts';
import { Bench, machine, spanner } from './releases.fixture.ts';

const far = useFarSide();

interface Asked {
  readonly environment?: Record<string, string>;
  readonly limits?: Partial<NetworkLimits>;
}

const atMost = 1000;

/** The diagnostic of a tool whose release is at an address: the cause of its absence, and the fix. */
async function told(downloadBase: string, { environment = {}, limits = {} }: Asked = {}): Promise<string> {
  const bench = await Bench.open();
  try {
    const { diagnostics } = await provideTool(spanner, {
      runner: new SpawnRunner(1),
      environment: { ...bench.environment, ...environment },
      machine,
      downloadBase,
      // The real limits with shorter times.
      download: networkDownload(environment, { connect: 20_000, tunnel: 20_000, answer: 20_000, ...limits }),
    });
    return diagnostics.map(({ code, cause, fix }) => `${code}: ${cause}\n${fix}`).join('\n');
  } finally {
    await bench.close();
  }
}

const late =
  /^tool-missing: .*checksums\.txt could not be read: the whole answer was not there within 0.2 seconds\n.* To have its release: Run it again; if it stays, check what stands between this machine and 127\.0\.0\.1:\d+\.$/;

test('a server that never answers', async () => {
  expect(await told(await far.serve(() => {}), { limits: { answer: 200 } })).toMatch(late);
});

test('an answer that trickles, a byte at a time', async () => {
  const url = await far.serve((_, response) => trickle(response));
  expect(await told(url, { limits: { answer: 200 } })).toMatch(late);
});

test('redirects are followed to https, five times', async () => {
  let asked = 0;
  const port = await far.serveTls(['localhost'], ({ url }, response) => {
    asked += 1;
    if (url === '/file') response.end('the file');
    else response.writeHead(301, { location: url === '/start' ? '/file' : `/${asked}` }).end('moved');
  });
  const start = await far.serve((_, response) =>
    response.writeHead(302, { location: `https://localhost:${port}/start` }).end(),
  );
  const environment = { SSL_CERT_FILE: far.caFile };
  const bytes = await networkDownload(environment)(start, atMost);
  expect(Buffer.from(bytes).toString()).toBe('the file');
  asked = 0;
  expect(await told(`https://localhost:${port}`, { environment })).toMatch(
    /it was redirected more than 5 times\n.*Check that no proxy or sign-in page answers in the place of localhost:\d+\.$/,
  );
  expect(asked).toBe(6);
  const out = await far.serve((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
  expect(await told(out)).toContain('it was redirected to something other than https');
});

test('a proxy that never answers CONNECT', async () => {
  const environment = { HTTPS_PROXY: await far.silentProxy() };
  expect(await told('https://releases.example', { environment, limits: { tunnel: 100 } })).toMatch(
    /the proxy did not answer CONNECT within 0.1 seconds.*\n.*Check the address and the login in HTTPS_PROXY, and whether the proxy lets releases\.example through; what needs no proxy/,
  );
});

test('a proxy that wants a password', async () => {
  const environment = { HTTPS_PROXY: await far.refusingProxy(407) };
  expect(await told('https://releases.example', { environment })).toMatch(
    /407.*\n.*Check the address and the login in HTTPS_PROXY/,
  );
});

test.each(['', '0'])('nobody else is believed, with NODE_TLS_REJECT_UNAUTHORIZED=%o', async (setting) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
  let asked = 0;
  const serve = (name: string) =>
    far.serveTls([name], (_, response) => {
      asked += 1;
      response.end('the file');
    });
  const environment = { SSL_CERT_FILE: far.caFile };
  const port = await serve('localhost');
  expect(await told(`https://localhost:${port}`)).toMatch(
    /certificate.*\n.*name its certificate authority in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE\.$/,
  );
  expect(await told(`https://localhost:${await serve('elsewhere.example')}`, { environment })).toMatch(
    /ERR_TLS_CERT_ALTNAME_INVALID.*\n.*has a certificate for other names, so that nothing was sent\. A proxy or a name server may lead elsewhere\.$/,
  );
  expect(asked).toBe(0);
  expect(await networkDownload(environment)(`https://localhost:${port}/`, atMost)).toHaveLength(8);
});

test('the limit of size is the one that is given', async () => {
  const url = await far.serve((_, response) => response.end('x'.repeat(atMost + 1)));
  await expect(networkDownload({})(url, atMost)).rejects.toThrow('the answer has more than 1000 bytes');
  expect(await networkDownload({})(url, atMost + 1)).toHaveLength(atMost + 1);
});

test.each([
  [404, 'the server answered 404', 'Check that there is a release of this version.'],
  [503, 'the server answered 503', 'Run it again later.'],
  [403, 'the server answered 403', 'Check that this machine may read releases there.'],
])('an answer of %i', async (status, message, fix) => {
  const url = await far.serve((_, response) => response.writeHead(status).end('no'));
  await expect(networkDownload({})(url, atMost)).rejects.toMatchObject({ message, fix });
});
