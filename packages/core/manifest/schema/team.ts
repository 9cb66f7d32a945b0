import type { JsonSchema } from '../../shape/json-schema.ts';
import { block, flag, neededText, record, text, texts, use } from './part.ts';

export const defaultSpecPath = 'openapi.yaml';
export const defaultProdBranch = 'main';
export const defaultDevBranch = 'dev';

export const serviceSchema: JsonSchema = block(
  'An application that a team builds and runs, with the API it offers.',
  {
    name: neededText('The name of the service, from which the name of its API is made.', { examples: ['flights'] }),
    description: text('What the service is for; the description of its API.'),
    git: use('git', 'The repository that holds its specification.'),
    'spec-path': text('Where the OpenAPI specification is, from the root of the repository.', {
      default: defaultSpecPath,
    }),
    'prod-branch-name': text('The branch that environments of a type with `branch: prod` read.', {
      default: defaultProdBranch,
    }),
    'dev-branch-name': text('The branch that environments of a type with `branch: dev` read.', {
      default: defaultDevBranch,
    }),
    blueprint: text('The blueprint that says what the service becomes in Konnect, if not the usual one.', {
      examples: ['service-internal'],
    }),
    parameters: {
      description: 'Values for the parameters that the blueprint declares.',
      type: ['object', 'null'],
      examples: [{ tier: 'gold' }],
    },
    'deletion-protection': flag('Refuse every plan that would delete what this service became.', { default: false }),
  },
  { title: 'Service', required: ['name'] },
);

export const teamSchema: JsonSchema = block(
  'A group of people and the services they own.',
  {
    description: text('What the team does.'),
    users: texts(
      'Who belongs to the team: people who are not in the organization yet are invited, and an empty list says that nobody does. Without the key, membership is left to people and identity providers.',
      {
        type: 'string',
        description: 'An e-mail address.',
        format: 'email',
        examples: ['ana@acme.example'],
      },
    ),
    services: record('The services of the team, by key: usually `owner/repository`.', use('service')),
    'deletion-protection': flag('Refuse every plan that would delete what this team became.', { default: false }),
  },
  { title: 'Team' },
);
