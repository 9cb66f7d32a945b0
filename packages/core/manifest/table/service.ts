import { block } from '../key/mapping.ts';
import { data, requiredText, text } from '../key/scalar.ts';
import { itemTable, type Read } from '../key/table.ts';
import { serviceDeckOptions } from './deck.ts';
import { gitTable } from './git.ts';
import { deletionProtection } from './protection.ts';
import { upstream } from './upstream.ts';

export type ManifestService = Read<typeof serviceTable>;

/** An item of the `services` of a team. */
export const serviceTable = itemTable(
  {
    title: 'Service',
    definition: 'service',
    description: 'An application that a team builds and runs, with the API it offers.',
  },
  {
    name: requiredText('The name of the service, from which the name of its API is made.', {
      examples: ['flights'],
      // The last part of the key keeps the service recognisable.
      otherwise: (key) => key.slice(key.lastIndexOf('/') + 1),
    }),
    description: text('What the service is for; the description of its API.', { examples: ['Where we fly'] }),
    git: block(gitTable, 'The repository that holds its specification.'),
    specPath: text('Where the OpenAPI specification is, from the root of the repository.', {
      default: 'openapi.yaml',
      // Git gives a path with `./` in front another meaning.
      normalize: (path) => path.replace(/^(?:\.\/)+/, ''),
    }),
    prodBranchName: text('The branch that environments of a type with `branch: prod` read.', { default: 'main' }),
    devBranchName: text('The branch that environments of a type with `branch: dev` read.', { default: 'dev' }),
    blueprint: text('The blueprint that says what the service becomes in Konnect, if not the usual one.', {
      examples: ['service-internal'],
    }),
    parameters: data('Values for the parameters that the blueprint declares.', { examples: [{ tier: 'gold' }] }),
    upstream: upstream(
      'Where the gateway sends its traffic, in place of the servers that the document names for all of its paths.',
    ),
    deck: serviceDeckOptions('How decK converts its document.'),
    deletionProtection: deletionProtection('what this service became'),
  },
);
