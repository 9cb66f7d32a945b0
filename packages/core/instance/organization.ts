import { celBool, celList, celString, celStruct } from '../cel/type.ts';
import type { ApiNames } from '../manifest/api-name.ts';
import { controlPlanesOf } from '../manifest/effective.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type ManifestOrganization, organizationTable } from '../manifest/table/organization.ts';
import { rangeOf } from '../source/origin.ts';
import { type Environment, environmentInstance } from './environment.ts';
import { environmentTypeInstance } from './environment-type.ts';
import { listWithOrigin } from './origin.ts';
import { distinctAddresses } from './people.ts';
import { type PlatformContext, platformInstance } from './platform.ts';
import { signInInstance } from './sign-in.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';
import { teamInstance } from './team.ts';

/** An organization of the manifest with its teams and environments. */
export type Organization = Instance<typeof organizationInstance>;

interface OrganizationContext extends PlatformContext {
  readonly environments: readonly Environment[];
}

export const organizationInstance = instanceOf<OrganizationContext>()('Organization', organizationTable, {
  description: 'An organization of the manifest, with everything in it.',
  source: ({ organization }) => organization,
  fields: {
    key: {
      type: celString,
      description: 'The name of the organization in the manifest.',
      value: ({ organization }) => organization.key,
    },
    platform: {
      type: celStruct(platformInstance.struct),
      description: 'The platform that manages it.',
      value: (context) => platformInstance.make(context),
    },
    teams: {
      type: celList(celStruct(teamInstance.struct)),
      description: 'The teams its environments use, each once.',
      value({ manifest, environments }) {
        const used = new Set(environments.flatMap(({ teams }) => teams.map(({ key }) => key)));
        const teams = [...manifest.teams.values()].filter(({ key }) => used.has(key)).map(teamInstance.make);
        return listWithOrigin(teams, manifest.teams);
      },
    },
    people: {
      type: celList(celString),
      description: 'E-mail addresses of everybody in its teams in lower case, each once.',
      value({ manifest, environments }) {
        const used = new Set(environments.flatMap(({ teams }) => teams.map(({ key }) => key)));
        const teams = [...manifest.teams.values()].filter(({ key }) => used.has(key));
        return distinctAddresses(teams.flatMap(({ users }) => (users ? [users] : [])));
      },
    },
    signIn: {
      type: celStruct(signInInstance.struct),
      description: 'How people sign in to it, as far as the manifest says so.',
      value({ organization, environments }) {
        const teams = new Set(environments.flatMap((environment) => environment.teams.map(({ key }) => key)));
        return signInInstance.make({ organization, teams });
      },
      at: ({ organization }) => rangeOf(organization, 'authorization'),
    },
    environments: {
      type: celList(celStruct(environmentInstance.struct)),
      description: 'Its environments.',
      value: ({ organization, environments }) => listWithOrigin(environments, organization.environments),
    },
    usedRegions: {
      type: celList(celString),
      description: 'The regions of its environments, each once.',
      value: ({ environments }) => [...new Set(environments.map(({ region }) => region))].sort(),
      at: ({ organization }) => rangeOf(organization, 'environments'),
    },
    customReports: {
      type: celBool,
      description: 'Whether it has koctl’s two reports in every region used. It has, unless the manifest says no.',
      value: ({ organization: { enableCustomReports = true } }) => enableCustomReports,
      at: ({ organization }) => rangeOf(organization, 'enableCustomReports'),
    },
    regions: asWritten,
    deletionProtection: asWritten,
  },
});

/**
 * The organizations of a manifest as expressions see them. Environments without a known type or region and undefined
 * teams have been reported and are left out, so that the rest can be checked.
 */
export function organizationInstances(manifest: Manifest, apiNames: ApiNames): Organization[] {
  const types = new Map([...manifest.environmentTypes].map(([key, type]) => [key, environmentTypeInstance.make(type)]));
  const environmentsOf = (organization: ManifestOrganization) =>
    [...organization.environments.values()].flatMap((environment) => {
      const type = environment.type === undefined ? undefined : manifest.environmentTypes.get(environment.type);
      const typeInstance = type && types.get(type.key);
      if (!typeInstance || environment.region === undefined) return [];
      const controlPlanes = controlPlanesOf(manifest, environment);
      return [
        environmentInstance.make({ manifest, apiNames, organization, environment, type, typeInstance, controlPlanes }),
      ];
    });
  return [...manifest.organizations.values()].map((organization) =>
    organizationInstance.make({ manifest, organization, environments: environmentsOf(organization) }),
  );
}
