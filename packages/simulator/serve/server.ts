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
import { looksAtPage, servePage } from './page.ts';
import type { Simulation } from './simulation.ts';
import { readText, send } from './wire.ts';

const LOOPBACK = '127.0.0.1';

/** Longer than any client keeps an idle connection, so that every reset is one of a fault rule. */
const KEEP_ALIVE_MS = 120_000;

/** A request listener that answers as Konnect, for the server and, behind TLS, for the proxy. */
export function createListener(simulation: Simulation): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith(CONTROL_PREFIX)) {
      readText(request, (text) => send(response, control(simulation, request.method ?? 'GET', path, text)));
    } else if (looksAtPage(request)) servePage(simulation, request, response);
    else exchange(simulation, request, response);
  };
}

/** An HTTP server that keeps connections open between requests. */
export function createSimulatorServer(simulation: Simulation): Server {
  const server = createServer(createListener(simulation));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/** Starts a server on the loopback address. @returns its port. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** The data of a request at its arrival. */
interface Arrival {
  readonly time: number;
  readonly start: number;
  readonly inFlight: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
}

/** Applies a request when its body has arrived, and answers when its latency, counted from its arrival, is over. */
function exchange(simulation: Simulation, request: IncomingMessage, response: ServerResponse): void {
  const arrival = arrive(simulation, request);
  const apply = (text: string) => {
    const { method, host, path, start } = arrival;
    const fault = limited(simulation, arrival) ?? simulation.faults.strike(method, host, path, text);
    const answer = fault?.reset === 'before' ? undefined : respond(simulation, arrival, text, fault);
    const conclude = () => {
      const sent = fault?.reset === undefined ? answer : undefined;
      record(simulation, arrival, fault, text, sent);
      if (sent === undefined) request.socket.destroy();
      else send(response, sent);
    };
    const wait = simulation.latencyMs + (fault?.latencyMs ?? 0) - (performance.now() - start);
    // Rounded up: a timer ignores fractions, and an early answer would distort a benchmark.
    if (wait > 0) setTimeout(conclude, Math.ceil(wait));
    else conclude();
  };
  readText(request, apply, () => simulation.log.abandon());
}

/** The refusal of a request beyond the rate limit. It is no request that fault rules count. */
function limited({ rateLimit }: Simulation, { headers, host, start }: Arrival): Fault | undefined {
  const seconds = rateLimit?.refuses(`${headers.authorization ?? ''} ${host}`, start);
  return seconds === undefined ? undefined : { status: 429, retryAfter: seconds, latencyMs: 0 };
}

function arrive(simulation: Simulation, { method = 'GET', url = '/', headers }: IncomingMessage): Arrival {
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  const forwarded = headers['x-forwarded-host'];
  const name = typeof forwarded === 'string' ? forwarded : headers.host;
  return {
    time: Date.now(),
    start: performance.now(),
    inFlight: simulation.log.enter(),
    method,
    query,
    headers,
    ...addressOf(method, path, name),
  };
}

/** Applies a request, or returns the answer of a fault. */
function respond(simulation: Simulation, arrival: Arrival, text: string, fault: Fault | undefined): SimulatedResponse {
  const { method, host, path, query, headers } = arrival;
  if (fault?.status !== undefined) return faultResponse(fault, path);
  const { authorization, 'content-type': type } = headers;
  const response = handle(simulation.state, {
    method,
    host,
    path,
    query,
    headers: { authorization, 'content-type': type },
    body: text,
  });
  if (method !== 'GET' && response.status < 400) {
    if (fault?.lag !== undefined) hide(simulation, response, path, fault.lag);
    simulation.changed();
  }
  return fault?.pages === undefined ? response : spoilPages(response, fault.pages, path);
}

/** Hides a created object from lists for a while. The id of a publication is made of those of API and portal. */
function hide({ state }: Simulation, { body }: SimulatedResponse, path: string, lag: NonNullable<Fault['lag']>): void {
  const publication = /\/apis\/([^/]+)\/publications\/([^/]+)$/.exec(path);
  const id = publication ? `${publication[1]}/${publication[2]}` : isFields(body) ? body.id : undefined;
  if (typeof id !== 'string') return;
  state.lagging.set(id, { until: state.clock() + (lag.ms ?? 0), lists: lag.lists ?? 0 });
}

/** @param sent the client's answer; undefined when its connection is reset */
function record(
  simulation: Simulation,
  { start, headers, ...arrival }: Arrival,
  fault: Fault | undefined,
  text: string,
  sent: SimulatedResponse | undefined,
): void {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  simulation.log.leave({
    ...arrival,
    durationMs: Math.round(performance.now() - start),
    status: sent?.status ?? 0,
    token: bearer === undefined ? undefined : digest(bearer),
    ...(fault === undefined ? {} : { fault: JSON.stringify(fault) }),
    ...(simulation.recordBodies ? { requestBody: masked(parsed(text)), responseBody: masked(shown(sent?.body)) } : {}),
  });
}

/** A body for the log. The bytes of an image are left out. */
function shown(body: unknown): unknown {
  return body instanceof Uint8Array ? undefined : body;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
