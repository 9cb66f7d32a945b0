import type { Environment, EnvironmentTeam, EnvironmentType, Service } from '@konduct/core/instance/instance';
import { organizationInstances } from '@konduct/core/instance/organization';
import { serviceDirectory, teamDirectory } from '@konduct/core/manifest/effective';
import type { LoadedManifest } from '@konduct/core/manifest/load';
import type { GitConfig } from '@konduct/core/manifest/table/git';
import { rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';
import type { StageOptions } from './options.ts';

/** A service in an environment of an organization: the target of a specification, with its origin. */
export interface StageTarget {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  readonly service: Service;
  /** The type of its environment. */
  readonly type: EnvironmentType;
  readonly git: GitConfig | undefined;
  readonly directory: string;
  readonly stagedPath: string;
  /** Whether this run asks for it. */
  readonly asked: boolean;
  readonly at: SourceRange | undefined;
}

export interface StageTeam {
  readonly organization: string;
  readonly environment: string;
  readonly team: string;
  readonly directory: string;
  /** Its control plane. */
  readonly controlPlane: string;
  readonly targets: readonly StageTarget[];
}

/**
 * The teams of every selected environment with their services, in the manifest's order. A pull request is for all
 * organizations of an environment: those that are not selected are included and not asked for.
 */
export function stageTeams({ manifest, apiNames }: LoadedManifest, options: StageOptions): StageTeam[] {
  const teamOf = (environment: Environment, organization: string, team: EnvironmentTeam): StageTeam => {
    const services = manifest.teams.get(team.key)?.services;
    return {
      organization,
      environment: environment.key,
      team: team.key,
      directory: teamDirectory(organization, environment.key, team.key),
      controlPlane: team.controlPlaneName,
      targets: team.services.map((service) => ({
        organization,
        environment: environment.key,
        team: team.key,
        service,
        type: environment.type,
        git: services?.get(service.key)?.git,
        directory: serviceDirectory(organization, environment.key, team.key, service.key),
        stagedPath: service.stagedPath,
        asked: isSelected(options.organizations, organization) && isSelected(options.services, service.key),
        at: rangeOf(service, 'branch') ?? rangeOf(service),
      })),
    };
  };
  return organizationInstances(manifest, apiNames)
    .filter(({ key }) => options.target === 'pull-request' || isSelected(options.organizations, key))
    .flatMap((organization) =>
      organization.environments
        .filter(({ key }) => isSelected(options.environments, key))
        .flatMap((environment) => environment.teams.map((team) => teamOf(environment, organization.key, team))),
    );
}

export function isSelected(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}
