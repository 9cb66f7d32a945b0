import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handle } from '../handle.ts';
import type { SimulatedResponse } from '../request.ts';
import { isFields } from '../rules/merge.ts';
import { digest } from '../store/identifier.ts';
import { addressOf } from './address.ts';
import { CONTROL_PREFIX, control } from './control.ts';
import { masked } from './exchange-log.ts';
import { type Fault, faultResponse, spoilPages } from './faults.ts';
import type { Simulation } from './simulation.ts';

const LOOPBACK = '127.0.0.1';

/** Longer than any client keeps an idle connection, so that a reset is always one that was asked for. */
const KEEP_ALIVE_MS = 120_000;

/** A request listener that answers as Konnect, for the server and, behind TLS, for the proxy. */
export function createListener(simulation: Simulation): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith(CONTROL_PREFIX)) {
      readText(request, (text) => send(response, control(simulation, request.method ?? 'GET', path, text)));
    } else exchange(simulation, request, response);
  };
}

/** Starts the server on the loopback address. @returns the server and its port. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** An HTTP server that keeps connections open between requests. */
export function createSimulatorServer(simulation: Simulation): Server {
  const server = createServer(createListener(simulation));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

function exchange(simulation: Simulation, request: IncomingMessage, response: ServerResponse): void {
  const time = Date.now();
  const start = performance.now();
  const inFlight = simulation.log.enter();
  const { method = 'GET', headers } = request;
  const [rawPath = '/', query = ''] = splitQuery(request.url ?? '/');
  const { host, path } = addressOf(method, rawPath, forwardedHost(headers['x-forwarded-host']) ?? headers.host);
  readText(request, (text) => {
    const fault = simulation.faults.strike(method, host, path);
    const result =
      fault?.reset === 'before' ? undefined : respond(simulation, { method, host, path, query, headers, text }, fault);
    const latency = simulation.latencyMs + (fault?.latencyMs ?? 0);
    const finish = () => {
      const reset = fault?.reset !== undefined || result === undefined;
      const bodies = simulation.recordBodies
        ? { requestBody: masked(parsed(text)), responseBody: masked(result?.body) }
        : {};
      simulation.log.leave({
        time,
        durationMs: Math.round(performance.now() - start),
        method,
        host,
        path,
        query,
        status: reset ? 0 : result.status,
        inFlight,
        token: tokenDigest(headers.authorization),
        ...(fault === undefined ? {} : { fault: JSON.stringify(fault) }),
        ...bodies,
      });
      if (reset) request.socket.destroy();
      else send(response, result);
    };
    const wait = latency - (performance.now() - start);
    if (wait > 0) setTimeout(finish, wait);
    else finish();
  });
}

interface Incoming {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Applies a request, unless a fault answers in its place. */
function respond(simulation: Simulation, incoming: Incoming, fault: Fault | undefined): SimulatedResponse {
  const { method, host, path, query, headers, text } = incoming;
  if (fault?.status !== undefined) return faultResponse(fault, path);
  const { authorization } = headers;
  const type = headers['content-type'];
  const response = handle(simulation.state, {
    method,
    host,
    path,
    query,
    headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
    body: text,
  });
  if (method !== 'GET' && response.status < 400) {
    if (fault?.lag !== undefined) hide(simulation, response, path, fault.lag);
    simulation.changed();
  }
  return fault?.pages === undefined ? response : spoilPages(response, fault.pages, path);
}

/** Keeps what a request created out of lists for a while. Publications have no id but that of API and portal. */
function hide({ state }: Simulation, response: SimulatedResponse, path: string, lag: NonNullable<Fault['lag']>): void {
  const publication = /\/apis\/([^/]+)\/publications\/([^/]+)$/.exec(path);
  const id = publication
    ? `${publication[1]}/${publication[2]}`
    : isFields(response.body)
      ? response.body.id
      : undefined;
  if (typeof id !== 'string') return;
  state.lagging.set(id, { until: state.clock() + (lag.ms ?? 0), lists: lag.lists ?? 0 });
}

function readText(request: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(chunks.length === 0 ? '' : Buffer.concat(chunks).toString()));
}

function send(response: ServerResponse, { status, headers, body }: SimulatedResponse): void {
  if (body === undefined) {
    response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': '0' }).end();
    return;
  }
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, 'content-length': String(text.length) }).end(text);
}

function splitQuery(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function forwardedHost(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function tokenDigest(authorization: string | undefined): string | undefined {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? undefined : digest(token);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
