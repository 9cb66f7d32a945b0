import type { Environment, Organization } from '@konduct/core/instance/instance';
import { teamDirectory } from '@konduct/core/manifest/effective';
import type { RenderTeam } from '@konduct/deck/render/files';
import type { PlatformOptions } from '../options.ts';
import { type ManifestProtection, manifestProtection } from './protection.ts';
import { renderedService } from './rendered-service.ts';

/** A team in an environment with the control plane of its decK file. */
export interface DeckTeam extends RenderTeam {
  readonly region: string;
  readonly protection: ManifestProtection;
}

/** The teams of a run, in the order of the manifest. */
export function deckTeams(
  organizations: readonly Organization[],
  selection: Pick<PlatformOptions, 'organizations' | 'environments'>,
): DeckTeam[] {
  const selected = (names: readonly string[], name: string) => names.length === 0 || names.includes(name);
  return organizations
    .filter(({ key }) => selected(selection.organizations, key))
    .flatMap((organization) =>
      organization.environments
        .filter(({ key }) => selected(selection.environments, key))
        .flatMap((environment) => teamsIn(organization, environment)),
    );
}

function teamsIn(organization: Organization, environment: Environment): DeckTeam[] {
  return environment.teams.map((team) => ({
    organization: organization.key,
    environment: environment.key,
    team: team.key,
    region: environment.region,
    controlPlane: team.controlPlaneName,
    protection: manifestProtection(organization, environment, team),
    directory: teamDirectory(organization.key, environment.key, team.key),
    services: team.services.map((service) => renderedService(service, environment.type)),
  }));
}
