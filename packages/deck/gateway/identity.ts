import { sha256 } from '@konduct/core/value/digest';
import { isRecord } from '@konduct/core/value/record';

type Fields = Readonly<Record<string, unknown>>;

/** Fields whose values Konnect requires to be unique among entities of a kind. */
const unique: Readonly<Record<string, readonly string[]>> = {
  service: ['name'],
  route: ['name'],
  upstream: ['name'],
  consumer: ['username', 'custom_id'],
  'consumer-group': ['name'],
  sni: ['name'],
  vault: ['prefix'],
  'key-set': ['name'],
  key: ['name'],
  'basic-auth': ['username'],
  'hmac-auth': ['username'],
};

/** Unique fields whose values are secrets, or long. */
const uniqueSecrets: Readonly<Record<string, readonly string[]>> = {
  'key-auth': ['key'],
  'jwt-auth': ['key'],
  'oauth2-cred': ['client_id'],
  'ca-certificate': ['cert'],
};

/** Fields that are unique within the entity's parent. */
const uniqueInside: Readonly<Record<string, readonly [field: string, owner: string]>> = {
  target: ['target', 'upstream'],
  'acl-group': ['group', 'consumer'],
};

/**
 * The unique values of an entity as texts, the same for dumps and for diffs. Secrets among them are hashed.
 *
 * @param parent the id of the parent, in a dump
 */
export function identitiesOf(kind: string, entity: Fields, parent = ''): string[] {
  if (kind === 'plugin') return [pluginIdentity(entity, parent)];
  const texts = (fields: readonly string[] | undefined, show: (text: string) => string) =>
    (fields ?? []).flatMap((field) => {
      const value = entity[field];
      return typeof value === 'string' && value !== '' ? [`${kind} ${field} ${show(value)}`] : [];
    });
  const [field, owner] = uniqueInside[kind] ?? [];
  const inside =
    field === undefined ? [] : texts([field], (text) => `${text} ${reference(entity[owner ?? '']) || parent}`);
  return [...texts(unique[kind], (text) => text), ...texts(uniqueSecrets[kind], digest), ...inside];
}

/** The fields by which decK tells an entity of a kind from others, where its file gives no id. */
export function identityFields(kind: string): readonly string[] {
  if (kind === 'plugin') return ['name', 'instance_name'];
  if (kind === 'certificate') return ['cert', 'key'];
  if (kind === 'mtls-auth') return ['subject_name'];
  const [inside] = uniqueInside[kind] ?? [];
  return [...(unique[kind] ?? []), ...(uniqueSecrets[kind] ?? []), ...(inside === undefined ? [] : [inside])];
}

function pluginIdentity(entity: Fields, parent: string): string {
  const owners = ['service', 'route', 'consumer', 'consumer_group']
    .map((key) => reference(entity[key]))
    .filter((owner) => owner !== '');
  const scope = owners.length === 0 ? parent : owners.sort().join(' ');
  return `plugin ${String(entity.name)} ${String(entity.instance_name ?? '')} ${scope}`;
}

function reference(value: unknown): string {
  if (typeof value === 'string') return value;
  return isRecord(value) && typeof value.id === 'string' ? value.id : '';
}

function digest(text: string): string {
  return sha256(text.trim());
}
