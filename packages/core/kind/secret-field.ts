type Fields = Readonly<Record<string, unknown>>;

import { SecretHandle } from '../secret/secret-handle.ts';
import { isRecord } from '../value/record.ts';
import type { Field } from './field.ts';
import type { Kind } from './kind.ts';

/** A field that holds secrets, in the values of a resource. */
export interface SecretField {
  /** Dotted: `configs.openid-connect.client_secret`. */
  readonly path: string;
  /** The secrets in the field, in their order; empty where the template unsets the field. */
  readonly handles: readonly SecretHandle[];
}

/** The fields with secrets in a resource's values, in the order of the values. */
export function secretFields(kind: Kind, fields: Fields): SecretField[] {
  return Object.entries(fields).flatMap(([name, value]) => secretsAt(kind.fields[name], value, name));
}

/** The values of a resource without its secrets, for comparing and printing. */
export function withoutSecrets(kind: Kind, fields: Fields): Fields {
  return membersWithoutSecrets(kind.fields, fields);
}

/** Whether a field is a secret, or a list of them. */
export function holdsSecrets(field: Field | undefined): boolean {
  return field?.type === 'secret' || field?.items?.type === 'secret';
}

function secretsAt(field: Field | undefined, value: unknown, path: string): SecretField[] {
  if (holdsSecrets(field)) {
    const handles = [value].flat().filter((item) => item instanceof SecretHandle);
    return [{ path, handles }];
  }
  if (!field?.properties || !isRecord(value)) return [];
  const { properties } = field;
  return Object.entries(value).flatMap(([name, member]) => secretsAt(properties[name], member, `${path}.${name}`));
}

function membersWithoutSecrets(
  declared: Readonly<Record<string, Field>>,
  values: Readonly<Record<string, unknown>>,
): Fields {
  const kept = Object.entries(values).flatMap(([name, value]) => {
    const field = declared[name];
    if (holdsSecrets(field)) return [];
    const { properties } = field ?? {};
    return [[name, properties && isRecord(value) ? membersWithoutSecrets(properties, value) : value] as const];
  });
  return Object.fromEntries(kept);
}
