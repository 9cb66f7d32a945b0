import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { UserError } from '../diagnostic/user-error.ts';
import { readableAddress } from '../graph/address.ts';
import type { ResourceNode } from '../graph/node.ts';
import type { Kind } from '../kind/kind.ts';
import { addressKeyOf } from '../observe/labels.ts';
import { digestsIn, recordFields, recordIn, recordsOf } from '../plan/record.ts';
import type { ObservedObject, Provider } from '../provider/provider.ts';

/**
 * The digests of secrets that objects have no place for, written one after the other. A digest is forgotten before its
 * secret is sent and recorded afterwards, so that none vouches for a secret that may not have arrived.
 */
export class SecretRecord {
  readonly #provider: Provider;
  readonly #owner: string;
  readonly #declared: ReadonlySet<string>;
  readonly #records = new Map<Kind, ObservedObject | undefined>();
  #last: Promise<unknown> = Promise.resolve();

  /** @param nodes the resources of the manifests: digests of others are dropped with the next write */
  constructor(provider: Provider, owner: string, nodes: readonly ResourceNode[]) {
    this.#provider = provider;
    this.#owner = owner;
    this.#declared = new Set(nodes.map(addressKeyOf));
  }

  /** Forgets the digest of a resource. A token that may not do so has recorded none either. */
  async forget(record: Kind, node: ResourceNode): Promise<void> {
    try {
      await this.#change(record, node, undefined);
    } catch (error) {
      if (!isForbidden(error)) throw error;
    }
  }

  /** Records the digest of a resource whose secrets were sent. Returns what keeps it from being recorded. */
  async keep(record: Kind, node: ResourceNode, digest: string): Promise<Diagnostic | undefined> {
    try {
      await this.#change(record, node, digest);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const reason = error.diagnostics.map(({ message }) => message).join('; ');
      const message = `The secrets of the ${node.kind.name} ${readableAddress(node.address)} were written, and their digest was not recorded: ${reason}`;
      return finding('secret-not-recorded', message, node.place, {
        severity: 'warning',
        cause: 'Without a digest nothing tells whether Konnect has the same secrets',
        fix: 'Give the token the role that the message names, or have the secrets sent again with `rotate-secrets`.',
      });
    }
  }

  #change(record: Kind, node: ResourceNode, digest: string | undefined): Promise<void> {
    const next = this.#last.then(() => this.#write(record, addressKeyOf(node), digest));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #write(record: Kind, key: string, digest: string | undefined): Promise<void> {
    if (!this.#records.has(record))
      this.#records.set(record, recordIn(await this.#provider.list(recordsOf(record)), this.#owner));
    const observed = this.#records.get(record);
    const digests = new Map([...digestsIn(observed)].filter(([other]) => this.#declared.has(other)));
    if (digests.get(key) === digest) return;
    if (digest === undefined) digests.delete(key);
    else digests.set(key, digest);
    const desired = recordFields(this.#owner, digests);
    const write = { kind: record, region: 'global', address: record.name, desired };
    if (observed) await this.#provider.update({ ...write, observed, changed: ['digests'] });
    else await this.#provider.create(write);
    // The answer to a write has what was written; the id of a new record is in its list alone.
    const made = observed ?? recordIn(await this.#provider.list(recordsOf(record)), this.#owner);
    if (made) this.#records.set(record, { ...made, fields: { ...made.fields, ...desired } });
    else this.#records.delete(record);
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof UserError && error.diagnostics.some(({ code }) => code === 'konnect-forbidden');
}
