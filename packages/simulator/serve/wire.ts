import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedResponse } from '../request.ts';

/** Reads a body to its end. Calls `abandoned` instead when the client closes the connection before. */
export function readText(request: IncomingMessage, done: (text: string) => void, abandoned = () => {}): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(chunks.length === 0 ? '' : Buffer.concat(chunks).toString()));
  request.on('error', () => {});
  request.on('close', () => {
    if (!request.complete) abandoned();
  });
}

/** Sends an answer with its length, so that the connection stays open for the next one. */
export function send(response: ServerResponse, { status, headers, body }: SimulatedResponse): void {
  if (body === undefined) {
    response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': '0' }).end();
    return;
  }
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) }).end(bytes);
}
