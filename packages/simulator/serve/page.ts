import type { IncomingMessage, ServerResponse } from 'node:http';
import { overviewOf } from '../page/overview.ts';
import { pageOf } from '../page/page.ts';
import { hostOf } from './address.ts';
import type { Simulation } from './simulation.ts';

/** Whether somebody looks at the simulator itself: Konnect's own hosts, which the proxy plays, have no such page. */
export function looksAtPage({ method, url, headers }: IncomingMessage): boolean {
  const names = [headers.host, headers['x-forwarded-host']].flat();
  return (method === 'GET' || method === 'HEAD') && url === '/' && names.every((name) => hostOf(name) === undefined);
}

/** Answers with the page for people. It is no call of Konnect's, so that no log and no count has it. */
export function servePage({ state, log }: Simulation, request: IncomingMessage, response: ServerResponse): void {
  const { calls, writes } = log.stats();
  const konnectUrl = `http://${request.headers.host ?? '127.0.0.1'}/{region}`;
  const bytes = Buffer.from(pageOf({ organizations: overviewOf(state), calls, writes, konnectUrl }));
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
