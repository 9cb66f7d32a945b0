import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type Call, Disturbance } from './disturbance.ts';

/** Milliseconds for a signal to reach the process. */
const heard = 100;

/** A proxy between a run and a server. It applies disturbances to calls; the server does not know about it. */
export interface Wire {
  readonly url: string;
  /** Sets the disturbance of the next calls, and optionally another server. */
  carry(disturbance: Disturbance, target?: string): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Opens a wire on a free port of the loopback interface.
 *
 * @param target the server: `http://127.0.0.1:1234`
 * @param secure a certificate for `localhost`, for clients that require https
 */
export async function openWire(
  target: string,
  disturbance: Disturbance = new Disturbance(),
  secure?: Pick<ServerOptions, 'key' | 'cert'>,
): Promise<Wire> {
  let current = { target, disturbance };
  const agent = new Agent({ keepAlive: true });
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    // The client has closed the connection; nothing is left to answer.
    carryOut(current.target, agent, current.disturbance, request, response).catch(() => request.socket.destroy());
  };
  const server = secure ? createSecureServer(secure, listener) : createServer(listener);
  // Longer than any client keeps an idle connection, so that every reset is one of a disturbance.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    carry(next, elsewhere = current.target) {
      current = { target: elsewhere, disturbance: next };
      server.closeIdleConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

async function carryOut(
  target: string,
  agent: Agent,
  disturbance: Disturbance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers, socket } = request;
  const call = { method, target: url, body: await buffer(request) };
  const fault = disturbance.isOver ? 'reset before commit' : await disturbance.meet(call);
  if (fault === 'reset before commit' || fault === 'reset for good') return void socket.destroy();
  const status = Number.parseInt(fault ?? '', 10);
  if (status > 0) return reply(response, failure(status, fault === '429'));
  if (fault === 'TERM') {
    disturbance.signal('SIGTERM');
    await delay(heard);
  }
  const answer = await forward(target, agent, call, headers);
  if (fault === 'kill') disturbance.signal('SIGKILL');
  if (fault === 'kill' || fault === 'reset after commit' || disturbance.isOver) return void socket.destroy();
  if (fault === 'truncated answer') return cut(response, answer);
  reply(response, answer);
}

/**
 * An error in the formats of Konnect's platform, its gateways and GitHub together.
 *
 * @param saysWhen whether it says after how many seconds to try again
 */
function failure(status: number, saysWhen: boolean): Answer {
  const message = status === 429 ? 'API rate limit exceeded' : `fault ${status}`;
  const body = Buffer.from(JSON.stringify({ status, title: message, detail: message, message }));
  const retry = saysWhen ? { 'retry-after': '1' } : {};
  return { status, headers: { 'content-type': 'application/json', ...retry }, body };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': String(body.length) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** Sends the head of a whole answer and half of its body, or without a body a part of the status line. */
function cut(response: ServerResponse, { status, headers, body }: Answer): void {
  if (body.length === 0) {
    response.socket?.write('HTTP/1.1 2', () => response.socket?.destroy());
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

function forward(target: string, agent: Agent, call: Call, headers: IncomingMessage['headers']): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { 'transfer-encoding': _, ...kept } = headers;
    const length = call.body.length > 0 || headers['content-length'] ? { 'content-length': call.body.length } : {};
    const options = { agent, method: call.method, headers: { ...kept, ...length } };
    const outgoing = send(new URL(call.target, target), options, (incoming) => {
      const { 'transfer-encoding': __, connection: ___, 'keep-alive': ____, ...answered } = incoming.headers;
      buffer(incoming).then((body) => resolve({ status: incoming.statusCode ?? 500, headers: answered, body }), reject);
    });
    outgoing.on('error', reject).end(call.body);
  });
}
