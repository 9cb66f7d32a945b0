import { createdAtField, idField, labelsField, updatedAtField } from './field-shapes.ts';
import type { KonnectKind } from './kind.ts';
import { identityAdmin } from './role.ts';
import { patch, post } from './step.ts';

/** Konnect API contract 3.15.0, `/v3/teams` on the global host. */
export const team: KonnectKind = {
  name: 'Team',
  description: 'A team of people; roles given to it are given to its members.',
  scope: 'global',
  contract: { version: '3.15.0', paths: ['/v3/teams', '/v3/teams/{teamId}'] },
  assumed: ['A second team may have the name of another: the contract has no answer for that.'],
  goesWith: ['its memberships, roles and group mappings'],
  fields: {
    name: { type: 'string', description: 'The name of the team.', required: true, minLength: 1, maxLength: 250 },
    description: { type: 'string', description: 'What the team is for.', minLength: 1, maxLength: 250 },
    labels: labelsField,
  },
  computed: {
    id: idField,
    system_team: { type: 'boolean', description: 'Whether Konnect itself owns the team.' },
    created_at: createdAtField,
    updated_at: updatedAtField,
  },
  identity: ['name'],
  cannotBeUndone: [{ what: "the team's members, roles and group mappings that no manifest lists", has: 'unknown' }],
  collection: [],
  reference: {
    selector: { name: { type: 'string', description: 'The name of the team.', required: true } },
    yields: 'one',
    source: 'provider',
    missing: 'mistake',
    describe: ({ name }) => `a team with the name ${String(name)}`,
    matches: ({ name, system_team: isOwn }, wanted) =>
      name === wanted.name || (isOwn === true && plain(name) === plain(wanted.name)),
  },
  ownership: 'labels',
  list: { path: '/v3/teams', paging: 'page', pageSize: 100, lookup: { name: 'filter[name][eq]' } },
  defaults: { system_team: false },
  roles: { read: identityAdmin, create: identityAdmin, update: identityAdmin },
  // The contract has no answer for a name that another team has.
  refusesDuplicates: false,
  item: '/v3/teams/{id}',
  create: (write) => [post('/v3/teams', write)],
  update: (update) => [patch('/v3/teams/{id}', update)],
  unmanageable: (object) => (object.system_team === true ? 'the team belongs to Konnect itself' : undefined),
};

/** A name as Konnect has it, `organization-admin`, and as its pages show it, `Organization Admin`. */
function plain(name: unknown): string {
  return String(name).toLowerCase().replaceAll(/[ -]+/g, '-');
}
