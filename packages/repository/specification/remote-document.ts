import { lookup } from 'node:dns';
import { setMaxListeners } from 'node:events';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { networkFix } from '@konduct/network/fault';
import type { NetworkLimits } from '@konduct/network/limits';
import { Network } from '@konduct/network/network';
import { NetworkError } from '@konduct/network/network-error';
import { networkFrom } from '@konduct/network/settings';
import type { RemoteDocument, RemoteReader } from '@konduct/openapi/bundle/documents';

export interface RemoteSettings {
  /** Hosts that may be asked; none by default. */
  readonly hosts: readonly string[];
  readonly environment: EnvironmentVariables;
  /** Aborted when the run is asked to stop. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<NetworkLimits>;
}

/** What one document may cost. */
export const documentLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 10_000,
  answer: 20_000,
  bytes: 5 * 1024 * 1024,
};

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
    const { hosts, environment, signal } = this.#settings;
    const { host, hostname } = new URL(location);
    if (!hosts.includes(host)) return { refused: `the host ${host} is not on the list of hosts that may be asked` };
    const address = hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) && isPrivate(address)) return { refused: privateNetwork };
    const limits = { ...documentLimits, ...this.#settings.limits };
    const network = new Network(networkFrom(environment), { limits, lookup: publicLookup });
    try {
      const { status, body } = await network.send({ url: location, headers: { 'user-agent': 'konduct' }, signal });
      if (status !== 200) return { refused: `${host} answered ${status}`, fix: answerFix(status) };
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(body) };
    } catch (error) {
      if (!(error instanceof NetworkError)) return { refused: `what ${host} answered is not UTF-8`, fix: notOurs };
      const refused = `${host} could not be read (${error.message})`;
      return error.cause instanceof PrivateAddress
        ? { refused }
        : { refused, fix: networkFix(error.fault, { name: host }) };
    } finally {
      await network.destroy();
    }
  }
}

const notOurs = 'Commit a copy of it, or have it saved as UTF-8 there.';

function answerFix(status: number): string {
  if (status >= 300 && status < 400) return 'Refer to the address that it has now: redirects are not followed.';
  if (status === 429 || status >= 500) return 'Run it again later, or commit a copy of it.';
  return 'Correct the address, or commit a copy of it: it is asked for without a login.';
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

const privateNetwork = 'it leads into a private network';

class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

/** Looks a name up and refuses it when it stands for a private address: a name on the list may be pointed anywhere. */
const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    const open = addresses.filter(({ address }) => !isPrivate(address));
    const [first] = open;
    if (!first) return done(new PrivateAddress(privateNetwork), '');
    if (options.all) done(null, open);
    else done(null, first.address, first.family);
  });
};
