import type { Fields } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { idField } from '../kinds/field-shapes.ts';
import type { KonnectKind } from '../kinds/kind.ts';
import { identityAdmin } from '../kinds/role.ts';
import { patch, post } from '../kinds/step.ts';

const path = '/v3/system-accounts';

/** The beginning of the names of records. No manifest can declare a system account with it. */
export const recordPrefix = 'konduct-secrets-';

/**
 * The digests of secrets that Konduct wrote to objects without a place for a label: the description of a system account
 * of each platform, without token, role and team (Konnect API contract 3.15.0). It is no kind of manifests.
 */
export const secretRecord: KonnectKind = {
  name: 'SecretRecord',
  description: 'The system account with the digests of secrets.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/system-accounts', '/v3/system-accounts/{accountId}'] },
  assumed: ['A description has room for a line of 50 characters for each object with secrets.'],
  goesWith: [],
  fields: {
    owner: { type: 'string', description: 'The key of the owner.', required: true },
    digests: {
      type: 'object',
      description: 'The digest of the secrets of each address, by its key.',
      values: { type: 'string', description: 'A digest.' },
      required: true,
      personal: true,
    },
  },
  computed: {
    id: idField,
    name: { type: 'string', description: 'The name of the account.' },
    description: { type: 'string', description: 'The digests as text.', personal: true },
  },
  identity: ['owner'],
  collection: [],
  ownership: 'none',
  list: { path, paging: 'page', pageSize: 100, query: { 'filter[name][contains]': recordPrefix } },
  asWritten: ({ name, description, ...others }) => {
    // A filter that Konnect does not know would list all accounts.
    if (typeof name !== 'string' || !name.startsWith(recordPrefix)) return others;
    return { ...others, owner: name.slice(recordPrefix.length), digests: digestsIn(String(description)) };
  },
  roles: { read: identityAdmin, create: identityAdmin, update: identityAdmin },
  refusesDuplicates: true,
  create: (write) => [
    post(path, write, { name: `${recordPrefix}${String(write.desired.owner)}`, description: textOf(write.desired) }),
  ],
  update: (update) => [patch(`${path}/{id}`, update, { description: textOf(update.desired) })],
  item: `${path}/{id}`,
};

function textOf({ digests }: Fields): string {
  const lines = isRecord(digests) ? Object.entries(digests).map(([key, digest]) => `${key}:${String(digest)}`) : [];
  return ['Digests of secrets, kept by Konduct.', ...lines].join('\n');
}

function digestsIn(description: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...description.matchAll(/^([0-9a-f]{16}):([0-9a-f]{32})$/gm)].map(([, key, digest]) => [key, digest]),
  );
}
