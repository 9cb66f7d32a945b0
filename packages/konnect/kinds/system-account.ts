import type { Objection } from '@konduct/core/kind/kind';
import type { Fields } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import { createdAtField, idField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { patch, post } from './step.ts';

const path = '/v3/system-accounts';

/** The beginning of the names of accounts in which Konduct keeps something of its own, such as the lease. */
const reserved = 'konduct-';

/** Konnect API contract 3.15.0, `/v3/system-accounts` on the global host. */
export const systemAccount: KonnectKind = {
  name: 'SystemAccount',
  description: 'An account of a program. The owner labels are at the end of its description.',
  scope: 'global',
  contract: { version: '3.15.0', paths: [path, `${path}/{accountId}`] },
  assumed: ['A name has at least one character.', 'A description may be as long as one likes.'],
  goesWith: ['its access tokens'],
  fields: {
    name: { type: 'string', description: 'Its name, unique in the organization.', required: true, minLength: 1 },
    description: { type: 'string', description: 'What it is for.', required: true },
  },
  computed: {
    id: idField,
    konnect_managed: { type: 'boolean', description: 'Whether Konnect itself owns it.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  unique: [['name']],
  cannotBeUndone: [{ what: 'its access tokens', has: 'unknown' }],
  collection: [],
  ownership: 'labels',
  labelsIn: 'description',
  list: {
    path,
    paging: 'page',
    pageSize: 100,
    lookup: { name: 'filter[name][eq]' },
    // The lease and the record of secrets are accounts, too.
    isForeign: (item) => String(valueAt(item, 'name')).startsWith(reserved),
  },
  item: `${path}/{id}`,
  defaults: { konnect_managed: false },
  roles: { read: identityAdmin, create: identityAdmin, update: identityAdmin },
  refusesDuplicates: true,
  unmanageable: ({ name, konnect_managed }) => {
    if (konnect_managed === true) return 'the account belongs to Konnect itself';
    return isReserved(name) ? 'Konduct keeps something of its own in it' : undefined;
  },
  objection,
  create: (write) => [post(path, write)],
  update: (update) => [patch(`${path}/{id}`, update)],
};

function objection({ name }: Fields): Objection | undefined {
  if (!isReserved(name)) return undefined;
  return {
    path: 'name',
    problem: `begins with \`${reserved}\`, as Konduct's own accounts do`,
    fix: 'Give it another name.',
  };
}

function isReserved(name: unknown): boolean {
  return typeof name === 'string' && name.startsWith(reserved);
}
