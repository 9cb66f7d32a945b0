import { block, record } from '../key/mapping.ts';
import { flag, optionalTexts, text, texts } from '../key/scalar.ts';
import { secret } from '../key/secret.ts';
import { type Read, table } from '../key/table.ts';

export type Authorization = Read<typeof authorizationTable>;

/** The end of the description of each koctl block that Konduct reads and does not manage. */
export const notManaged = 'Read and kept, and not managed by Konduct yet: a warning says so.';

const enabled = flag('Whether it is on.');

/** The `authorization` block of an organization. */
export const authorizationTable = table(
  { title: 'Authorization', description: `How people log in to the organization. ${notManaged}` },
  {
    builtIn: block(table('Logging in with a Konnect password.', { enabled })),
    oidc: block(
      table('Logging in with OpenID Connect.', {
        enabled,
        loginPath: text('The path that people log in under.', { examples: ['acme'] }),
        issuer: text('The URL of the identity provider.', { format: 'uri', examples: ['https://idp.acme.example'] }),
        clientId: text('The client Konnect is registered as.', { examples: ['konnect'] }),
        clientSecret: secret('Its secret.'),
        claimMappings: record(
          'Which claims hold the `name`, the `email` and the `groups` of a person.',
          text('The name of a claim.', { examples: ['groups'] }),
        ),
        scopes: texts('The scopes to ask for.', {
          type: 'string',
          description: 'The name of a scope.',
          examples: ['openid'],
        }),
      }),
    ),
    saml: block(
      table('Logging in with SAML.', {
        enabled,
        loginPath: text('The path that people log in under.', { examples: ['acme'] }),
        idpMetadataUrl: text('Where the identity provider describes itself.', {
          format: 'uri',
          examples: ['https://idp.acme.example'],
        }),
      }),
    ),
    teamMappings: block(
      table('How people come into teams.', {
        builtIn: block(table('By hand, in Konnect.', { enabled })),
        idp: block(
          table('By groups of the identity provider.', {
            enabled,
            mappings: record(
              'Groups of the identity provider, by the Konnect team they join.',
              optionalTexts('The groups that join this team.', {
                type: 'string',
                description: 'The name of a group.',
                examples: ['engineers'],
              }),
            ),
          }),
        ),
      }),
    ),
  },
);
