import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';

/** The headers and path of a request to the server. */
export interface SeenRequest {
  readonly url: string;
  readonly authorization: string | undefined;
}

export interface HttpsGit {
  /** `https://localhost:…`. */
  readonly url: string;
  /** The authority that signed its certificate, as a PEM file. */
  readonly caFile: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

export interface HttpsGitOptions {
  /** The folder with the repositories. */
  readonly folder: string;
  /** The only token that is accepted. Absent: no token is needed. */
  readonly token?: string;
  /** Redirects every request to this address. */
  readonly redirect?: string;
  /** The status of redirects; 302 by default. */
  readonly redirectStatus?: number;
  /** Answers every request with this page. */
  readonly page?: string;
  /** Never answers. */
  readonly silent?: boolean;
}

/** A server for tests: git's own HTTP backend behind TLS. */
export async function startHttpsGit(options: HttpsGitOptions): Promise<HttpsGit> {
  const authority = createAuthority('Konduct tests');
  const { pem, keyPem } = issueServerCertificate(authority, ['localhost']);
  const folder = mkdtempSync(path.join(tmpdir(), 'konduct-https-git-'));
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, authority.pem);
  const requests: SeenRequest[] = [];
  const server = createServer({ key: keyPem, cert: pem }, (request, response) => {
    const { authorization } = request.headers;
    requests.push({ url: request.url ?? '', authorization });
    if (options.silent) return;
    if (options.redirect !== undefined) {
      response.writeHead(options.redirectStatus ?? 302, { location: `${options.redirect}${request.url}` }).end();
      return;
    }
    if (options.page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(options.page);
      return;
    }
    const wanted = options.token && `Basic ${Buffer.from(`x-access-token:${options.token}`).toString('base64')}`;
    if (wanted !== undefined && authorization !== wanted)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    else serveGit(options.folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    caFile,
    requests,
    close: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true, force: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Answers a request for a repository in a folder with git's HTTP backend. It is a CGI program: its output has headers,
 * an empty line, and the body.
 */
export function serveGit(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'https://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    let status = 200;
    for (const line of output.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(': ');
      if (name === 'Status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status).end(output.subarray(end + 4));
  });
}
