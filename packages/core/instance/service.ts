import { celDyn, celList, celMap, celString } from '../cel/type.ts';
import {
  branchOf,
  deckOptionsOf,
  parametersOf,
  serviceControlPlaneOf,
  serviceDirectory,
  upstreamOf,
} from '../manifest/effective.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type {
  ManifestEnvironment,
  ManifestEnvironmentService,
  ManifestEnvironmentTeam,
} from '../manifest/table/environment.ts';
import type { ManifestEnvironmentType } from '../manifest/table/environment-type.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import { type ManifestService, serviceTable } from '../manifest/table/service.ts';
import type { ManifestTeam } from '../manifest/table/team.ts';
import { rangeOf } from '../source/origin.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

/** A service in an environment. */
export type Service = Instance<typeof serviceInstance>;

/** A service of a team in an environment, with the environment's settings for it and the name of its API there. */
export interface ServiceContext {
  readonly manifest: Manifest;
  readonly organization: ManifestOrganization;
  readonly environment: ManifestEnvironment;
  readonly type: ManifestEnvironmentType;
  readonly team: ManifestTeam;
  readonly service: ManifestService;
  readonly listed: ManifestEnvironmentService | undefined;
  readonly apiName: string;
  /** The name of the team's control plane there. */
  readonly teamControlPlane: string;
  /** What the environment says of the team. */
  readonly listedTeam: ManifestEnvironmentTeam | undefined;
}

export const serviceInstance = instanceOf<ServiceContext>()('Service', serviceTable, {
  description: 'A service in an environment, with the name that its API has there.',
  source: ({ service }) => service,
  self: ({ listed }) => rangeOf(listed),
  fields: {
    key: {
      type: celString,
      description: 'The key in the manifest, usually owner/repository.',
      value: ({ service }) => service.key,
    },
    name: asWritten,
    description: asWritten,
    apiName: {
      type: celString,
      description: 'The name of its API in this environment, as the environment type says.',
      value: ({ apiName }) => apiName,
      at: ({ service }) => rangeOf(service, 'name'),
    },
    specPath: asWritten,
    branch: {
      type: celString,
      description: 'The branch of its repository that this environment reads.',
      value: (context) => branchOf(context, context.type),
      at: ({ service, listed, type }) =>
        rangeOf(listed, 'branch') ?? rangeOf(service, type.branch === 'prod' ? 'prodBranchName' : 'devBranchName'),
    },
    stagedPath: {
      type: celString,
      description: 'Where its staged specification is, relative to the platform directory.',
      value({ organization, environment, team, service }) {
        return `${serviceDirectory(organization.key, environment.key, team.key, service.key)}/openapi.yaml`;
      },
      at: ({ service }) => rangeOf(service, 'key'),
    },
    blueprint: asWritten,
    parameters: {
      type: celMap(celDyn),
      description:
        'The parameters for its blueprint: its own, those of its team and those of the environment, of which the nearest counts.',
      value: ({ environment, team, service, listedTeam, listed }) =>
        parametersOf([service, listed], { isOwn: true, above: [environment, team, listedTeam] }),
    },
    controlPlaneName: {
      type: celString,
      description: 'The name of the control plane that it goes to in this environment.',
      value: (context) => serviceControlPlaneOf(context, context.teamControlPlane),
      at: ({ service, listed }) => rangeOf(listed, 'controlPlaneName') ?? rangeOf(service, 'key'),
    },
    upstream: {
      type: celList(celMap(celDyn)),
      description: 'Where its traffic goes in this environment: each place with a `url` or a `server`, and a `weight`.',
      optional: true,
      value: upstreamOf,
      at: ({ service, listed }) => rangeOf(listed, 'upstream') ?? rangeOf(service, 'upstream'),
    },
    deck: {
      type: celMap(celDyn),
      description: 'How decK converts its document: what the service, its team or the platform has set.',
      value: ({ manifest, team, service }) => deckOptionsOf(manifest, team, service),
      at: ({ service }) => rangeOf(service, 'deck'),
    },
    deletionProtection: asWritten,
  },
});
