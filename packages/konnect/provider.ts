import type { Kind } from '@konduct/core/kind/kind';
import { type ContentStore, contentHandle, isContentHandle } from '@konduct/core/provider/content';
import type { Fields, Provider, Write } from '@konduct/core/provider/provider';
import { Exchange } from './exchange.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { scopeOf } from './kinds/step.ts';
import { readItems } from './listing.ts';
import { explained, type Purpose } from './refusal.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';
import type { Transport } from './transport.ts';
import { createObject, updateObject } from './writing.ts';

export interface KonnectProviderOptions {
  /** How requests reach the organization: a client with its token, or a simulated Konnect in this process. */
  readonly transport: Transport;
  /** The documents that templates name by digest. */
  readonly contents: ContentStore;
  /** What differs from the default. */
  readonly retry?: Partial<RetryPolicy>;
  /** When it fires, no operation begins and nothing is tried again; a sequence of writes that began goes on. */
  readonly stop?: AbortSignal;
}

/**
 * Reads and changes one organization in Konnect through the port of the core. It is generic: what a kind needs, its
 * description says. Every method rejects with a UserError for what a person can mend.
 */
export function konnectProvider(options: KonnectProviderOptions): Provider {
  const exchange = new Exchange(options.transport, { ...defaultRetry, ...options.retry }, options.stop);
  const { contents } = options;
  return {
    async list({ kind, region, parents }) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'list' };
      exchange.begin(purpose);
      const items = await readItems(exchange, purpose, region, parents);
      return items.map((item) => item.object);
    },

    async read(kind, region, object) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'read' };
      const { detail } = purpose.kind;
      const request = detail?.request(object, scopeOf({ kind, region }));
      if (!detail || !request) return {};
      exchange.begin(purpose);
      const body = await exchange.get(purpose, request);
      try {
        return withHandles(kind, detail.decode(body));
      } catch (error) {
        throw explained(purpose, request, error);
      }
    },

    async create(write) {
      const kind = konnectKind(write.kind);
      exchange.begin({ kind, verb: 'create', address: write.address });
      return createObject(exchange, kind, withTexts(write, contents));
    },

    async update(update) {
      const kind = konnectKind(update.kind);
      exchange.begin({ kind, verb: 'update', address: update.address });
      return updateObject(exchange, kind, withTexts(update, contents));
    },
  };
}

/** The core carries kinds without looking into them; the ones it gets from our registry are ours. */
function konnectKind(kind: Kind): KonnectKind {
  if (!isKonnectKind(kind)) throw new Error(`${kind.name} is not a kind of Konnect's`);
  return kind;
}

function isKonnectKind(kind: Kind): kind is KonnectKind {
  return 'list' in kind && 'roles' in kind;
}

/** Puts the documents in the place of their handles. */
function withTexts<T extends Write>(write: T, contents: ContentStore): T {
  const desired = mapContent(write.kind, write.desired, (value) => {
    if (!isContentHandle(value)) return value;
    const text = contents.get(value.digest);
    if (text === undefined) throw new Error(`${write.address}: no document has the digest ${value.digest}`);
    return text;
  });
  return { ...write, desired };
}

/** Puts handles in the place of documents: the core compares digests. */
function withHandles(kind: Kind, fields: Fields): Fields {
  return mapContent(kind, fields, (value) => (typeof value === 'string' ? contentHandle(value) : value));
}

function mapContent(kind: Kind, fields: Fields, map: (value: unknown) => unknown): Fields {
  const pairs = Object.entries(fields);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, kind.fields[name]?.type === 'content' ? map(value) : value]),
  );
}
