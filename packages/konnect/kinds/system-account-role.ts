import { idField, idOf } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { roleFields, roleIdentity } from './role-fields.ts';
import { post } from './step.ts';

const path = '/v3/system-accounts/{system_account_id}/assigned-roles';

/** Konnect API contract 3.15.0, `/v3/system-accounts/{accountId}/assigned-roles` on the global host. */
export const systemAccountRole: KonnectKind = {
  name: 'SystemAccountRole',
  description: 'A role of a system account on one entity.',
  scope: 'global',
  contract: {
    version: '3.15.0',
    paths: [
      '/v3/system-accounts/{accountId}/assigned-roles',
      '/v3/system-accounts/{accountId}/assigned-roles/{roleId}',
    ],
  },
  assumed: ["The id `*` stands for every entity of a type (kongctl's examples use it)."],
  goesWith: [],
  fields: {
    system_account_id: { ...idOf('the system account', 'SystemAccount'), required: true, immutable: true },
    ...roleFields,
  },
  computed: { id: idField },
  identity: roleIdentity,
  collection: ['system_account_id'],
  ownership: 'links',
  links: [{ field: 'system_account_id', goesAlong: true }, { field: 'entity_id' }],
  title: '{role_name}: {system_account_id} on {entity_id}',
  grant: {
    given: 'System account {system_account_id} gets the role {role_name} on {entity_id}',
    taken: 'System account {system_account_id} loses the role {role_name} on {entity_id}',
  },
  list: { path, paging: 'page' },
  item: `${path}/{id}`,
  roles: { read: identityAdmin, create: identityAdmin },
  refusesDuplicates: true,
  // 409 means that the account has the role already.
  create: (write) => [{ ...post(path, write), repeatable: true, conflictIsDone: true }],
};
