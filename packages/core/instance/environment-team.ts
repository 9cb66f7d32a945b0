import { celBool, celDyn, celList, celMap, celString, celStruct } from '../cel/type.ts';
import type { ApiNames } from '../manifest/api-name.ts';
import {
  type ControlPlaneInEnvironment,
  controlPlaneNameOf,
  parametersOf,
  servicesOf,
  type TeamInEnvironment,
} from '../manifest/effective.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { ManifestEnvironment } from '../manifest/table/environment.ts';
import type { ManifestEnvironmentType } from '../manifest/table/environment-type.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import { teamTable } from '../manifest/table/team.ts';
import { rangeOf } from '../source/origin.ts';
import { listWithOrigin } from './origin.ts';
import { type Service, serviceInstance } from './service.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** A team in an environment. */
export type EnvironmentTeam = Instance<typeof environmentTeamInstance>;

export interface EnvironmentTeamContext extends TeamInEnvironment {
  readonly manifest: Manifest;
  readonly organization: ManifestOrganization;
  readonly environment: ManifestEnvironment;
  readonly type: ManifestEnvironmentType;
  readonly apiNames: ApiNames;
  /** The control planes of the environment, by their names. */
  readonly controlPlanes: ReadonlyMap<string, ControlPlaneInEnvironment>;
}

export const environmentTeamInstance = instanceOf<EnvironmentTeamContext>()('EnvironmentTeam', teamTable, {
  description: 'A team in an environment: with the services and the control plane it has there.',
  source: ({ team }) => team,
  self: ({ listed }) => rangeOf(listed),
  fields: {
    key: { type: celString, description: 'The name of the team.', value: ({ team }) => team.key },
    description: asWritten,
    controlPlaneName: {
      type: celString,
      description: 'The name of its control plane in this environment.',
      value: (context) => controlPlaneNameOf(context, context.environment),
      at: ({ team, listed }) => rangeOf(listed, 'controlPlaneName') ?? rangeOf(team, 'key'),
    },
    sharesControlPlane: {
      type: celBool,
      description: 'Whether other teams, or services of theirs, are on its control plane in this environment.',
      value: (context) =>
        context.controlPlanes.get(controlPlaneNameOf(context, context.environment))?.isShared ?? false,
    },
    services: {
      type: celList(celStruct(serviceInstance.struct)),
      description: 'Its services in this environment.',
      value: servicesIn,
    },
    blueprint: asWritten,
    parameters: {
      type: celMap(celDyn),
      description: 'The parameters of the team and of the environment, of which the nearest counts.',
      value: ({ environment, team, listed }) => parametersOf([environment, team, listed], { isOwn: false }),
    },
    deletionProtection: asWritten,
  },
});

/** A service whose API has no name is left out: that has been reported. */
function servicesIn(context: EnvironmentTeamContext): readonly Service[] {
  const { team, listed, type, environment, apiNames } = context;
  const teamControlPlane = controlPlaneNameOf(context, environment);
  const services = servicesOf(context).flatMap((item) => {
    const apiName = apiNames(type, item.service, environment.key);
    return apiName === undefined
      ? []
      : [serviceInstance.make({ ...context, ...item, apiName, teamControlPlane, listedTeam: listed })];
  });
  return listWithOrigin(services, listed?.services ?? team.services);
}
