import type { ApiNames } from '../manifest/api-name.ts';
import {
  branchOf,
  controlPlaneNameOf,
  type ServiceInEnvironment,
  serviceDirectory,
  servicesOf,
  type TeamInEnvironment,
  teamsOf,
} from '../manifest/effective.ts';
import type * as manifested from '../manifest/manifest.ts';
import { ownerOf } from '../manifest/owner.ts';
import { rangeOf } from '../source/origin.ts';
import type { Environment, EnvironmentTeam, EnvironmentType, Organization, Service, Team } from './instance.ts';
import { placed, placedList } from './place.ts';

/**
 * The organizations of a manifest as expressions see them. What a check has refused (an environment without a known type
 * or region, a team nobody defines) is left out, so that the rest can still be looked at.
 */
export function organizationInstances(manifest: manifested.Manifest, apiNames: ApiNames): Organization[] {
  const types = new Map<manifested.EnvironmentType, EnvironmentType>();
  for (const type of manifest.environmentTypes.values()) types.set(type, environmentTypeInstance(type));
  return [...manifest.organizations.values()].map((organization) => {
    const environments = [...organization.environments.values()].flatMap((environment) => {
      const type = environment.type === undefined ? undefined : manifest.environmentTypes.get(environment.type);
      const instance = type && types.get(type);
      if (!instance || environment.region === undefined) return [];
      const services = (member: TeamInEnvironment) =>
        servicesOf(member).flatMap((item) => {
          const apiName = apiNames(type, item.service, environment.key);
          if (apiName === undefined) return [];
          const directory = serviceDirectory(organization.key, environment.key, member.team.key, item.service.key);
          return [serviceInstance(item, type, apiName, `${directory}/openapi.yaml`)];
        });
      const teams = teamsOf(manifest, environment).map((member) =>
        environmentTeamInstance(member, environment, services(member)),
      );
      return [environmentInstance(environment, environment.region, instance, teams)];
    });
    const used = new Set(environments.flatMap(({ teams }) => teams.map(({ key }) => key)));
    const teams = [...manifest.teams.values()].filter((team) => used.has(team.key)).map(teamInstance);
    return placed(
      {
        key: organization.key,
        platform: platformInstance(manifest, organization),
        teams: placedList(teams, manifest.teams),
        environments: placedList(environments, organization.environments),
        deletionProtection: organization.deletionProtection,
      },
      organization,
    );
  });
}

function environmentInstance(
  environment: manifested.Environment,
  region: string,
  type: EnvironmentType,
  teams: readonly EnvironmentTeam[],
): Environment {
  return placed(
    {
      key: environment.key,
      region,
      type,
      teams: placedList(teams, environment.teams ?? environment),
      dependsOn: environment.dependsOn,
      deletionProtection: environment.deletionProtection,
    },
    environment,
  );
}

function platformInstance(
  manifest: manifested.Manifest,
  organization: manifested.Organization,
): Organization['platform'] {
  const { name, git } = manifest.platform;
  return placed(
    {
      owner: ownerOf(manifest, organization).owner,
      ...(name === undefined ? {} : { name }),
      ...(git?.remote === undefined ? {} : { remote: git.remote }),
    },
    manifest.platform,
    { owner: rangeOf(manifest.platform, 'name'), remote: git && rangeOf(git, 'remote') },
  );
}

function environmentTypeInstance(type: manifested.EnvironmentType): EnvironmentType {
  return placed(
    {
      key: type.key,
      branch: type.branch,
      portal: type.portal,
      ...(type.teamRole === undefined ? {} : { teamRole: type.teamRole }),
      ...(type.clusterType === undefined ? {} : { clusterType: type.clusterType }),
    },
    type,
  );
}

function teamInstance(team: manifested.Team): Team {
  return placed(
    {
      key: team.key,
      ...(team.description === undefined ? {} : { description: team.description }),
      users: team.users,
      listsUsers: team.listsUsers,
      deletionProtection: team.deletionProtection,
    },
    team,
  );
}

function environmentTeamInstance(
  member: TeamInEnvironment,
  environment: manifested.Environment,
  services: readonly Service[],
): EnvironmentTeam {
  const { team, listed } = member;
  return placed(
    {
      key: team.key,
      ...(team.description === undefined ? {} : { description: team.description }),
      controlPlaneName: controlPlaneNameOf(member, environment),
      services: placedList(services, listed?.services ?? team.services),
      deletionProtection: team.deletionProtection,
    },
    team,
    { controlPlaneName: rangeOf(listed, 'controlPlaneName') ?? rangeOf(team, 'key') },
    rangeOf(listed),
  );
}

function serviceInstance(
  { service, listed }: ServiceInEnvironment,
  type: manifested.EnvironmentType,
  apiName: string,
  stagedPath: string,
): Service {
  const branchKey = type.branch === 'prod' ? 'prodBranchName' : 'devBranchName';
  return placed(
    {
      key: service.key,
      name: service.name,
      ...(service.description === undefined ? {} : { description: service.description }),
      apiName,
      specPath: service.specPath,
      branch: branchOf({ service, listed }, type),
      stagedPath,
      ...(service.blueprint === undefined ? {} : { blueprint: service.blueprint }),
      parameters: service.parameters,
      deletionProtection: service.deletionProtection,
    },
    service,
    {
      apiName: rangeOf(service, 'name'),
      branch: rangeOf(listed, 'branch') ?? rangeOf(service, branchKey),
      stagedPath: rangeOf(service, 'key'),
    },
    rangeOf(listed),
  );
}
