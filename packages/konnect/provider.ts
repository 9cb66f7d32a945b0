import type { Field } from '@konduct/core/kind/field';
import type { Kind } from '@konduct/core/kind/kind';
import { withoutSecrets } from '@konduct/core/kind/secret-field';
import { type ContentStore, isContentHandle } from '@konduct/core/provider/content';
import type { Fields, Provider, Write, WriteOutcome } from '@konduct/core/provider/provider';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import { isRecord } from '@konduct/core/value/record';
import { readContents } from './contents.ts';
import { readDetail } from './detail.ts';
import { Exchange } from './exchange.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { readItem, readItems } from './listing.ts';
import { withoutValues } from './redaction.ts';
import type { Purpose } from './refusal.ts';
import { removeObject } from './removing.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';
import { handleOfShown } from './same-text.ts';
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
  const reading = exchange.forReading();
  const { contents } = options;
  return {
    async list({ kind, region, parents }) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'list' };
      exchange.begin(purpose);
      const items = await readItems(reading, purpose, region, parents);
      return items.map((item) => item.object);
    },

    async find(kind, region, id) {
      const purpose: Purpose = { kind: konnectKind(kind), verb: 'read' };
      exchange.begin(purpose);
      return readItem(reading, purpose, region, id);
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

/** The core carries kinds without looking into them; the ones it gets from our registry are ours. */
function konnectKind(kind: Kind): KonnectKind {
  if (!isKonnectKind(kind)) throw new Error(`${kind.name} is not a kind of Konnect's`);
  return kind;
}

function isKonnectKind(kind: Kind): kind is KonnectKind {
  return 'list' in kind && 'roles' in kind;
}

/** A write as requests carry it, and the secrets in it. */
interface Prepared<T> {
  readonly request: T;
  readonly secrets: readonly Secret[];
}

/** Puts documents and secrets in the place of their handles, and lower case where Konnect does not tell case apart. */
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

/** A value with its secrets in clear; they are noted in `secrets`. */
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

/** What was written as the core sees it. */
function shown(kind: Kind, outcome: WriteOutcome): WriteOutcome {
  if (!('object' in outcome)) return outcome;
  const { object } = outcome;
  return { object: { ...object, fields: withHandles(kind, withoutSecrets(kind, object.fields)) } };
}

/** Puts handles in the place of documents: the core compares digests. */
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
