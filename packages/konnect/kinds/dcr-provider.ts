import type { Field } from '@konduct/core/kind/field';
import type { Objection } from '@konduct/core/kind/kind';
import type { Fields } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { admin, creator, viewer } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v2/dcr-providers';
const entityType = 'DCR Providers';

/** The members of `dcr_config` for each type of provider: those that it needs, and those that it may have. */
const members: Readonly<Record<string, { readonly needs: readonly string[]; readonly may: readonly string[] }>> = {
  auth0: {
    needs: ['initial_client_id', 'initial_client_secret'],
    may: ['initial_client_audience', 'use_developer_managed_scopes'],
  },
  azureAd: { needs: ['initial_client_id', 'initial_client_secret'], may: [] },
  curity: { needs: ['initial_client_id', 'initial_client_secret'], may: [] },
  okta: { needs: ['dcr_token'], may: [] },
  http: {
    needs: ['dcr_base_url', 'api_key'],
    may: ['disable_event_hooks', 'disable_refresh_secret', 'allow_multiple_credentials'],
  },
  kongIdentity: { needs: [], may: [] },
};

const config: Readonly<Record<string, Field>> = {
  initial_client_id: { type: 'string', description: 'The client with which others are registered.', maxLength: 256 },
  initial_client_secret: { type: 'secret', description: 'Its secret.' },
  initial_client_audience: {
    type: 'string',
    description: 'The audience of its tokens, for auth0.',
    maxLength: 256,
    nullable: true,
  },
  use_developer_managed_scopes: { type: 'boolean', description: 'Whether developers choose scopes, for auth0.' },
  dcr_token: { type: 'secret', description: 'The token for registrations, for okta.' },
  dcr_base_url: { type: 'string', description: 'The address of the service that registers, for http.', maxLength: 256 },
  api_key: { type: 'secret', description: 'The key for that service, 12 to 256 letters, digits and `_`.' },
  disable_event_hooks: { type: 'boolean', description: 'Whether that service is told no events.' },
  disable_refresh_secret: { type: 'boolean', description: 'Whether developers cannot renew a secret.' },
  allow_multiple_credentials: { type: 'boolean', description: 'Whether an application may have several credentials.' },
};

/** Konnect API contract 3.15.0, `/v2/dcr-providers`. No answer shows a secret. */
export const dcrProvider: KonnectKind = {
  name: 'DCRProvider',
  description: 'A provider at which applications of developers are registered as clients by themselves.',
  scope: 'regional',
  contract: { version: '3.15.0', paths: [path, `${path}/{dcrProviderId}`] },
  assumed: [
    'A second provider may have the name of another: the contract has no answer for that.',
    'A PATCH of `dcr_config` merges its members.',
    'The issuer of a provider of type kongIdentity cannot change.',
    'Strategies of a provider that is deleted stay without one.',
  ],
  goesWith: ['its place in authentication strategies'],
  fields: {
    name: { type: 'string', description: 'Its name.', required: true, minLength: 1, maxLength: 256 },
    display_name: { type: 'string', description: 'The name people see.', minLength: 1, maxLength: 256 },
    issuer: { type: 'string', description: 'The address of the issuer.', required: true, maxLength: 256 },
    provider_type: {
      type: 'string',
      description: 'What it is.',
      required: true,
      immutable: true,
      enum: Object.keys(members),
    },
    dcr_config: { type: 'object', description: 'How to reach it, by its type.', properties: config },
    labels: labelsField,
  },
  computed: {
    id: idField,
    active: { type: 'boolean', description: 'Whether a strategy uses it.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  collection: [],
  ownership: 'labels',
  list: { path, paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  item: `${path}/{id}`,
  roles: { read: viewer(entityType), create: creator(entityType), update: admin(entityType) },
  refusesDuplicates: false,
  objection,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};

function objection(desired: Fields, observed?: Fields): Objection | undefined {
  const type = String(desired.provider_type);
  const { needs = [], may = [] } = members[type] ?? {};
  const given = isRecord(desired.dcr_config) ? Object.keys(desired.dcr_config) : [];
  const foreign = given.find((name) => ![...needs, ...may].includes(name));
  if (foreign !== undefined)
    return {
      path: `dcr_config.${foreign}`,
      problem: `is nothing that a provider of type ${type} has`,
      fix: 'Remove it.',
    };
  const missing = needs.filter((name) => !given.includes(name));
  if (missing.length > 0)
    return {
      path: 'dcr_config',
      problem: `needs ${missing.map((name) => `\`${name}\``).join(' and ')}`,
      cause: `A provider of type ${type} cannot be reached without`,
      fix: 'Add what is missing.',
    };
  if (type !== 'kongIdentity' || observed === undefined || observed.issuer === desired.issuer) return undefined;
  return {
    path: 'issuer',
    problem: 'cannot change',
    fix: `Keep \`${String(observed.issuer)}\`, or declare another one.`,
  };
}
