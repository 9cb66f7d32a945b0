import { block, record } from '../key/mapping.ts';
import { flag, optionalTexts, text, texts } from '../key/scalar.ts';
import { secret } from '../key/secret.ts';
import { type Read, table } from '../key/table.ts';

export type Authorization = Read<typeof authorizationTable>;

/** The end of the description of each koctl block that Konduct reads and does not manage. */
export const notManaged = 'Read and kept, and not managed by Konduct yet: a warning says so.';

const enabled = flag('Whether it is on. Without it, Konnect keeps what it has.');

/** The `oidc` block: the one OpenID Connect provider of an organization. */
export const oidcTable = table('Signing in through an OpenID Connect provider.', {
  enabled,
  loginPath: text('The part of the sign-in address that leads to it.', { examples: ['acme'] }),
  issuer: text('The URL of the identity provider.', { format: 'uri', examples: ['https://idp.acme.example'] }),
  clientId: text('The client that Konnect is at the provider.', { examples: ['konnect'] }),
  clientSecret: secret('The secret of the client.'),
  claimMappings: record(
    'Which claims hold the `name`, the `email` and the `groups` of a person.',
    text('The name of a claim.', { examples: ['groups'] }),
  ),
  scopes: texts('The scopes to ask for.', {
    type: 'string',
    description: 'The name of a scope.',
    examples: ['openid'],
  }),
});

/** The `saml` block: the one SAML provider of an organization. */
export const samlTable = table('Signing in through a SAML provider.', {
  enabled,
  loginPath: text('The part of the sign-in address that leads to it.', { examples: ['acme'] }),
  idpMetadataUrl: text('Where the identity provider describes itself.', {
    format: 'uri',
    examples: ['https://idp.acme.example/metadata'],
  }),
});

const teamMappingsTable = table('Who decides which teams people are in.', {
  builtIn: block(table('Konnect, where people are put into teams.', { enabled })),
  idp: block(
    table('Groups of the identity provider.', {
      enabled,
      mappings: record(
        'Groups of the identity provider, by the Konnect team that their members join.',
        optionalTexts('The groups that join this team.', {
          type: 'string',
          description: 'The name of a group.',
          examples: ['platform-engineers'],
        }),
      ),
    }),
  ),
});

/**
 * The `authorization` block of an organization. What it does not say stays as it is in Konnect: other ways to sign in,
 * providers, and groups of other teams.
 */
export const authorizationTable = table(
  {
    title: 'Authorization',
    description:
      'How people sign in to the organization, and who decides about their teams. What it does not say stays as it is in Konnect.',
  },
  {
    builtIn: block(table('Signing in with a Konnect password.', { enabled })),
    oidc: block(oidcTable),
    saml: block(samlTable),
    teamMappings: block(teamMappingsTable),
  },
);
