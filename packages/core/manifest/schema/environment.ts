// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of manifests, not of TypeScript

import type { JsonSchema } from '../../shape/json-schema.ts';
import { block, flag, neededText, record, text, texts, use } from './part.ts';

export const regions = ['us', 'eu', 'au', 'me', 'in', 'sg'] as const;
export const regionTitle = 'Region';

export const defaultApiName = '${name}-${environment}';

const clusterTypes = [
  'CLUSTER_TYPE_CONTROL_PLANE',
  'CLUSTER_TYPE_SERVERLESS',
  'CLUSTER_TYPE_SERVERLESS_V1',
  'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
  'CLUSTER_TYPE_CONTROL_PLANE_GROUP',
  'CLUSTER_TYPE_KAFKA_NATIVE_EVENT_PROXY',
];

export const environmentSchema: JsonSchema = block(
  'A place services run in: a developer portal, and a control plane for each team.',
  {
    type: neededText('The name of an environment type: a built-in one, or one defined under `environment-types`.'),
    region: neededText('The Konnect region its portal and control planes are in.', {
      title: regionTitle,
      enum: regions,
    }),
    teams: record(
      'The teams in this environment. Without this key, all of them; with it, exactly those named here.',
      use('environmentTeam'),
    ),
    'depends-on': texts('Environments of this organization that must be in order before this one is touched.', {
      type: 'string',
      description: 'The name of an environment.',
    }),
    'deletion-protection': flag('Refuse every plan that would delete what this environment became.', {
      default: false,
    }),
  },
  { title: 'Environment', required: ['type', 'region'] },
);

export const environmentTeamSchema: JsonSchema = block(
  'What is special about a team in this environment.',
  {
    'control-plane-name': text('The name of its control plane, if not `<team>-<environment>`.'),
    services: record(
      'The services of the team in this environment. Without this key, all of them; `{}` means none.',
      block('What is special about a service in this environment.', {
        branch: text('The branch its specification is read from here, if not the one the environment type says.'),
      }),
    ),
  },
  { title: 'Team in an environment' },
);

export const environmentTypeSchema: JsonSchema = block(
  'What environments of this type have in common. A type with the name of a built-in one replaces it whole.',
  {
    'api-name': text('How APIs are called: text with `${name}` (of the service) and `${environment}` in it.', {
      default: defaultApiName,
      examples: ['${name}', defaultApiName],
    }),
    branch: text('Which of a service’s two branches is read.', { enum: ['dev', 'prod', null], default: 'dev' }),
    portal: block('The developer portal.', {
      visibility: text('Who sees its APIs and pages.', { enum: ['public', 'private', null], default: 'private' }),
      authentication: flag('Whether people have to log in.', { default: true }),
    }),
    'team-role': text('The role teams get on their control plane. Without it they get none.', {
      examples: ['Admin', 'Viewer'],
    }),
    'cluster-type': text('The type of control planes. Konnect cannot change it later. Without it, Konnect chooses.', {
      enum: [...clusterTypes, null],
    }),
  },
  { title: 'Environment type' },
);
