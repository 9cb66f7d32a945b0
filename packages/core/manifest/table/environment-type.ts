// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of manifests, not of TypeScript

import { defaultBlock } from '../key/mapping.ts';
import { flag, text, word } from '../key/scalar.ts';
import { itemTable, type Read, table } from '../key/table.ts';

export type ManifestEnvironmentType = Read<typeof environmentTypeTable>;

/** An item of `environment-types`. The defaults are the safest values: hidden, behind a login, no access. */
export const environmentTypeTable = itemTable(
  {
    title: 'Environment type',
    definition: 'environmentType',
    description:
      'What environments of this type have in common. A type with the name of a built-in one replaces it whole.',
  },
  {
    apiName: text('How APIs are called: text with `${name}` (of the service) and `${environment}` in it.', {
      default: '${name}-${environment}',
      examples: ['${name}', '${name}-${environment}'],
    }),
    branch: word('Which of a service’s two branches is read.', ['dev', 'prod'], { default: 'dev' }),
    portal: defaultBlock(
      table(
        { description: 'The developer portal.', struct: 'PortalSettings' },
        {
          visibility: word('Who sees its APIs and pages.', ['public', 'private'], { default: 'private' }),
          authentication: flag('Whether people have to log in.', { default: true }),
        },
      ),
    ),
    unclearUpstream: word(
      'What it is when nobody says where the traffic of a service goes: its document names no server, a relative one, one ' +
        'of the machine itself, or several that have nothing in common. With `error` such a service keeps what it had.',
      ['warn', 'error'],
      { default: 'warn' },
    ),
    teamRole: text('The role teams get on their control plane. Without it they get none.', {
      examples: ['Admin', 'Viewer'],
    }),
    clusterType: word('The type of control planes. Konnect cannot change it later. Without it, Konnect chooses.', [
      'CLUSTER_TYPE_CONTROL_PLANE',
      'CLUSTER_TYPE_SERVERLESS',
      'CLUSTER_TYPE_SERVERLESS_V1',
      'CLUSTER_TYPE_K8S_INGRESS_CONTROLLER',
      'CLUSTER_TYPE_CONTROL_PLANE_GROUP',
      'CLUSTER_TYPE_KAFKA_NATIVE_EVENT_PROXY',
    ]),
  },
);
