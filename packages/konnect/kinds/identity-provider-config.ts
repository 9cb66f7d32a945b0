import type { Field } from '@konduct/core/kind/field';
import type { Objection } from '@konduct/core/kind/kind';
import type { Fields } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';

/** The configuration of an identity provider, of an organization or of a portal. The contract has one shape for each type. */
export const identityProviderConfig: Field = {
  type: 'object',
  description: 'Its configuration: of OpenID Connect `issuer_url` and what follows it, of SAML the metadata.',
  properties: {
    issuer_url: { type: 'string', description: 'The address of the issuer.', minLength: 1 },
    client_id: { type: 'string', description: 'The client that Konnect is at the issuer.', minLength: 1 },
    client_secret: { type: 'secret', description: 'The secret of the client.', compare: 'digest' },
    scopes: {
      type: 'array',
      description: 'The scopes to ask for.',
      unordered: true,
      items: { type: 'string', description: 'A scope.' },
    },
    claim_mappings: {
      type: 'object',
      description: 'The claims with the name, the e-mail address and the groups of a person.',
      properties: {
        name: { type: 'string', description: 'The claim with the name.' },
        email: { type: 'string', description: 'The claim with the e-mail address.' },
        groups: { type: 'string', description: 'The claim with the groups.' },
      },
    },
    idp_metadata_url: { type: 'string', description: 'The address of the metadata.', minLength: 1 },
    idp_metadata_xml: { type: 'string', description: 'The metadata themselves.', minLength: 1 },
  },
};

const required = { oidc: ['issuer_url', 'client_id'] } as const;
const metadata = ['idp_metadata_url', 'idp_metadata_xml'] as const;
const ofOidc = ['issuer_url', 'client_id', 'client_secret', 'scopes', 'claim_mappings'] as const;

/**
 * The reason against the configuration of a provider: a member that its type needs is missing, or a member belongs to
 * the other type.
 */
export function configObjection({ type, config }: Fields): Objection | undefined {
  const given = isRecord(config) ? config : {};
  const has = (name: string) => given[name] !== undefined && given[name] !== null;
  const foreign = (type === 'saml' ? ofOidc : metadata).find(has);
  if (foreign !== undefined)
    return {
      path: `config.${foreign}`,
      problem: `is not for a provider of type ${String(type)}`,
      fix: 'Remove it, or correct the type.',
    };
  if (type === 'saml') {
    const count = metadata.filter(has).length;
    if (count === 1) return undefined;
    const problem = count === 0 ? 'lacks the metadata of the provider' : 'has the metadata of the provider twice';
    return { path: 'config', problem, fix: 'Give `idp_metadata_url` or `idp_metadata_xml`.' };
  }
  const missing = required.oidc.find((name) => !has(name));
  if (missing === undefined) return undefined;
  return { path: 'config', problem: `lacks \`${missing}\``, fix: `Give \`${missing}\`.` };
}
