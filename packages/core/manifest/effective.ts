import { type MemberOrigin, memberOriginOf, rangeOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
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

/**
 * The teams of an environment: the ones under its `teams`, or all. Undefined teams are left out; `checkEnvironments`
 * reports them.
 */
export function teamsOf(manifest: Manifest, environment: ManifestEnvironment): TeamInEnvironment[] {
  if (!environment.teams) return [...manifest.teams.values()].map((team) => ({ team, listed: undefined }));
  const teams: TeamInEnvironment[] = [];
  for (const listed of environment.teams.values()) {
    const team = manifest.teams.get(listed.key);
    if (team) teams.push({ team, listed });
  }
  return teams;
}

/**
 * The services of a team in an environment: all of the team's where the environment lists no teams, else the ones listed
 * for it there. A listed team without `services` has none, as in koctl: an API that nobody asked for must not become
 * visible.
 */
export function servicesOf({ team, listed }: TeamInEnvironment): ServiceInEnvironment[] {
  if (!listed) return [...team.services.values()].map((service) => ({ service, listed: undefined }));
  const services: ServiceInEnvironment[] = [];
  for (const item of listed.services?.values() ?? []) {
    const service = team.services.get(item.key);
    if (service) services.push({ service, listed: item });
  }
  return services;
}

/**
 * The branch that an environment reads a service from: its own `branch` for the service, else the service's branch for
 * this type.
 */
export function branchOf({ service, listed }: ServiceInEnvironment, type: ManifestEnvironmentType): string {
  return listed?.branch ?? (type.branch === 'prod' ? service.prodBranchName : service.devBranchName);
}

/**
 * The targets of a service's traffic in an environment: the environment's `upstream`, else the service's; undefined
 * without either.
 */
export function upstreamOf({ service, listed }: ServiceInEnvironment): readonly UpstreamTarget[] | undefined {
  return listed?.upstream ?? service.upstream;
}

/** The options with which decK converts a service's document. An option that no manifest sets is absent. */
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

interface Parameterised {
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The parameters of several levels, the nearest last: each key of the nearest that has it, with its place there. A key
 * that is set to null is left out where a level above has it.
 *
 * @param isOwn whether they are said of the last level's thing itself; otherwise each key counts as inherited
 */
export function parametersOf(
  levels: readonly (Parameterised | undefined)[],
  { isOwn, above = [] }: { readonly isOwn: boolean; readonly above?: readonly (Parameterised | undefined)[] },
): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>();
  const members = new Map<string, MemberOrigin>();
  const inherited = new Set<string>();
  let self: SourceRange | undefined;
  for (const [index, level] of [...above, ...levels].entries()) {
    for (const [key, value] of Object.entries(level?.parameters ?? {})) {
      if (value === null && values.has(key)) values.delete(key);
      else values.set(key, value);
      if (!isOwn || index < above.length) inherited.add(key);
      else inherited.delete(key);
      const member = level && memberOriginOf(level.parameters, key);
      if (member) members.set(key, member);
      self = rangeOf(level?.parameters) ?? self;
    }
  }
  const merged = Object.fromEntries(values);
  return self ? setOrigin(merged, { self, members, inherited }) : merged;
}

/** The name of a team's control plane in an environment. The default is koctl's. */
export function controlPlaneNameOf({ team, listed }: TeamInEnvironment, environment: ManifestEnvironment): string {
  return listed?.controlPlaneName ?? `${team.key}-${environment.key}`;
}

/** The name of the control plane of a service in an environment: what the environment says of it, else its team's. */
export function serviceControlPlaneOf({ listed }: ServiceInEnvironment, teamControlPlane: string): string {
  return listed?.controlPlaneName ?? teamControlPlane;
}

/** A control plane of an environment by its name, with the teams that have it or have services on it, each once. */
export interface ControlPlaneInEnvironment {
  readonly name: string;
  readonly teams: readonly TeamInEnvironment[];
  /** Whether it is more than the control plane of one team: several are on it, or it is the one of no team. */
  readonly isShared: boolean;
}

/** The control planes of an environment by their names, in the order in which teams and services name them. */
export function controlPlanesOf(
  manifest: Manifest,
  environment: ManifestEnvironment,
): ReadonlyMap<string, ControlPlaneInEnvironment> {
  const teams = new Map<string, Set<TeamInEnvironment>>();
  const own = new Set<string>();
  for (const team of teamsOf(manifest, environment)) {
    const name = controlPlaneNameOf(team, environment);
    own.add(name);
    for (const one of [name, ...servicesOf(team).map((service) => serviceControlPlaneOf(service, name))])
      teams.set(one, (teams.get(one) ?? new Set()).add(team));
  }
  return new Map(
    [...teams].map(([name, on]) => [name, { name, teams: [...on], isShared: on.size > 1 || !own.has(name) }]),
  );
}

/** The folder of a team in an environment, relative to the platform directory. The team's decK file is in it. */
export function teamDirectory(organization: string, environment: string, team: string): string {
  return `${organization}/envs/${environment}/teams/${team}`;
}

/** The folder of a service's staged files, relative to the platform directory. */
export function serviceDirectory(organization: string, environment: string, team: string, service: string): string {
  return `${teamDirectory(organization, environment, team)}/services/${service}`;
}
