import { UserError } from '@konduct/core/diagnostic/user-error';
import { type Dispatcher, request as exchange } from 'undici';
import { Deadline } from './deadline.ts';
import { type DispatcherOptions, openDispatcher } from './dispatcher.ts';
import type { NetworkLimits } from './limits.ts';
import { NetworkError } from './network-error.ts';
import type { NetworkSettings } from './settings.ts';

export interface NetworkRequest {
  /** An address with http or https. */
  readonly url: string;
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many redirects are followed, to https alone; none when left out, and never with a header that names somebody. */
  readonly redirects?: number;
  /** When it fires, the answer is not waited for any longer. */
  readonly signal?: AbortSignal | undefined;
  /** The most bytes of the body; those of the limits when left out. */
  readonly bytes?: number;
}

export interface NetworkAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The only way of ours to other hosts: verified TLS, proxies as the environment names them, and an end to every answer.
 * Requests share connections; those that are idle keep no process.
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

  /** Makes the way for a protocol ready. @throws UserError when the settings name an unusable proxy or an unreadable file */
  open(protocol: DispatcherOptions['protocol']): Dispatcher {
    const opened = this.#dispatchers.get(protocol) ?? openDispatcher(this.#settings, { ...this.#options, protocol });
    this.#dispatchers.set(protocol, opened);
    return opened;
  }

  /** The answer as a whole, whatever its status. @throws NetworkError when there is none within the limits */
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

  /** Closes all connections, whatever is on its way in them. */
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
      if (size > bytes) throw new NetworkError('too-large', `the answer has more than ${bytes} bytes`);
      chunks.push(chunk);
    }
    const status = answer.statusCode;
    // Sent by a proxy that was asked without a tunnel, in the place of whoever was meant.
    if (status === 407) throw new NetworkError('proxy', 'the proxy wants a login (407)');
    return { status, headers: textHeaders(answer.headers), body: Buffer.concat(chunks) };
  }
}

/** Where an answer leads. @throws NetworkError for anything but https */
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
