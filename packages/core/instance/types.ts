import { type CelType, celBool, celDyn, celList, celMap, celString, celStruct, type StructType } from '../cel/type.ts';

type Fields = Record<string, { type: CelType; always: boolean; description: string }>;

function field(type: CelType, description: string): Fields[string] {
  return { type, always: true, description };
}

function optional(type: CelType, description: string): Fields[string] {
  return { type, always: false, description };
}

function struct(name: string, fields: Fields): StructType {
  return { name, fields: new Map(Object.entries(fields)) };
}

/** The type of {@link import('./instance.ts').Service} in expressions. The types below mirror instance.ts field by field. */
export const serviceType = struct('Service', {
  key: field(celString, 'The key in the manifest, usually owner/repository.'),
  name: field(celString, 'The name of the service.'),
  description: optional(celString, 'What the service is for.'),
  apiName: field(celString, 'The name of its API in this environment, as the environment type says.'),
  specPath: field(celString, 'Where its specification is in its own repository.'),
  branch: field(celString, 'The branch of its repository that this environment reads.'),
  stagedPath: field(celString, 'Where its staged specification is, relative to the platform directory.'),
  blueprint: optional(celString, 'The blueprint it asks for.'),
  parameters: field(celMap(celDyn), 'The parameters it gives to the blueprint.'),
  deletionProtection: field(celBool, 'Whether what it becomes must not be deleted.'),
});

export const environmentTeamType = struct('EnvironmentTeam', {
  key: field(celString, 'The name of the team.'),
  description: optional(celString, 'What the team does.'),
  controlPlaneName: field(celString, 'The name of its control plane in this environment.'),
  services: field(celList(celStruct(serviceType)), 'Its services in this environment.'),
  deletionProtection: field(celBool, 'Whether what it becomes must not be deleted.'),
});

export const portalSettingsType = struct('PortalSettings', {
  visibility: field(celString, 'public or private.'),
  authentication: field(celBool, 'Whether the portal asks people to log in.'),
});

export const environmentTypeType = struct('EnvironmentType', {
  key: field(celString, 'The name of the type.'),
  branch: field(celString, 'Which branch of a service it reads: dev or prod.'),
  portal: field(celStruct(portalSettingsType), 'Settings of the developer portal.'),
  teamRole: optional(celString, 'The role teams get on their control plane.'),
  clusterType: optional(celString, 'The cluster type of control planes.'),
});

export const environmentType = struct('Environment', {
  key: field(celString, 'The name of the environment.'),
  region: field(celString, 'The Konnect region.'),
  type: field(celStruct(environmentTypeType), 'Its type.'),
  teams: field(celList(celStruct(environmentTeamType)), 'The teams in this environment.'),
  dependsOn: field(celList(celString), 'Environments of the organization that come before it.'),
  deletionProtection: field(celBool, 'Whether what it becomes must not be deleted.'),
});

export const teamType = struct('OrganizationTeam', {
  key: field(celString, 'The name of the team.'),
  description: optional(celString, 'What the team does.'),
  users: field(celList(celString), 'E-mail addresses of its members.'),
  listsUsers: field(celBool, 'Whether the manifest says who belongs to the team, be it nobody.'),
  deletionProtection: field(celBool, 'Whether what it becomes must not be deleted.'),
});

export const platformType = struct('Platform', {
  owner: field(celString, 'The label value that marks what this platform repository manages.'),
  name: optional(celString, 'The name the platform gave itself.'),
  remote: optional(celString, 'The git remote of the platform repository.'),
});

export const organizationType = struct('Organization', {
  key: field(celString, 'The name of the organization in the manifest.'),
  platform: field(celStruct(platformType), 'The platform that manages it.'),
  teams: field(celList(celStruct(teamType)), 'The teams its environments use, each once.'),
  environments: field(celList(celStruct(environmentType)), 'Its environments.'),
  deletionProtection: field(celBool, 'Whether what it becomes must not be deleted.'),
});
