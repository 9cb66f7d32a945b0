import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { type ListenAddress, showListenAddress } from './listen-address.ts';

/** An answer to a question of a monitor. */
export interface MonitorAnswer {
  readonly status: 200 | 503;
  readonly type: string;
  readonly body: string;
}

/** A server for monitors. */
export interface MonitorServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds and bytes that a monitor may take, and how many may come at once. */
const limits = { headers: 5_000, request: 10_000, idle: 5_000, headerBytes: 8_192, connections: 64 } as const;

/**
 * Answers GET and HEAD on some paths, and nothing else: 404 for other paths, 405 for other methods. It reads no body.
 *
 * @throws UserError when the address cannot be listened on
 */
export async function startMonitorServer(
  address: ListenAddress,
  answers: Readonly<Record<string, () => Promise<MonitorAnswer>>>,
): Promise<MonitorServer> {
  const server = createServer({ maxHeaderSize: limits.headerBytes }, (request, response) => {
    answer(request, response, answers).catch((error: unknown) => response.destroy(error as Error));
  });
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.keepAliveTimeout = limits.idle;
  server.maxConnections = limits.connections;
  try {
    server.listen(address.port, address.host);
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(address, error);
  }
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  return {
    url: showListenAddress({ ...address, port }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  answers: Readonly<Record<string, () => Promise<MonitorAnswer>>>,
): Promise<void> {
  const [path = ''] = url.split('?');
  const make = Object.hasOwn(answers, path) ? answers[path] : undefined;
  // What a request brings besides its header is not read: the connection ends with the answer.
  const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  if (!make) {
    response.writeHead(404, { ...plain, Connection: 'close' }).end('There is /health and /metrics.\n');
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { ...plain, Allow: 'GET, HEAD', Connection: 'close' }).end('Only GET and HEAD.\n');
    return;
  }
  const { status, type, body } = await make();
  const headers = { ...plain, 'Content-Type': type, 'Cache-Control': 'no-store' };
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? '' : body);
}

function cannotListen(address: ListenAddress, error: unknown): UserError {
  const cause = error instanceof Error ? error.message : String(error);
  const message = `--listen cannot use ${showListenAddress(address)}`;
  const fix = 'Stop what uses it, or name another address; port 0 takes any free one.';
  return new UserError([finding('input-invalid', message, undefined, { cause, fix })]);
}
