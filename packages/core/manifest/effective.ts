import type { Manifest } from './manifest.ts';
import type { ManifestServiceDeckOptions } from './table/deck.ts';
import type { ManifestEnvironment, ManifestEnvironmentService, ManifestEnvironmentTeam } from './table/environment.ts';
import type { ManifestEnvironmentType } from './table/environment-type.ts';
import type { ManifestService } from './table/service.ts';
import type { ManifestTeam } from './table/team.ts';
import type { UpstreamTarget } from './table/upstream.ts';

/** A team as one environment has it: what the manifest says of the team, and what the environment says of it. */
export interface TeamInEnvironment {
  readonly team: ManifestTeam;
  readonly listed: ManifestEnvironmentTeam | undefined;
}

export interface ServiceInEnvironment {
  readonly service: ManifestService;
  readonly listed: ManifestEnvironmentService | undefined;
}

/** The teams of an environment: those it lists, or all. Teams nobody defines are left out; a check reports them. */
export function teamsOf(manifest: Manifest, environment: ManifestEnvironment): TeamInEnvironment[] {
  if (!environment.teams) return [...manifest.teams.values()].map((team) => ({ team, listed: undefined }));
  const teams: TeamInEnvironment[] = [];
  for (const listed of environment.teams.values()) {
    const team = manifest.teams.get(listed.key);
    if (team) teams.push({ team, listed });
  }
  return teams;
}

/** The services of a team in an environment: exactly those listed for it there, or all of the team's. */
export function servicesOf({ team, listed }: TeamInEnvironment): ServiceInEnvironment[] {
  if (!listed?.services) return [...team.services.values()].map((service) => ({ service, listed: undefined }));
  const services: ServiceInEnvironment[] = [];
  for (const item of listed.services.values()) {
    const service = team.services.get(item.key);
    if (service) services.push({ service, listed: item });
  }
  return services;
}

/** The branch an environment reads a service from: its own word, else the service's branch for this type. */
export function branchOf({ service, listed }: ServiceInEnvironment, type: ManifestEnvironmentType): string {
  return listed?.branch ?? (type.branch === 'prod' ? service.prodBranchName : service.devBranchName);
}

/** Where a service's traffic goes in an environment: what the environment says, else the service; undefined where neither does. */
export function upstreamOf({ service, listed }: ServiceInEnvironment): readonly UpstreamTarget[] | undefined {
  return listed?.upstream ?? service.upstream;
}

/** How decK converts a service's document. Only what somebody set is there. */
export type DeckOptions = Readonly<Partial<Record<Exclude<keyof ManifestServiceDeckOptions, 'uuidBase'>, boolean>>> & {
  readonly uuidBase?: string;
};

/** The options of decK for a service: its own, else its team's, else the platform's, each key by itself. */
export function deckOptionsOf(
  manifest: Manifest,
  team: Pick<ManifestTeam, 'deck'>,
  service: Pick<ManifestService, 'deck'>,
): DeckOptions {
  const levels = [manifest.platform.deck, team.deck, service.deck];
  const set = levels.flatMap((options) => Object.entries(options ?? {}).filter(([, value]) => value !== undefined));
  return Object.fromEntries(set);
}

/** The name of a team's control plane in an environment, as koctl makes it. */
export function controlPlaneNameOf({ team, listed }: TeamInEnvironment, environment: ManifestEnvironment): string {
  return listed?.controlPlaneName ?? `${team.key}-${environment.key}`;
}

/** The folder of a team in an environment, relative to the platform directory. Its decK file lies in it. */
export function teamDirectory(organization: string, environment: string, team: string): string {
  return `${organization}/envs/${environment}/teams/${team}`;
}

/** The folder a service's staged files lie in, relative to the platform directory. */
export function serviceDirectory(organization: string, environment: string, team: string, service: string): string {
  return `${teamDirectory(organization, environment, team)}/services/${service}`;
}
