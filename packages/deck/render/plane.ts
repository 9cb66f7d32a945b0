import type { SourceFile } from '@konduct/core/source/source-file';
import { type ExtraFiles, serviceFolder, teamFolders } from './extra.ts';
import { convertedName, type FileTree, limits, type RenderService, type RenderTeam } from './files.ts';

/** A team on a control plane. */
export interface PlaneMember<T extends RenderTeam = RenderTeam> {
  readonly team: T;
  /** Whether the control plane is the team's. On others it has services that name them. */
  readonly isOwn: boolean;
  /** The services of the team that go there, in the order of the manifest. */
  readonly services: readonly RenderService[];
}

/** A control plane of an environment, with everything that goes to it. */
export interface Plane<T extends RenderTeam = RenderTeam> {
  readonly organization: string;
  readonly environment: string;
  readonly name: string;
  /** At least one team, in the order of the manifest. */
  readonly members: readonly [PlaneMember<T>, ...PlaneMember<T>[]];
}

/** The control planes of some teams, in the order in which the teams and their services name them. */
export function planesOf<T extends RenderTeam>(teams: readonly T[]): Plane<T>[] {
  const planes = new Map<string, { name: string; members: PlaneMember<T>[] }>();
  const join = (name: string, member: PlaneMember<T>): void => {
    const key = JSON.stringify([member.team.organization, member.team.environment, name]);
    const plane = planes.get(key) ?? { name, members: [] };
    plane.members.push(member);
    planes.set(key, plane);
  };
  for (const team of teams) {
    const services = Map.groupBy(team.services, ({ controlPlane = team.controlPlane }) => controlPlane);
    join(team.controlPlane, { team, isOwn: true, services: services.get(team.controlPlane) ?? [] });
    for (const [name, here] of services)
      if (name !== team.controlPlane) join(name, { team, isOwn: false, services: here });
  }
  return [...planes.values()].flatMap(({ name, members: [first, ...others] }) => {
    if (!first) return [];
    const { organization, environment } = first.team;
    return [{ organization, environment, name, members: [first, ...others] }];
  });
}

/** Whether a control plane gets the decK file of one team as it is, because nothing else goes there and all of it does. */
export function isWholeTeam({ members: [{ team, isOwn, services }, ...others] }: Pick<Plane, 'members'>): boolean {
  return others.length === 0 && isOwn && services.length === team.services.length;
}

/** The files that the configuration of a control plane is merged from, each once. */
export function partsOf({ members }: Pick<Plane, 'members'>, tree: FileTree, extras: ExtraFiles): SourceFile[] {
  const converted = members.flatMap(({ services }) =>
    services.flatMap(({ directory }) => {
      const found = tree.read(`${directory}/${convertedName}`, limits.deck);
      return found.type === 'file' ? [found.file] : [];
    }),
  );
  return [...converted, ...entitiesOf({ members }, extras)];
}

/**
 * The extra decK files of a control plane: those for all control planes, those of the teams that have it, and those of the
 * services that go there.
 */
export function entitiesOf({ members }: Pick<Plane, 'members'>, extras: ExtraFiles): readonly SourceFile[] {
  const folders = members.flatMap(({ team, isOwn, services }) => [
    ...(isOwn ? teamFolders(team) : teamFolders(team).slice(0, -1)),
    ...services.map(({ directory }) => serviceFolder(directory)),
  ]);
  return extras.of([...new Set(folders)]).entities;
}
