import { celBool, celList, celString } from '../cel/type.ts';
import { type ManifestTeam, teamTable } from '../manifest/table/team.ts';
import { distinctAddresses } from './people.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** A team of an organization. */
export type OrganizationTeam = Instance<typeof teamInstance>;

export const teamInstance = instanceOf<ManifestTeam>()('OrganizationTeam', teamTable, {
  description: 'A team of an organization, once however many environments use it.',
  source: (team) => team,
  fields: {
    key: { type: celString, description: 'The name of the team.', value: ({ key }) => key },
    description: asWritten,
    users: {
      type: celList(celString),
      description:
        'E-mail addresses of its members in lower case, each once; none also where the manifest does not say who is in ' +
        'the team.',
      value: ({ users = [] }) => distinctAddresses([users]),
    },
    managesUsers: {
      type: celBool,
      description: 'Whether the manifest says who is in the team.',
      value: ({ users }) => users !== undefined,
    },
    deletionProtection: asWritten,
  },
});
