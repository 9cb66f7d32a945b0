import type { Field } from '@konduct/core/kind/field';
import type { Kind } from '@konduct/core/kind/kind';
import { withoutSecrets } from '@konduct/core/kind/secret-field';
import { type ContentStore, isContentHandle } from '@konduct/core/provider/content';
import type { Fields, ObservedObject, Provider, Write, WriteOutcome } from '@konduct/core/provider/provider';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import { isRecord } from '@konduct/core/value/record';
import { readContents } from './contents.ts';
import { readDetail } from './detail.ts';
import { Exchange } from './exchange.ts';
import { isKonnectKind, type KonnectKind } from './kinds/kind.ts';
import { readItem, readItems } from './listing.ts';
import { withoutValues } from './redaction.ts';
import type { Purpose } from './refusal.ts';
import { removeObject } from './removing.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';
import { handleOfShown } from './same-text.ts';
import type { Transport } from './transport.ts';
import { createObject, updateObject } from './writing.ts';

export interface KonnectProviderOptions {
  /** Sends requests for the organization: a client with its token, or a simulated Konnect in this process. */
  readonly transport: Transport;
  /** The documents that templates refer to by digest. */
  readonly contents: ContentStore;
  /** Differences from the default policy. */
  readonly retry?: Partial<RetryPolicy>;
  /** When it fires, no operation begins and no request is repeated; a write of several requests is finished. */
  readonly stop?: AbortSignal;
}

/**
 * Reads and changes one organization in Konnect, through the core's `Provider` port. It knows no kind: the kinds'
 * descriptions say what to send. Every method rejects with a UserError for a mistake that a person can mend.
 */
export function konnectProvider(options: KonnectProviderOptions): Provider {
  const exchange = new Exchange(options.transport, { ...defaultRetry, ...options.retry }, options.stop);
  const reading = exchange.forReading();
  const { contents } = options;
  return {
    async list({ kind, region, parents }) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'list' };
      exchange.begin(purpose);
      const items = await readItems(reading, purpose, region, parents);
      return items.map(({ object }) => listed(purpose.kind, object, contents));
    },

    async find(kind, region, id) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'read' };
      exchange.begin(purpose);
      const found = await readItem(reading, purpose, region, id);
      return found && listed(purpose.kind, found, contents);
    },

    async read(kind, region, object) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'read' };
      exchange.begin(purpose);
      return withHandles(kind, await readDetail(reading, purpose, region, object), contents);
    },

    async create(write) {
      const kind = konnectKind(write.kind);
      exchange.begin({ kind, verb: 'create', address: write.address });
      const { request, secrets } = prepared(write, contents);
      return withoutValues(secrets, async () => shown(kind, await createObject(exchange, kind, request)));
    },

    async update(update) {
      const kind = konnectKind(update.kind);
      exchange.begin({ kind, verb: 'update', address: update.address });
      const { request, secrets } = prepared(update, contents);
      return withoutValues(secrets, async () => shown(kind, await updateObject(exchange, kind, request)));
    },

    async remove(removal) {
      const purpose: Purpose = { kind: konnectKind(removal.kind), verb: 'delete', address: removal.address };
      exchange.begin(purpose);
      await removeObject(exchange, purpose, removal);
    },

    async contents(kind, region, object) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'read' };
      exchange.begin(purpose);
      return readContents(reading, purpose, region, object.fields);
    },
  };
}

/** The description of a kind for Konnect. The core passes kinds through unchanged, and they come from our registry. */
function konnectKind(kind: Kind): KonnectKind {
  if (!isKonnectKind(kind)) throw new Error(`${kind.name} is not a kind of Konnect's`);
  return kind;
}

/** A write ready for requests, and the secrets in it. */
interface Prepared<T> {
  readonly request: T;
  readonly secrets: readonly Secret[];
}

/** Replaces handles with documents and secrets, and turns text to lower case where Konnect ignores the case. */
function prepared<T extends Write>(write: T, contents: ContentStore): Prepared<T> {
  const secrets: Secret[] = [];
  const desired = mapFields(write.kind, write.desired, (field, value) => {
    if (field.ignoreCase && typeof value === 'string') return value.toLowerCase();
    if (field.type !== 'content' || !isContentHandle(value)) return revealed(value, secrets);
    const text = contents.get(value.digest);
    if (text === undefined) throw new Error(`${write.address}: no document has the digest ${value.digest}`);
    return text;
  });
  return { request: { ...write, desired }, secrets };
}

/** A value with its secrets in clear. They are added to `secrets`. */
function revealed(value: unknown, secrets: Secret[]): unknown {
  if (value instanceof SecretHandle) {
    if (!value.secret) throw new Error(`a secret is missing: ${value.absence?.reason}`);
    secrets.push(value.secret);
    return revealSecret(value.secret);
  }
  if (Array.isArray(value)) return value.map((item: unknown) => revealed(item, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealed(member, secrets)]));
}

/** The result of a write as the core sees it. */
function shown(kind: Kind, outcome: WriteOutcome): WriteOutcome {
  if (!('object' in outcome)) return outcome;
  const { object } = outcome;
  return { object: { ...object, fields: withHandles(kind, withoutSecrets(kind, object.fields)) } };
}

/** An object of a list as the core sees it. */
function listed(kind: KonnectKind, object: ObservedObject, documents: ContentStore): ObservedObject {
  const hasContent = Object.values(kind.fields).some(({ type, compare }) => type === 'content' && !compare);
  return hasContent ? { ...object, fields: withHandles(kind, object.fields, documents) } : object;
}

/** Replaces documents with handles, since the core compares digests. */
function withHandles(kind: Kind, fields: Fields, documents: ContentStore = new Map()): Fields {
  return mapFields(kind, fields, (field, value) =>
    field.type === 'content' && typeof value === 'string' ? handleOfShown(value, documents) : value,
  );
}

function mapFields(kind: Kind, fields: Fields, map: (field: Field, value: unknown) => unknown): Fields {
  const pairs = Object.entries(fields).map(([name, value]) => {
    const field = kind.fields[name];
    return [name, field ? map(field, value) : value] as const;
  });
  return Object.fromEntries(pairs);
}
