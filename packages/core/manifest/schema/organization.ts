import type { JsonSchema } from '../../shape/json-schema.ts';
import { block, flag, record, text, texts, use } from './part.ts';

const notYet = 'Read and kept, and not managed by Konduct yet: a warning says so.';

const enabled = flag('Whether it is on.');

const authorizationSchema: JsonSchema = block(
  `How people log in to the organization. ${notYet}`,
  {
    'built-in': block('Logging in with a Konnect password.', { enabled }),
    oidc: block('Logging in with OpenID Connect.', {
      enabled,
      'login-path': text('The path that people log in under.'),
      issuer: text('The URL of the identity provider.', { format: 'uri' }),
      'client-id': text('The client Konnect is registered as.'),
      'client-secret': use('optionalSecret', 'Its secret.'),
      'claim-mappings': record(
        'Which claims hold the `name`, the `email` and the `groups` of a person.',
        text('The name of a claim.'),
      ),
      scopes: texts('The scopes to ask for.', { type: 'string', description: 'The name of a scope.' }),
    }),
    saml: block('Logging in with SAML.', {
      enabled,
      'login-path': text('The path that people log in under.'),
      'idp-metadata-url': text('Where the identity provider describes itself.', { format: 'uri' }),
    }),
    'team-mappings': block('How people come into teams.', {
      'built-in': block('By hand, in Konnect.', { enabled }),
      idp: block('By groups of the identity provider.', {
        enabled,
        mappings: record(
          'Groups of the identity provider, by the Konnect team they join.',
          texts('The groups that join this team.', { type: 'string', description: 'The name of a group.' }),
        ),
      }),
    }),
  },
  { title: 'Authorization' },
);

export const organizationSchema: JsonSchema = block(
  'A Konnect organization. Its name here is yours to choose: the access token says which one it is.',
  {
    'access-token': use('secret', 'The Konnect token that everything in this organization is done with.'),
    environments: record('The environments of the organization, by name.', use('environment')),
    authorization: authorizationSchema,
    notifications: block(`Which notifications the owner of the token gets. ${notYet}`, {
      email: flag('By e-mail.', { default: true }),
      'in-app': flag('In Konnect.', { default: true }),
    }),
    'enable-custom-reports': flag(`Whether to create koctl’s two reports in every region used. ${notYet}`),
    'deletion-protection': flag('Refuse every plan that would delete anything in this organization.', {
      default: false,
    }),
  },
  { title: 'Organization', required: ['access-token'] },
);

export const platformSchema: JsonSchema = block(
  'The platform repository: what keeps this configuration.',
  {
    name: text(
      'A name for this platform repository. Everything it creates carries it as a label, to tell it from what others own.',
      { examples: ['acme-platform'] },
    ),
    git: use('git', 'The platform repository itself.'),
  },
  { title: 'Platform' },
);
