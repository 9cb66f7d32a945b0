import { celDyn, celList, celMap, celString, celStruct } from '../cel/type.ts';
import type { ApiNames } from '../manifest/api-name.ts';
import { type ControlPlaneInEnvironment, parametersOf, teamsOf } from '../manifest/effective.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { environmentTable, type ManifestEnvironment } from '../manifest/table/environment.ts';
import type { ManifestEnvironmentType } from '../manifest/table/environment-type.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import { environmentTeamInstance } from './environment-team.ts';
import { type EnvironmentType, environmentTypeInstance } from './environment-type.ts';
import { listWithOrigin } from './origin.ts';
import { sharedControlPlaneInstance } from './shared-control-plane.ts';
import { asRequired, asWritten, type Instance, instanceOf } from './table.ts';

/** An environment of an organization. */
export type Environment = Instance<typeof environmentInstance>;

export interface EnvironmentContext {
  readonly manifest: Manifest;
  readonly apiNames: ApiNames;
  readonly organization: ManifestOrganization;
  readonly environment: ManifestEnvironment;
  readonly type: ManifestEnvironmentType;
  /** The instance of the environment's type. All environments of a type share one. */
  readonly typeInstance: EnvironmentType;
  /** The control planes of the environment, by their names. */
  readonly controlPlanes: ReadonlyMap<string, ControlPlaneInEnvironment>;
}

export const environmentInstance = instanceOf<EnvironmentContext>()('Environment', environmentTable, {
  description: 'An environment of an organization.',
  source: ({ environment }) => environment,
  fields: {
    key: {
      type: celString,
      description: 'The name of the environment.',
      value: ({ environment }) => environment.key,
    },
    region: asRequired,
    type: {
      type: celStruct(environmentTypeInstance.struct),
      description: 'Its type.',
      value: ({ typeInstance }) => typeInstance,
    },
    teams: {
      type: celList(celStruct(environmentTeamInstance.struct)),
      description: 'The teams in this environment.',
      value(context) {
        const { manifest, environment } = context;
        const teams = teamsOf(manifest, environment).map((team) =>
          environmentTeamInstance.make({ ...context, ...team }),
        );
        return listWithOrigin(teams, environment.teams ?? environment);
      },
    },
    sharedControlPlanes: {
      type: celList(celStruct(sharedControlPlaneInstance.struct)),
      description:
        'The control planes that are not those of one team alone: several teams share them, or services name them.',
      value({ environment, controlPlanes }) {
        const shared = [...controlPlanes.values()].filter(({ isShared }) => isShared);
        return listWithOrigin(
          shared.map((controlPlane) => sharedControlPlaneInstance.make({ environment, controlPlane })),
          environment.teams ?? environment,
        );
      },
    },
    blueprint: asWritten,
    parameters: {
      type: celMap(celDyn),
      description: 'The parameters for its blueprint, and for the teams and services in it.',
      value: ({ environment }) => parametersOf([environment], { isOwn: false }),
    },
    dependsOn: asWritten,
    deletionProtection: asWritten,
    failOn: asWritten,
  },
});
