import { type Simulator, startSimulator } from './simulator.ts';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string | null;
  // Tests read answers by name and assert the expected values.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** A running simulator, and calls to it over the network. */
export interface Connection {
  readonly simulator: Simulator;
  /** @param to `<host> <method> <path and query>`, such as `eu GET /v3/apis?page[size]=1`. */
  call(to: string, body?: unknown): Promise<HttpAnswer>;
  /** Makes an object. @returns its id. @throws Error when it is refused. */
  make(to: string, body?: unknown): Promise<string>;
  close(): Promise<void>;
}

/** Starts a simulator and connects to it as an organization of its own. */
export async function connect(): Promise<Connection> {
  const simulator = await startSimulator({});
  const call: Connection['call'] = async (to, body) => {
    const [, host = '', method = '', path = ''] = /^(\S+) (\S+) (.+)$/.exec(to) ?? [];
    const response = await fetch(`${simulator.url}/${host}${path}`, {
      method,
      headers: { authorization: 'Bearer kpat_http', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type');
    const text = await response.text();
    return { status: response.status, type, body: type?.includes('json') ? JSON.parse(text) : text };
  };
  return {
    simulator,
    call,
    make: async (to, body) => {
      const answer = await call(to, body);
      if (answer.status >= 300) throw new Error(`${to}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body.id;
    },
    close: () => simulator.close(),
  };
}
