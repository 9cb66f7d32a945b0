import { celBool, celList, celString } from '../cel/type.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import { rangeOf } from '../source/origin.ts';
import { listWithOrigin } from './origin.ts';
import { type Instance, instanceOf } from './table.ts';

interface GroupMapping {
  readonly team: string;
  readonly groups: readonly string[];
  readonly provider: 'oidc' | 'saml';
  readonly isOurs: boolean;
  /** The mapping of the manifest with the team as one of its keys. */
  readonly mappings: object;
}

const place = ({ mappings, team }: GroupMapping) => rangeOf(mappings, team);

export const groupMappingInstance = instanceOf<GroupMapping>()(
  'GroupMapping',
  { keys: {} },
  {
    description: 'A team whose members come from groups of an identity provider.',
    source: ({ mappings }) => mappings,
    self: place,
    fields: {
      key: { type: celString, description: 'The name of the team.', value: ({ team }) => team, at: place },
      groups: {
        type: celList(celString),
        description: 'The names of the groups, each once.',
        value: ({ groups }) => groups,
        at: place,
      },
      provider: {
        type: celString,
        description: 'The type of the identity provider: `oidc` or `saml`.',
        value: ({ provider }) => provider,
        at: place,
      },
      isOurs: {
        type: celBool,
        description: 'Whether the manifest has the team. Any other team has to exist in Konnect.',
        value: ({ isOurs }) => isOurs,
        at: place,
      },
    },
  },
);

/** What the group mappings of an organization are made from. */
export interface GroupMappingContext {
  readonly organization: ManifestOrganization;
  /** The names of the teams that the organization has by its manifest. */
  readonly teams: ReadonlySet<string>;
}

/**
 * The teams in an organization's `team-mappings`. Their groups belong to the provider that is enabled, else to the one
 * that is configured, OpenID Connect first.
 */
export function groupMappingsOf({
  organization: { authorization },
  teams,
}: GroupMappingContext): readonly Instance<typeof groupMappingInstance>[] {
  const mappings = authorization?.teamMappings?.idp?.mappings ?? {};
  const isOidc = authorization?.oidc?.enabled === true || (authorization?.oidc && authorization.saml?.enabled !== true);
  const provider = isOidc ? 'oidc' : 'saml';
  const made = Object.entries(mappings).map(([team, groups]) =>
    groupMappingInstance.make({
      team,
      groups: [...new Set(groups)],
      provider,
      isOurs: teams.has(team),
      mappings,
    }),
  );
  return listWithOrigin(made, mappings);
}
