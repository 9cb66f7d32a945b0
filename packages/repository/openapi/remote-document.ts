import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, EnvHttpProxyAgent, fetch } from 'undici';

export interface RemoteSettings {
  /** Hosts that may be asked; none by default. */
  readonly hosts: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes. */
  readonly limit: number;
}

export type RemoteDocument = { readonly text: string } | { readonly refused: string };

/** Documents on other hosts that specifications refer to, each read once in a run. */
export class RemoteDocuments {
  readonly #settings: RemoteSettings;
  readonly #read = new Map<string, Promise<RemoteDocument>>();

  constructor(settings: RemoteSettings) {
    this.#settings = settings;
  }

  /** @param location an https URL */
  read(location: string): Promise<RemoteDocument> {
    const known = this.#read.get(location) ?? this.#fetch(location);
    this.#read.set(location, known);
    return known;
  }

  async #fetch(location: string): Promise<RemoteDocument> {
    const { hosts, timeout, limit } = this.#settings;
    const { host, hostname } = new URL(location);
    if (!hosts.includes(host)) return { refused: `the host ${host} is not on the list of hosts that may be asked` };
    if (isIP(hostname.replace(/^\[|\]$/g, '')) && isPrivate(hostname.replace(/^\[|\]$/g, '')))
      return { refused: 'it leads into a private network' };
    const dispatcher = this.#dispatcher();
    try {
      const signal = AbortSignal.timeout(timeout);
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
    if (!proxy) return new Agent({ connect: { lookup: publicLookup } });
    return new EnvHttpProxyAgent({
      httpsProxy: proxy,
      httpProxy: '',
      noProxy: environment.no_proxy || environment.NO_PROXY || '',
    });
  }
}

const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address belongs to this machine or its neighbours: metadata services of clouds among them. */
export function isPrivate(address: string): boolean {
  return privateAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
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
