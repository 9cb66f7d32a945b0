import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { NetworkLimits } from '@konduct/network/limits';
import { Network } from '@konduct/network/network';
import { NetworkError } from '@konduct/network/network-error';
import type { NetworkSettings } from '@konduct/network/settings';
import type { GateClock } from '../pace/gate.ts';
import type { PaceSettings } from '../pace/pace.ts';
import { Turns } from '../pace/turns.ts';
import { redaction } from '../redaction.ts';
import { defaultRetry } from '../retry.ts';
import { type KonnectAnswer, type KonnectRequest, type Transport, TransportError } from '../transport.ts';
import type { KonnectUrl } from './hosts.ts';
import { defaultLimits } from './limits.ts';

/** The result of a request, for logs and counts. It has no header, no body and no query. */
export interface RequestEvent {
  readonly method: string;
  readonly scope: string;
  readonly path: string;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** The time from sending to the end of the answer. Waiting for a free slot is not counted. */
  readonly milliseconds: number;
}

export interface KonnectClientOptions {
  readonly url: KonnectUrl;
  /** The token of the organization. */
  readonly token: Secret;
  /** The most requests in flight at once, over all hosts; 8 by default. */
  readonly concurrency?: number;
  /** Direct connections by default. */
  readonly network?: NetworkSettings;
  readonly limits?: Partial<NetworkLimits>;
  /** Such as `konduct/1.2.3`. */
  readonly userAgent?: string;
  readonly onRequest?: (event: RequestEvent) => void;
  /** Called when a request is sent. The function that it returns is called when the answer has come, or failed to. */
  readonly onSend?: ((request: Pick<KonnectRequest, 'method' | 'scope' | 'path'>) => () => void) | undefined;
  /**
   * Called with the host when a request begins to be held back because Konnect limits the rate. The function that it
   * returns is called when the request goes on.
   */
  readonly onHold?: ((scope: string) => () => void) | undefined;
  /** For the pace of requests; the real time by default. */
  readonly clock?: GateClock;
  /** How refusals for too many requests are answered; by default as `defaultPace` says. */
  readonly pace?: PaceSettings;
}

/** The most characters of an error answer that are read. Messages quote far fewer. */
const longestProblem = 65_536;

/**
 * Sends requests to Konnect over the network, for one organization: with its token, with a limit on requests in flight,
 * and to each host at the pace that Konnect allows. It neither repeats requests nor judges answers. Texts of Konnect that
 * people may read get the token removed here.
 */
export class KonnectClient implements Transport {
  readonly #url: KonnectUrl;
  readonly #token: Secret;
  readonly #userAgent: string;
  readonly #turns: Turns;
  readonly #network: Network;
  readonly #redact: (text: string) => string;
  readonly #onRequest: (event: RequestEvent) => void;
  readonly #onSend: NonNullable<KonnectClientOptions['onSend']>;

  constructor(options: KonnectClientOptions) {
    const { concurrency = 8, network = {}, userAgent = 'konduct', onRequest = () => {} } = options;
    refuseUnsendable(options.token);
    this.#url = options.url;
    this.#token = options.token;
    this.#userAgent = userAgent;
    this.#turns = new Turns(concurrency, options.clock ?? defaultRetry, options.onHold, options.pace);
    const limits = { ...defaultLimits, ...options.limits };
    this.#network = new Network(network, { limits, connections: concurrency });
    // Reports unusable settings before the first request.
    this.#network.open(options.url.protocol);
    this.#redact = redaction(options.token);
    this.#onRequest = onRequest;
    this.#onSend = options.onSend ?? (() => () => {});
  }

  /** @throws TransportError when no answer comes, UserError when the scope is not a region */
  send(request: KonnectRequest, signal?: AbortSignal, stop?: AbortSignal): Promise<KonnectAnswer> {
    return this.#turns.take(request.scope, () => this.#exchange(request, signal), { signal, stop });
  }

  /** Closes idle connections. Requests in flight are finished first. */
  async close(): Promise<void> {
    await this.#network.close();
  }

  async #exchange(request: KonnectRequest, signal: AbortSignal | undefined): Promise<KonnectAnswer> {
    const { method, scope, path } = request;
    const start = performance.now();
    const done = this.#onSend({ method, scope, path });
    let status: number | undefined;
    try {
      const answer = await this.#carry(request, signal);
      status = answer.status;
      return { ...answer, took: performance.now() - start };
    } finally {
      done();
      this.#onRequest({ method, scope, path, status, milliseconds: Math.round(performance.now() - start) });
    }
  }

  async #carry(
    { method, scope, path, query, body }: KonnectRequest,
    signal: AbortSignal | undefined,
  ): Promise<KonnectAnswer> {
    const parameters = query ? `?${new URLSearchParams(query)}` : '';
    const url = `${this.#url.base(scope)}${path}${parameters}`;
    try {
      const answer = await this.#network.send({
        url,
        method,
        signal,
        headers: {
          accept: 'application/json, application/problem+json',
          authorization: `Bearer ${revealSecret(this.#token)}`,
          'user-agent': this.#userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return this.#read(answer.status, answer.headers, new TextDecoder().decode(answer.body));
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      throw new TransportError(error.fault, this.#redact(error.message));
    }
  }

  /** The body of a success is passed on unchanged. The token is removed from all that can end in a message. */
  #read(status: number, head: Readonly<Record<string, string>>, text: string): KonnectAnswer {
    const headers = Object.fromEntries(Object.entries(head).map(([name, value]) => [name, this.#redact(value)]));
    const success = status >= 200 && status < 300;
    const body = parsed(success ? text : text.slice(0, longestProblem));
    if (body === undefined) return { status, headers };
    if (typeof body === 'string') return { status, headers, body: this.#redact(body.slice(0, longestProblem)) };
    return { status, headers, body: success ? body : redacted(body, this.#redact) };
  }
}

/** Refuses a token with characters that no header can have: it was read wrongly. */
function refuseUnsendable(token: Secret): void {
  if (/^[\x21-\x7e]+$/.test(revealSecret(token))) return;
  const message = 'the access token is empty or holds blanks or other characters that no token has';
  const fix =
    "Check what the organization's `access-token` names: the token alone, without quotes or line breaks in it.";
  throw new UserError([{ severity: 'error', code: 'secret-missing', message, fix }]);
}

/** The same JSON with every text redacted. The texts are decoded first, so that an escaped token is found. */
function redacted(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redacted(member, redact)]));
}

/** The parsed body if it is JSON, whatever the content type; else the text; undefined without a body. */
function parsed(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
