import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Konnect that refuses every request and repeats its token in the answer, in many forms. */
export interface Echo {
  readonly konnectUrl: string;
  close(): Promise<void>;
}

/** The format of the answer. */
export type EchoForm = 'problem' | 'gateway' | 'page' | 'success' | 'redirect';

export async function startEcho(status: number, form: EchoForm): Promise<Echo> {
  const server = createServer((request, response) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const texts = [
      token,
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${token}`).toString('base64')),
      Buffer.from(token).toString('base64url'),
      encodeURIComponent(token),
      JSON.stringify({ token }),
      ...Array.from({ length: Math.ceil(token.length / 9) }, (_, piece) => token.slice(piece * 9, piece * 9 + 9)),
    ];
    const said = texts.join(' | ');
    const headers = { location: `https://login.example/?token=${encodeURIComponent(token)}`, 'x-token': token };
    const bodies: Readonly<Record<EchoForm, readonly [type: string, body: string]>> = {
      problem: [
        'application/problem+json',
        JSON.stringify({
          status,
          title: said,
          detail: said,
          instance: `kong:trace:${token}`,
          invalid_parameters: [{ field: token, reason: said, rule: said }],
          [token]: said,
        }),
      ],
      gateway: [
        'application/json',
        JSON.stringify({ code: 7, message: said, details: [{ field: said, messages: [said] }] }),
      ],
      page: ['text/html', `<html>${said}</html>`],
      success: ['text/plain', said],
      redirect: ['text/html', said],
    };
    const [type, body] = bodies[form];
    request.resume().on('end', () => response.writeHead(status, { ...headers, 'content-type': type }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    konnectUrl: `http://127.0.0.1:${port}/{region}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
