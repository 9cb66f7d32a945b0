import { UserError } from '@konduct/core/diagnostic/user-error';
import { count } from '@konduct/core/value/count';
import { type Dispatcher, request as exchange } from 'undici';
import { Deadline } from './deadline.ts';
import { type DispatcherOptions, openDispatcher } from './dispatcher.ts';
import type { NetworkLimits } from './limits.ts';
import { NetworkError } from './network-error.ts';
import type { NetworkSettings } from './settings.ts';

export interface NetworkRequest {
  /** An http or https address. */
  readonly url: string;
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most redirects that are followed, only to https. None by default, and none for a request with a login. */
  readonly redirects?: number;
  /** When it fires, waiting for the answer ends. */
  readonly signal?: AbortSignal | undefined;
  /** The most bytes of the body; by default that of the limits. */
  readonly bytes?: number;
}

export interface NetworkAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Sends all requests of Konduct to other hosts: with verified TLS, through the environment's proxies, and with a time
 * limit for every answer. Requests share connections; idle ones do not keep the process alive.
 */
export class Network {
  readonly #settings: NetworkSettings;
  readonly #options: Omit<DispatcherOptions, 'protocol'>;
  readonly #dispatchers = new Map<string, Dispatcher>();

  constructor(settings: NetworkSettings, options: Omit<DispatcherOptions, 'protocol'>) {
    this.#settings = settings;
    this.#options = options;
  }

  get limits(): NetworkLimits {
    return this.#options.limits;
  }

  /**
   * Opens the dispatcher for a protocol.
   *
   * @throws UserError when the settings name an unusable proxy or an unreadable file
   */
  open(protocol: DispatcherOptions['protocol']): Dispatcher {
    const opened = this.#dispatchers.get(protocol) ?? openDispatcher(this.#settings, { ...this.#options, protocol });
    this.#dispatchers.set(protocol, opened);
    return opened;
  }

  /** The whole answer, whatever its status. @throws NetworkError when it does not come within the limits */
  async send(request: NetworkRequest): Promise<NetworkAnswer> {
    const deadline = new Deadline(this.limits.answer, request.signal);
    try {
      let url = new URL(request.url);
      for (let left = request.redirects ?? 0; ; left -= 1) {
        const answer = await this.#exchange(url, request, deadline.signal);
        const target = request.redirects === undefined ? undefined : redirectOf(answer, url);
        if (target === undefined) return answer;
        if (left === 0) throw new NetworkError('redirect', `it was redirected more than ${request.redirects} times`);
        url = target;
      }
    } catch (error) {
      if (error instanceof UserError) throw new NetworkError('settings', firstMessage(error));
      throw error instanceof NetworkError ? error : (deadline.fault ?? NetworkError.of(error));
    } finally {
      deadline.clear();
    }
  }

  /** Closes idle connections. Requests in flight are finished first. */
  async close(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.close()));
  }

  /** Closes all connections, even those in use. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }

  async #exchange(url: URL, request: NetworkRequest, signal: AbortSignal): Promise<NetworkAnswer> {
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new NetworkError('unreachable', `${url.protocol} is no protocol of the web`);
    const { method = 'GET', headers = {}, body, bytes = this.limits.bytes } = request;
    const dispatcher = this.open(url.protocol);
    const answer = await exchange(url, { method, headers, dispatcher, signal, ...(body !== undefined && { body }) });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body) {
      size += chunk.length;
      if (size > bytes) throw new NetworkError('too-large', `the answer has more than ${count(bytes, 'byte')}`);
      chunks.push(chunk);
    }
    const status = answer.statusCode;
    // A 407 comes from a proxy in the way, not from the addressed host.
    if (status === 407) throw new NetworkError('proxy', 'the proxy wants a login (407)');
    return { status, headers: textHeaders(answer.headers), body: Buffer.concat(chunks) };
  }
}

/** The target of a redirect. @throws NetworkError for anything but https */
function redirectOf({ status, headers: { location } }: NetworkAnswer, from: URL): URL | undefined {
  if (status < 300 || status > 399 || location === undefined) return undefined;
  const target = URL.parse(location, from.href);
  if (target?.protocol !== 'https:')
    throw new NetworkError('redirect', 'it was redirected to something other than https');
  return target;
}

function textHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]));
}

function firstMessage({ diagnostics }: UserError): string {
  return diagnostics.map(({ message }) => message).join('; ');
}
