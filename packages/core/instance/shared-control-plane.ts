import { celBool, celList, celString } from '../cel/type.ts';
import { type ControlPlaneInEnvironment, controlPlaneNameOf } from '../manifest/effective.ts';
import type { ManifestEnvironment } from '../manifest/table/environment.ts';
import { rangeOf } from '../source/origin.ts';
import { type Instance, instanceOf } from './table.ts';

/** A control plane that is not that of one team alone. */
export type SharedControlPlane = Instance<typeof sharedControlPlaneInstance>;

interface SharedControlPlaneContext {
  readonly environment: ManifestEnvironment;
  readonly controlPlane: ControlPlaneInEnvironment;
}

export const sharedControlPlaneInstance = instanceOf<SharedControlPlaneContext>()(
  'SharedControlPlane',
  { keys: {} },
  {
    description: 'A control plane of several teams of an environment, or one that their services name.',
    source: ({ environment }) => environment,
    self: ({ environment, controlPlane }) => placeOf(environment, controlPlane),
    fields: {
      name: {
        type: celString,
        description: 'Its name.',
        value: ({ controlPlane }) => controlPlane.name,
        at: ({ environment, controlPlane }) => placeOf(environment, controlPlane),
      },
      teams: {
        type: celList(celString),
        description: 'The names of the teams that have it, or have services on it.',
        value: ({ controlPlane }) => controlPlane.teams.map(({ team }) => team.key),
      },
      deletionProtection: {
        type: celBool,
        description: 'Whether one of its teams has `deletion-protection`.',
        value: ({ controlPlane }) => controlPlane.teams.some(({ team }) => team.deletionProtection),
      },
    },
  },
);

/** The first place that names it: of a team in the environment, or of a service there. */
function placeOf(environment: ManifestEnvironment, { name, teams }: ControlPlaneInEnvironment) {
  const named = teams.flatMap(({ listed }) => [
    ...(listed?.controlPlaneName === name ? [rangeOf(listed, 'controlPlaneName')] : []),
    ...[...(listed?.services?.values() ?? [])].flatMap((service) =>
      service.controlPlaneName === name ? [rangeOf(service, 'controlPlaneName')] : [],
    ),
  ]);
  const own = teams.find((team) => controlPlaneNameOf(team, environment) === name);
  return named.find((range) => range !== undefined) ?? rangeOf(own?.listed, 'key') ?? rangeOf(environment, 'key');
}
