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
  /** Hosts that may be contacted; none by default. */
  readonly hosts: readonly string[];
  readonly environment: EnvironmentVariables;
  /** Aborted when the run is asked to stop. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<NetworkLimits>;
}

/** Limits on one document. */
export const documentLimits: NetworkLimits = {
  connect: 10_000,
  tunnel: 10_000,
  answer: 20_000,
  bytes: 5 * 1024 * 1024,
};

/** The documents on other hosts that specifications refer to. Each is read once in a run. */
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
    // Every document at a time adds a listener.
    if (settings.signal) setMaxListeners(0, settings.signal);
    if (deadline) setMaxListeners(0, deadline);
  }

  /** The same documents with a deadline for waiting. */
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

/** Ranges of addresses that no public server has, from https://www.iana.org/assignments/iana-ipv4-special-registry. */
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
  // The unspecified address, this machine, and the old form of IPv4 addresses.
  ['::', 96],
  // NAT64 within one network, where these addresses have a meaning only there.
  ['64:ff9b:1::', 48],
  // Teredo and 6to4: tunnels to an IPv4 address, which may be private. Public servers no longer use them.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const privateAddresses = new BlockList();
for (const [network, prefix] of private4) {
  // This also covers the IPv6 form (`::ffff:10.0.0.1`).
  privateAddresses.addSubnet(network, prefix, 'ipv4');
  // The NAT64 form of a private IPv4 address. That of a public one stays allowed.
  privateAddresses.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
}
for (const [network, prefix] of private6) privateAddresses.addSubnet(network, prefix, 'ipv6');

/** Whether an address belongs to this machine or its network, such as a cloud's metadata service. */
export function isPrivate(address: string): boolean {
  return privateAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Waits for a document that is being read, or until the deadline. */
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

/** Resolves a name and refuses private addresses: the DNS entry of an allowed host could lead to one. */
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
