import { celBool, celList, celMap, celString, celStruct } from '../cel/type.ts';
import { secretType } from '../kind/kind-type.ts';
import { authorizationTable, oidcTable, samlTable } from '../manifest/table/authorization.ts';
import type { ManifestOrganization } from '../manifest/table/organization.ts';
import type { SecretRef } from '../secret/secret.ts';
import { SecretHandle } from '../secret/secret-handle.ts';
import { secretValue } from '../secret/secret-value.ts';
import { rangeOf } from '../source/origin.ts';
import { type GroupMappingContext, groupMappingInstance, groupMappingsOf } from './group-mapping.ts';
import { asWritten, type Instance, instanceOf } from './table.ts';

type Authorization = NonNullable<ManifestOrganization['authorization']>;
type Oidc = NonNullable<Authorization['oidc']>;
type Saml = NonNullable<Authorization['saml']>;

const secretSourceInstance = instanceOf<SecretRef>()(
  'SecretSource',
  { keys: {} },
  {
    description: 'Where a run finds a secret, for an `externalRef` to a `Secret`.',
    source: (ref) => ref,
    fields: {
      env: {
        type: celString,
        description: 'The environment variable that holds it.',
        optional: true,
        value: (ref) => (ref.type === 'env' ? ref.source : undefined),
        at: ({ at }) => at,
      },
      file: {
        type: celString,
        description: 'The file that holds it.',
        optional: true,
        value: (ref) => (ref.type === 'file' ? ref.source : undefined),
        at: ({ at }) => at,
      },
    },
  },
);

const oidcInstance = instanceOf<Oidc>()('OidcProvider', oidcTable, {
  description: 'The OpenID Connect provider that a manifest configures.',
  source: (oidc) => oidc,
  fields: {
    key: { type: celString, description: 'Its type.', value: () => 'oidc' },
    loginPath: asWritten,
    issuer: asWritten,
    clientId: asWritten,
    secretSources: {
      type: celList(celStruct(secretSourceInstance.struct)),
      description: 'Where the secret of the client is: one place, or none.',
      value: ({ clientSecret }) =>
        clientSecret === undefined || clientSecret.type === 'literal' ? [] : [secretSourceInstance.make(clientSecret)],
    },
    literalSecret: {
      type: celStruct(secretType),
      description: 'The secret of the client, where it stands in the manifest itself.',
      optional: true,
      value: ({ clientSecret }) =>
        clientSecret?.type === 'literal' ? secretValue(SecretHandle.of(clientSecret.secret)) : undefined,
      at: ({ clientSecret }) => clientSecret?.at,
    },
    claimMappings: {
      type: celMap(celString),
      description: 'The claims with the `name`, the `email` and the `groups` of a person.',
      value: ({ claimMappings }) => claimMappings,
      at: (oidc) => rangeOf(oidc, 'claimMappings'),
    },
    scopes: asWritten,
  },
});

const samlInstance = instanceOf<Saml>()('SamlProvider', samlTable, {
  description: 'The SAML provider that a manifest configures.',
  source: (saml) => saml,
  fields: {
    key: { type: celString, description: 'Its type.', value: () => 'saml' },
    loginPath: asWritten,
    idpMetadataUrl: asWritten,
  },
});

/** How people sign in to an organization, as its manifest says. */
export type SignIn = Instance<typeof signInInstance>;

export const signInInstance = instanceOf<GroupMappingContext>()('OrganizationSignIn', authorizationTable, {
  description: 'How people sign in to an organization, as its manifest says. What it does not say is absent.',
  source: ({ organization }) => organization.authorization ?? organization,
  fields: {
    isSaid: {
      type: celBool,
      description: 'Whether the manifest says anything about signing in, or about who decides about teams.',
      value: ({ organization: { authorization } }) =>
        [
          authorization?.builtIn,
          authorization?.oidc,
          authorization?.saml,
          authorization?.teamMappings?.builtIn,
          authorization?.teamMappings?.idp,
        ].some((block) => block?.enabled !== undefined),
    },
    builtIn: enabled('people can sign in with a Konnect password', ({ builtIn }) => builtIn),
    oidc: enabled('people can sign in through the OpenID Connect provider', ({ oidc }) => oidc),
    saml: enabled('people can sign in through the SAML provider', ({ saml }) => saml),
    konnectMapping: enabled('Konnect decides who is in which team', ({ teamMappings }) => teamMappings?.builtIn),
    idpMapping: enabled('groups of the identity provider decide about teams', ({ teamMappings }) => teamMappings?.idp),
    oidcProviders: {
      type: celList(celStruct(oidcInstance.struct)),
      description: 'The OpenID Connect provider that it configures: one, or none.',
      value: ({ organization: { authorization } }) => {
        const oidc = authorization?.oidc;
        return oidc && isConfigured(oidc) ? [oidcInstance.make(oidc)] : [];
      },
    },
    samlProviders: {
      type: celList(celStruct(samlInstance.struct)),
      description: 'The SAML provider that it configures: one, or none.',
      value: ({ organization: { authorization } }) => {
        const saml = authorization?.saml;
        return saml && isConfigured(saml) ? [samlInstance.make(saml)] : [];
      },
    },
    groupMappings: {
      type: celList(celStruct(groupMappingInstance.struct)),
      description: 'The teams whose members come from groups of the identity provider.',
      value: groupMappingsOf,
    },
  },
});

interface Switch {
  readonly enabled: boolean | undefined;
}

/** A flag of a block with the key `enabled`. */
function enabled(what: string, blockOf: (authorization: Authorization) => Switch | undefined) {
  return {
    type: celBool,
    description: `Whether ${what}.`,
    optional: true,
    value: ({ organization: { authorization } }: GroupMappingContext) =>
      authorization && blockOf(authorization)?.enabled,
    at: ({ organization: { authorization } }: GroupMappingContext) => {
      const block = authorization && blockOf(authorization);
      return block && rangeOf(block, 'enabled');
    },
  } as const;
}

/** Whether a block says more of its provider than whether it is on. */
function isConfigured({ enabled: _enabled, ...settings }: Oidc | Saml): boolean {
  return Object.values(settings).some((value: unknown) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== undefined,
  );
}
