import { isFields } from '../rules/merge.ts';
import type { InvalidParameter } from '../rules/problem.ts';
import type { Row } from '../store/table.ts';

/** The parts of a configuration by type (Konnect API contract 3.15.0). */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  oidc: ['issuer_url', 'client_id', 'client_secret', 'scopes', 'claim_mappings'],
  saml: ['idp_metadata_url', 'idp_metadata_xml'],
};
const NEEDED: Readonly<Record<string, readonly string[]>> = { oidc: ['issuer_url', 'client_id'], saml: [] };

/**
 * What is wrong with the configuration of an identity provider as a whole: parts of the other type, and those of its own
 * that the contract requires. That a provider of SAML cannot be enabled without metadata, and has it from one place, is
 * inferred.
 */
export function configProblems({ type, enabled, config }: Row): InvalidParameter[] {
  const given = isFields(config) ? config : {};
  const own = OF_TYPE[String(type)] ?? [];
  const metadata = (OF_TYPE.saml ?? []).filter((field) => field in given);
  return [
    ...Object.keys(given)
      .filter((field) => !own.includes(field))
      .map((field) => wrong(field, 'unknown_property', `is no part of a provider of the type ${type}`)),
    ...(NEEDED[String(type)] ?? [])
      .filter((field) => given[field] === undefined)
      .map((field) => wrong(field, 'required', 'is a required field')),
    ...(metadata.length > 1 ? [wrong('idp_metadata_xml', 'invalid', 'must not stand beside idp_metadata_url')] : []),
    ...(type === 'saml' && enabled === true && metadata.length === 0
      ? [wrong('idp_metadata_url', 'required', 'is required, or idp_metadata_xml, before the provider is enabled')]
      : []),
  ];
}

function wrong(field: string, rule: string, reason: string): InvalidParameter {
  return { field: `config.${field}`, rule, reason, source: 'body' };
}
