import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';
import { afterAll, afterEach, vi } from 'vitest';

/**
 * A far side for a file of tests. After each test its servers are closed, and the environment variables that the test
 * set are restored.
 */
export function useFarSide(): FarSide {
  const far = new FarSide();
  afterEach(async () => {
    vi.unstubAllEnvs();
    await far.close();
  });
  afterAll(() => far.remove());
  return far;
}

/** Faulty servers and proxies on this machine, for one test or file. */
export class FarSide {
  /** A PEM file with the authority that signed the certificates of all servers behind TLS. */
  readonly caFile: string;
  readonly #authority = createAuthority('Konduct tests');
  readonly #folder = mkdtempSync(join(tmpdir(), 'konduct-far-side-'));
  readonly #servers: Server[] = [];
  readonly #tunnels = new Set<Duplex>();

  constructor() {
    this.caFile = join(this.#folder, 'ca.pem');
    writeFileSync(this.caFile, this.#authority.pem);
  }

  /** Starts a server. Returns its address, without a slash at the end. */
  async serve(listener: RequestListener): Promise<string> {
    return `http://127.0.0.1:${await this.#listen(createServer(listener))}`;
  }

  /** Starts a server behind TLS with a certificate for these names. Returns its port. */
  async serveTls(names: readonly [string, ...string[]], listener: RequestListener): Promise<number> {
    const { pem, keyPem } = issueServerCertificate(this.#authority, names);
    return this.#listen(createTlsServer({ cert: pem, key: keyPem }, listener) as unknown as Server);
  }

  /** Starts a proxy that never answers CONNECT. */
  async silentProxy(): Promise<string> {
    return this.#proxy(() => {});
  }

  /** Starts a proxy that answers CONNECT with a status. */
  async refusingProxy(status: number): Promise<string> {
    return this.#proxy((_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
  }

  /** Starts a proxy whose tunnels all lead to one local port. `asked` has the hosts that were asked for. */
  async tunnel(port: number): Promise<{ readonly url: string; readonly asked: readonly string[] }> {
    const asked: string[] = [];
    const url = await this.#proxy((target, client) => {
      asked.push(target);
      const server = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connected\r\n\r\n'));
      server.pipe(client).pipe(server);
      this.#tunnels.add(server);
      for (const socket of [client, server])
        socket
          .on('error', () => {})
          .on('close', () => {
            client.destroy();
            server.destroy();
          });
    });
    return { url, asked };
  }

  /** Ends all connections and servers. */
  async close(): Promise<void> {
    for (const socket of this.#tunnels) socket.destroy();
    this.#tunnels.clear();
    for (const server of this.#servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** Must be called after the last test. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #proxy(answer: (target: string, socket: Duplex) => void): Promise<string> {
    const server = createServer((_, response) => response.writeHead(500).end());
    server.on('connect', ({ url = '' }, socket) => {
      this.#tunnels.add(socket);
      socket.on('error', () => {});
      answer(url, socket);
    });
    return `http://127.0.0.1:${await this.#listen(server)}`;
  }

  async #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }
}

/** Answers with the head of an answer, and then with one byte after another without end. */
export function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('[');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}
