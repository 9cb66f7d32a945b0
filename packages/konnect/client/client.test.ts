import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from '@konduct/core/secret/secret';
import { networkFrom } from '@konduct/network/settings';
import { startSimulator } from '@konduct/simulator/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import type { KonnectRequest } from '../transport.ts';
import { KonnectClient, type KonnectClientOptions, type RequestEvent } from './client.ts';
import { defaultKonnectUrl, parseKonnectUrl } from './hosts.ts';
import { type LocalServer, startLocalServer } from './local-server.fixture.ts';

const token = 'kpat_Zr7Qw2Xy9LmN4vB6tG8sHc';
const get: KonnectRequest = { method: 'GET', scope: 'eu', path: '/v3/apis' };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

async function serve(answer: Answer): Promise<LocalServer> {
  const server = await startLocalServer(answer);
  closing.push(server.close);
  return server;
}

function connect(konnectUrl: string, options: Partial<KonnectClientOptions> = {}): KonnectClient {
  const client = new KonnectClient({ url: parseKonnectUrl(konnectUrl, true), token: new Secret(token), ...options });
  closing.push(() => client.close());
  return client;
}

async function answered(answer: Answer, options?: Partial<KonnectClientOptions>) {
  const server = await serve(answer);
  return connect(server.konnectUrl, options).send(get);
}

async function failed(answer: Answer, options?: Partial<KonnectClientOptions>) {
  return answered(answer, options).then(
    () => expect.fail('there was an answer'),
    (error: unknown) => error,
  );
}

describe('a request', () => {
  test('carries token, agent, query and JSON', async () => {
    let seen: unknown;
    const server = await serve(({ headers }, response, body) => {
      const { authorization, accept, 'user-agent': agent, 'content-type': type } = headers;
      seen = { authorization, accept, agent, type, body };
      response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
    });
    const client = connect(server.konnectUrl, { userAgent: 'konduct/1.2.3' });
    const query = { 'filter[name][eq]': 'a & b' };
    const answer = await client.send({ method: 'POST', scope: 'eu', path: '/v3/apis', query, body: { name: 'é' } });
    expect(answer).toMatchObject({ status: 201, body: { id: '1' } });
    expect(server.requests).toEqual(['POST /eu/v3/apis?filter%5Bname%5D%5Beq%5D=a+%26+b']);
    expect(seen).toEqual({
      authorization: `Bearer ${token}`,
      accept: 'application/json, application/problem+json',
      agent: 'konduct/1.2.3',
      type: 'application/json',
      body: '{"name":"é"}',
    });
  });

  test('without body announces none', async () => {
    let type: unknown = 'unset';
    await answered(({ headers }, response) => {
      type = headers['content-type'];
      response.writeHead(204).end();
    });
    expect(type).toBeUndefined();
  });

  test('keeps connections open, and no more requests in flight than allowed', async () => {
    const sockets = new Set<unknown>();
    const held: ServerResponse[] = [];
    let most = 0;
    // Three requests are held until the third has come, and then a little longer, in which a fourth one would come.
    const server = await serve((request, response) => {
      sockets.add(request.socket);
      most = Math.max(most, held.push(response));
      if (held.length !== 3) return;
      setTimeout(() => {
        for (const waiting of held.splice(0)) waiting.end('{}');
      }, 20);
    });
    const events: RequestEvent[] = [];
    const client = connect(server.konnectUrl, { concurrency: 3, onRequest: (event) => events.push(event) });
    await Promise.all(Array.from({ length: 12 }, (_, n) => client.send({ ...get, scope: n % 2 ? 'eu' : 'us' })));
    expect(most).toBe(3);
    expect(sockets.size).toBe(3);
    expect(events.length).toBe(12);
    expect(events[0]).toEqual({
      method: 'GET',
      scope: 'us',
      path: '/v3/apis',
      status: 200,
      milliseconds: expect.any(Number),
    });
  });

  test('goes to no region that is none', async () => {
    const server = await serve((_, response) => response.end('{}'));
    await expect(connect(server.konnectUrl).send({ ...get, scope: '../x' })).rejects.toThrow('region-unknown');
    expect(server.requests).toEqual([]);
  });

  test.each(['', 'kpat_a b', 'kpat_a\nX-Evil: 1', 'kpat_ä'])('is not made with the token %o', (value) => {
    expect(() => connect('http://127.0.0.1:1/{region}', { token: new Secret(value) })).toThrow('secret-missing');
  });
});

describe('an answer', () => {
  test.each([
    ['application/problem+json', '{"status":400}', { status: 400 }],
    ['text/plain', ' [1]', [1]],
    ['text/html', '<html>', '<html>'],
    ['application/json', '{"cut":', '{"cut":'],
    ['application/json', '', undefined],
    ['application/json', ' \n', undefined],
  ])('of type %s with %o', async (type, text, body) => {
    const answer = await answered((_, response) => response.writeHead(200, { 'content-type': type }).end(text));
    expect(answer.body).toEqual(body);
  });

  test('that echoes the token does not pass it on', async () => {
    const answer = await answered(({ headers }, response) => {
      const detail = `no such token: ${headers.authorization}, ${token.slice(3, 15)}`;
      response.writeHead(401, { location: `/login?t=${token}` }).end(JSON.stringify({ detail }));
    });
    expect(answer).toMatchObject({ status: 401, body: { detail: 'no such token: Bearer ***, ***' } });
    expect(answer.headers.location).toBe('/login?t=***');
    const page = await answered(({ headers }, response) => response.end(`<p>${headers.authorization}`));
    expect(page.body).toBe('<p>Bearer ***');
  });

  test('with data is passed on as it is', async () => {
    const data = { text: `about ${token.slice(0, 10)}` };
    expect((await answered((_, response) => response.end(JSON.stringify(data)))).body).toEqual(data);
  });
});

