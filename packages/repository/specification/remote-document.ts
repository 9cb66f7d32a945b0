import { lookup } from 'node:dns';
import { setMaxListeners } from 'node:events';
import { BlockList, isIP } from 'node:net';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import type { RemoteDocument, RemoteReader } from '@konduct/openapi/bundle/documents';
import { Agent, EnvHttpProxyAgent, fetch } from 'undici';

export interface RemoteSettings {
  /** Hosts that may be asked; none by default. */
  readonly hosts: readonly string[];
  readonly environment: EnvironmentVariables;
  /** Milliseconds. */
  readonly timeout: number;
  /** Aborted when the run is asked to stop. */
  readonly signal?: AbortSignal;
  /** Bytes. */
  readonly limit: number;
}

/** Documents on other hosts that specifications refer to, each read once in a run. */
export class RemoteDocuments implements RemoteReader {
  readonly #settings: RemoteSettings;
  readonly #read: Map<string, Promise<RemoteDocument>>;
  readonly #deadline: AbortSignal | undefined;

  constructor(
    settings: RemoteSettings,
    read: Map<string, Promise<RemoteDocument>> = new Map(),
    deadline?: AbortSignal,
  ) {
    this.#settings = settings;
    this.#read = read;
    this.#deadline = deadline;
    // As many as are read at a time.
    if (settings.signal) setMaxListeners(0, settings.signal);
    if (deadline) setMaxListeners(0, deadline);
  }

  /** The same documents, waited for no longer than this. */
  until(deadline: AbortSignal): RemoteDocuments {
    return new RemoteDocuments(this.#settings, this.#read, deadline);
  }

  /** @param location an https URL */
  read(location: string): Promise<RemoteDocument> {
    const known = this.#read.get(location) ?? this.#fetch(location);
    this.#read.set(location, known);
    return this.#deadline ? beforeEnd(known, this.#deadline) : known;
  }

  async #fetch(location: string): Promise<RemoteDocument> {
    const { hosts, timeout, limit, signal: stop } = this.#settings;
    const { host, hostname } = new URL(location);
    if (!hosts.includes(host)) return { refused: `the host ${host} is not on the list of hosts that may be asked` };
    const address = hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) && isPrivate(address)) return { refused: 'it leads into a private network' };
    const dispatcher = this.#dispatcher();
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(stop ? [stop] : [])]);
      const response = await fetch(location, { dispatcher, redirect: 'manual', signal });
      if (response.status !== 200) return { refused: `${host} answered ${response.status}` };
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > limit) return { refused: `it has more than ${limit / 1024 / 1024} MB` };
        chunks.push(chunk);
      }
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { refused: `${host} could not be read (${cause instanceof Error ? cause.message : 'unknown'})` };
    } finally {
      await dispatcher.destroy();
    }
  }

  #dispatcher(): Agent | EnvHttpProxyAgent {
    const { environment } = this.#settings;
    const proxy = environment.https_proxy || environment.HTTPS_PROXY;
    // For connections of our own. The proxy itself may stand in a private network, and looks names up itself.
    // Verified whatever NODE_TLS_REJECT_UNAUTHORIZED of the machine says.
    const connect = { lookup: publicLookup, rejectUnauthorized: true };
    if (!proxy) return new Agent({ connect });
    return new EnvHttpProxyAgent({
      connect,
      requestTls: { rejectUnauthorized: true },
      proxyTls: { rejectUnauthorized: true },
      httpsProxy: proxy,
      httpProxy: '',
      noProxy: environment.no_proxy || environment.NO_PROXY || '',
    });
  }
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry, of which nothing is anybody's public server. */
const private4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;

const private6 = [
  // Nothing, this machine, and IPv4 as it was written once.
  ['::', 96],
  // NAT64 within one network, which knows alone what it means.
  ['64:ff9b:1::', 48],
  // Teredo and 6to4: tunnels to an IPv4 address, which may be a private one. Nobody offers them any more.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const privateAddresses = new BlockList();
for (const [network, prefix] of private4) {
  // Written as IPv6 (`::ffff:10.0.0.1`) they are covered, too.
  privateAddresses.addSubnet(network, prefix, 'ipv4');
  // By NAT64, where every IPv4 address has one of these names: a public one stays what it is.
  privateAddresses.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
}
for (const [network, prefix] of private6) privateAddresses.addSubnet(network, prefix, 'ipv6');

/** Whether an address belongs to this machine or its neighbours: metadata services of clouds among them. */
export function isPrivate(address: string): boolean {
  return privateAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** What is being read for somebody whose time may be over before. */
async function beforeEnd(read: Promise<RemoteDocument>, deadline: AbortSignal): Promise<RemoteDocument> {
  const { promise, resolve } = Promise.withResolvers<RemoteDocument>();
  const end = () => resolve({ refused: 'the time for reading its repository is over' });
  if (deadline.aborted) end();
  deadline.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([promise, read]);
  } finally {
    deadline.removeEventListener('abort', end);
  }
}

/** Looks a name up and refuses it when it stands for a private address: a name on the list may be pointed anywhere. */
const publicLookup: typeof lookup = ((name: string, options: object, done: (...answer: unknown[]) => void) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error);
    const open = addresses.filter(({ address }) => !isPrivate(address));
    const [first] = open;
    if (!first) return done(new Error('it leads into a private network'));
    if ('all' in options && options.all) done(null, open);
    else done(null, first.address, first.family);
  });
}) as typeof lookup;
