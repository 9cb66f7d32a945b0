import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isPrivate, RemoteDocuments } from './remote-document.ts';

const servers: { close(): unknown }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

function documentsOf(port: number, environment: Record<string, string>) {
  return new RemoteDocuments({ hosts: [`localhost:${port}`], environment, timeout: 5000, limit: 1000 });
}

test.each<readonly [string, Record<string, string>]>([
  ['without a proxy', {}],
  ['with a proxy that is not meant for it', { https_proxy: 'http://127.0.0.1:1', no_proxy: 'localhost' }],
  ['with a proxy for nobody', { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' }],
])('a name that stands for a private address is not connected to: %s', async (_, environment) => {
  let connections = 0;
  const port = await portOf(
    createServer(() => {
      connections += 1;
    }),
  );
  const read = await documentsOf(port, environment).read(`https://localhost:${port}/x.yaml`);
  expect(read).toEqual({ refused: `localhost:${port} could not be read (it leads into a private network)` });
  expect(connections).toBe(0);
});

test('an address of this machine is refused, even from the list', async () => {
  const documents = new RemoteDocuments({ hosts: ['127.0.0.1'], environment: {}, timeout: 5000, limit: 1000 });
  expect(await documents.read('https://127.0.0.1/x.yaml')).toEqual({ refused: 'it leads into a private network' });
});

test('a proxy in a private network is asked all the same', async () => {
  const asked: string[] = [];
  const port = await portOf(
    createServer((socket) =>
      socket.once('data', (chunk) => {
        asked.push(String(chunk).split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      }),
    ),
  );
  await documentsOf(port, { https_proxy: `http://localhost:${port}` }).read(`https://localhost:${port}/x.yaml`);
  expect(asked).toEqual([`CONNECT localhost:${port} HTTP/1.1`]);
});

test('nobody waits longer than there is time for his repository', async () => {
  const proxy = await portOf(createServer(() => {}));
  const started = Date.now();
  const documents = new RemoteDocuments({
    hosts: ['localhost'],
    environment: { https_proxy: `http://127.0.0.1:${proxy}` },
    timeout: 20_000,
    limit: 1000,
  });
  const late = await documents.until(AbortSignal.timeout(200)).read('https://localhost/x.yaml');
  expect(late).toEqual({ refused: 'the time for reading its repository is over' });
  expect(await documents.until(AbortSignal.abort()).read('https://localhost/x.yaml')).toEqual(late);
  expect(Date.now() - started).toBeLessThan(5000);
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
