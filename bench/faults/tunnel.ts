import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy whose tunnels all lead to one port of this machine. */
export interface Tunnel {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens a proxy for CONNECT on a free port of the loopback interface, so that two runs with the same addresses in their
 * files use different wires.
 *
 * @param target the address of the port at which every tunnel ends
 */
export async function openTunnel(target: string): Promise<Tunnel> {
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(403).end());
  server.on('connect', (_, near: Duplex, head: Buffer) => {
    const far = connect(Number(new URL(target).port), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      far.write(head);
      near.pipe(far).pipe(near);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
