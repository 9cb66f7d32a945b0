import { isRecord } from '@konduct/core/value/record';
import type { Secrets } from './fields.ts';
import { hasSensitiveName } from './sensitive.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that identify credentials and similar entities and are no secrets. */
const labels: Readonly<Record<string, readonly string[]>> = {
  'basic-auth': ['username'],
  'hmac-auth': ['username'],
  'oauth2-cred': ['name'],
  'mtls-auth': ['subject_name'],
  vault: ['prefix'],
  key: ['name', 'kid'],
  'key-set': ['name'],
};

/** An entity in decK's report. */
export interface ReportedEntity {
  readonly kind: string;
  /** decK's name. For credentials, it is the end of their key. */
  readonly name: string;
  readonly body: Fields;
  /** Undefined for an id that decK made up for this run. */
  readonly id: string | undefined;
}

/**
 * The name of an entity in a diff, the same in each run. Credentials are named by fields that are no secrets, or by
 * their id, and by their owner.
 *
 * @param invented names of entities by the ids that decK made up for them and puts into the names of others
 */
export function entityName(
  { kind, name, body, id }: ReportedEntity,
  invented: ReadonlyMap<string, string>,
  { masking, places }: Secrets,
): string {
  if (!hasSensitiveName(kind)) {
    const stable = name.replace(uuid, (found) => invented.get(found) ?? found);
    return masking.apply(stable);
  }
  const label = (labels[kind] ?? []).flatMap((field) => {
    const value = body[field];
    return typeof value === 'string' && value !== '' && !places.covers(kind, body, field) ? [masking.apply(value)] : [];
  })[0];
  const owner = ownerOf(body, invented);
  const own = label ?? id?.slice(0, 8);
  if (owner === undefined) return own ?? 'without id';
  return own === undefined ? `of ${masking.apply(owner)}` : `${own} of ${masking.apply(owner)}`;
}

const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

function ownerOf({ consumer }: Fields, invented: ReadonlyMap<string, string>): string | undefined {
  if (!isRecord(consumer)) return undefined;
  const { username, custom_id: customId, id } = consumer;
  const owner = [username, customId, id].find((value) => typeof value === 'string');
  return typeof owner === 'string' ? (invented.get(owner) ?? owner) : undefined;
}

/** The name by which other entities refer to an entity. */
export function nameInOthers({ name, username, custom_id: customId, target }: Fields): string | undefined {
  return [name, username, customId, target].find((value) => typeof value === 'string');
}
