import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { hostOf } from './address.ts';
import { createAuthority, issueServerCertificate } from './certificate.ts';
import { createListener, listen } from './server.ts';
import type { Simulation } from './simulation.ts';

/** A CONNECT proxy in front of the simulator. */
export interface RunningProxy {
  readonly url: string;
  readonly caFile: string;
  close(): Promise<void>;
}

/**
 * Starts a proxy that answers TLS for Konnect's host names itself, so that unmodified tools reach the simulator with
 * `HTTPS_PROXY` and `SSL_CERT_FILE`. Any other host, and plain HTTP, is refused with 403, so that a test which would
 * leave the machine fails.
 */
export async function startProxy(simulation: Simulation, port: number, caFile?: string): Promise<RunningProxy> {
  const authority = createAuthority('Konduct simulator');
  const { pem, keyPem } = issueServerCertificate(authority, ['*.api.konghq.com']);
  const folder = caFile === undefined ? temporaryFolder() : undefined;
  const file = caFile ?? join(folder?.path ?? '', 'ca.pem');
  writeFileSync(file, authority.pem);

  const inner = createTlsServer({ key: keyPem, cert: pem }, createListener(simulation));
  const sockets = new Set<Duplex>();
  const outer = createServer((_, response) => response.writeHead(403).end('only CONNECT to Konnect is served here\n'));
  outer.on('connect', (request, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const [name, target] = (request.url ?? '').split(':');
    if (hostOf(name) === undefined || target !== '443') {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    inner.emit('connection', socket as Socket);
  });
  const bound = await listen(outer, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    caFile: file,
    close: () =>
      new Promise((resolve) => {
        outer.close(() => resolve());
        outer.closeAllConnections();
        for (const socket of sockets) socket.destroy();
        folder?.remove();
      }),
  };
}

/**
 * A folder that is removed with the proxy or at the end of the process. On GitHub's runners it is in a place that the
 * runner empties.
 */
function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), 'konduct-simulator-'));
  const remove = () => {
    process.removeListener('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { path: folder, remove };
}