describe('no answer', () => {
  test('nobody listens', async () => {
    const error = connect('http://127.0.0.1:1/{region}').send(get);
    await expect(error).rejects.toMatchObject({ fault: 'unreachable', message: 'connect ECONNREFUSED 127.0.0.1:1' });
  });

  test('the name is unknown', async () => {
    const error = connect('https://{region}.konnect.invalid').send(get);
    await expect(error).rejects.toMatchObject({ fault: 'unreachable' });
  });

  test('the connection breaks, before the answer or within it', async () => {
    expect(await failed((request) => request.socket.destroy())).toMatchObject({ fault: 'reset' });
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a":');
      setTimeout(() => response.destroy(), 5);
    };
    expect(await failed(cut)).toMatchObject({ fault: 'reset' });
    expect(await failed((request) => request.socket.end('nonsense\r\n\r\n'))).toMatchObject({ fault: 'reset' });
  });

  test('the head or the rest does not come in time', async () => {
    expect(await failed(() => {}, { limits: { headers: 20 } })).toMatchObject({ fault: 'timeout' });
    const stalling: Answer = (_, response) => response.writeHead(200).write('{');
    expect(await failed(stalling, { limits: { body: 20 } })).toMatchObject({ fault: 'timeout' });
  });

  test('there is too much of it', async () => {
    const large: Answer = (_, response) => response.end(JSON.stringify('x'.repeat(2000)));
    expect(await failed(large, { limits: { bytes: 1000 } })).toMatchObject({ fault: 'too-large' });
  });
});

describe('behind a proxy', () => {
  test('Konnect is reached through it, with its authority', async () => {
    const simulator = await startSimulator({ proxyPort: 0 });
    closing.push(() => simulator.close());
    const environment = { HTTPS_PROXY: simulator.proxyUrl, SSL_CERT_FILE: simulator.caFile };
    const client = connect(defaultKonnectUrl, { network: networkFrom(environment) });
    expect((await client.send(get)).status).toBe(200);
    expect(simulator.log().map(({ host, path }) => `${host} ${path}`)).toEqual(['eu /v3/apis']);

    const distrustful = connect(defaultKonnectUrl, { network: networkFrom({ https_proxy: simulator.proxyUrl }) });
    await expect(distrustful.send(get)).rejects.toMatchObject({ fault: 'untrusted' });
  });

  test.each([407, 403])('a proxy that answers %i is named', async (status) => {
    const proxy = await serve((_, response) => response.end());
    const refusing = await startRefusingProxy(status);
    const client = connect(defaultKonnectUrl, { network: { httpsProxy: refusing } });
    await expect(client.send(get)).rejects.toMatchObject({
      fault: 'proxy',
      message: expect.stringContaining(String(status)),
    });
    expect(proxy.requests).toEqual([]);
  });

  test('a proxy that is not there is told from Konnect', async () => {
    const client = connect(defaultKonnectUrl, { network: { httpsProxy: 'http://user:hunter2@127.0.0.1:1' } });
    const error: unknown = await client.send(get).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ fault: 'proxy-unreachable' });
    expect(String(error)).not.toContain('hunter2');
  });

  test('this machine and NO_PROXY are reached directly', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const byName = server.konnectUrl.replace('127.0.0.1', 'localhost');
    const network = { httpProxy: 'http://127.0.0.1:1', httpsProxy: 'http://127.0.0.1:1', noProxy: '.example' };
    for (const url of [server.konnectUrl, byName]) expect((await connect(url, { network }).send(get)).status).toBe(200);
    const elsewhere = connect('http://konnect.example/{region}', { network });
    await expect(elsewhere.send(get)).rejects.toMatchObject({ message: expect.not.stringContaining('ECONNREFUSED') });
  });

  test.each([
    [{ httpsProxy: 'proxy.example:3128' }, 'HTTPS_PROXY is not the address of a proxy'],
    [{ caFile: '/nowhere/ca.pem' }, 'SSL_CERT_FILE names /nowhere/ca.pem, which cannot be read'],
  ])('%o is refused', (network, message) => {
    expect(() => connect(defaultKonnectUrl, { network })).toThrow(message);
  });
});

test('closing waits for what is in flight', async () => {
  const server = await serve(async (_, response) => {
    await delay(20);
    response.end('{}');
  });
  const client = new KonnectClient({ url: parseKonnectUrl(server.konnectUrl), token: new Secret(token) });
  const answer = client.send(get);
  await delay(5);
  await client.close();
  expect((await answer).status).toBe(200);
});

async function startRefusingProxy(status: number): Promise<string> {
  const { createServer } = await import('node:http');
  const server = createServer();
  server.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}
