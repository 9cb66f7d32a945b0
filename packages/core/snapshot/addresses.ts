import type { ResourceGraph } from '../graph/node.ts';
import { World } from '../graph/world.ts';
import { sha256 } from '../value/digest.ts';
import { isRecord } from '../value/record.ts';

/** Wider than what a manifest accepts: whatever looks like an address is hidden. */
const address = /[^\s@"<>()[\],;:\\]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** What stands for an address that the manifests name: a digest of it, with the id of the organization as a salt. */
const named = /\{address ([0-9a-f]{16})\}/g;

const unnamed = /\{address \d{1,9}\}/;

/** Whether a text has the address of somebody whom the manifests of the snapshot did not name. */
export function hasUnnamed(text: unknown): boolean {
  return typeof text === 'string' && unnamed.test(text);
}

/** Whether a text has an e-mail address. */
export function hasAddress(text: unknown): boolean {
  return typeof text === 'string' && text.search(address) >= 0;
}

/** The e-mail addresses in the values of a graph's resources, as far as they follow from the manifests. */
export function addressesIn({ nodes }: Pick<ResourceGraph, 'nodes'>): ReadonlySet<string> {
  const found = new Set<string>();
  const world = new World();
  for (const node of nodes) collect(node.evaluate(world).fields, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string')
    for (const [text] of value.matchAll(address)) {
      found.add(text);
      // Konnect shows the addresses of users in lower case.
      found.add(text.toLowerCase());
    }
  else if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isRecord(value)) for (const member of Object.values(value)) collect(member, found);
}

/**
 * Hides people's addresses in texts. An address that the manifests name becomes a digest, which only somebody who knows
 * the address can turn back; any other one becomes a number, which nobody can.
 */
export class HiddenAddresses {
  readonly #organization: string;
  readonly #named: ReadonlySet<string>;
  readonly #numbers = new Map<string, number>();

  /** @param organization the id of the organization in Konnect */
  constructor(organization: string, addresses: ReadonlySet<string>) {
    this.#organization = organization;
    this.#named = addresses;
  }

  readonly hide = (text: string): string =>
    text.replace(address, (found) => {
      if (this.#named.has(found)) return `{address ${digestOf(this.#organization, found)}}`;
      const number = this.#numbers.get(found) ?? this.#numbers.size + 1;
      this.#numbers.set(found, number);
      return `{address ${number}}`;
    });
}

/** Returns a function that puts the addresses that a graph names back into the texts of a snapshot. */
export function revealing(organization: string, addresses: ReadonlySet<string>): (text: string) => string {
  const byDigest = new Map([...addresses].map((found) => [digestOf(organization, found), found]));
  return (text) => text.replace(named, (hidden, digest: string) => byDigest.get(digest) ?? hidden);
}

function digestOf(organization: string, found: string): string {
  return sha256(`${organization}\n${found}`).slice(0, 16);
}

/** A JSON value with a change to each of its texts. Names of members stay. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]));
}
