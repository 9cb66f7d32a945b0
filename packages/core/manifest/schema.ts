import type { JsonSchema } from '../shape/json-schema.ts';
import { environmentSchema, environmentTeamSchema, environmentTypeSchema } from './schema/environment.ts';
import { gitSchema } from './schema/git.ts';
import { organizationSchema, platformSchema } from './schema/organization.ts';
import { record, use } from './schema/part.ts';
import { optionalSecretSchema, secretSchema } from './schema/secret.ts';
import { serviceSchema, teamSchema } from './schema/team.ts';

/** One schema for every manifest file: each may hold any of the top-level keys, and they are merged. */
export const manifestSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/manifest.schema.json',
  title: 'Konduct manifest',
  description:
    'What a platform team says of its platform, its teams and its Konnect organizations, in one file or in several. ' +
    'Keys that start with `x-` are free for anchors and notes.',
  type: ['object', 'null'],
  properties: {
    platform: platformSchema,
    'environment-types': record('Environment types beside the built-in ones, by name.', use('environmentType')),
    teams: record('The teams, by name.', use('team')),
    organizations: record('The Konnect organizations, by name.', use('organization')),
  },
  patternProperties: { '^x-': { description: 'Yours: Konduct does not look inside.' } },
  additionalProperties: false,
  $defs: {
    environment: environmentSchema,
    environmentTeam: environmentTeamSchema,
    environmentType: environmentTypeSchema,
    git: gitSchema,
    optionalSecret: optionalSecretSchema,
    organization: organizationSchema,
    secret: secretSchema,
    service: serviceSchema,
    team: teamSchema,
  },
};

/** The files of `schemas/` that follow from here, by name: for editors, written by `npm run generate`. */
export function manifestSchemas(): Record<string, object> {
  return { 'manifest.schema.json': manifestSchema };
}
