import type { Fields } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { type ProviderState, type ProviderType, providerTypes, type SignInGoal, type SignInState } from './sequence.ts';

export const settingsPath = '/v3/authentication-settings';
export const providersPath = '/v3/identity-providers';

/**
 * The fields of `SignIn` that the authentication settings alone do not say: for each type of provider whether people
 * sign in through it, null where the flag and the provider disagree, the provider's id, and both parts.
 *
 * @param providers the answer with all identity providers
 * @param settings the authentication settings
 */
export function signInFields(providers: unknown, settings: Fields): Fields {
  const found: readonly unknown[] = Array.isArray(providers) ? providers : [];
  const entries = providerTypes.flatMap((type) => {
    const provider = found.filter(isRecord).find((each) => each.type === type);
    const flag = settings[`${type}_auth_enabled`] === true;
    const enabled = provider?.enabled === true;
    return [
      [`${type}_auth_enabled`, flag === enabled ? flag : null],
      [`${type}_provider_id`, provider?.id ?? null],
      [type, { flag, ...(provider ? { enabled } : {}) }],
    ];
  });
  return Object.fromEntries(entries);
}

/** How people sign in, from the fields of a `SignIn` that was read. */
export function stateOf(fields: Fields): SignInState {
  const provider = (type: ProviderType): ProviderState => {
    const parts = fields[type];
    if (!isRecord(parts)) return { flag: false, provider: 'none' };
    const is = parts.enabled === true ? 'enabled' : 'disabled';
    return { flag: parts.flag === true, provider: parts.enabled === undefined ? 'none' : is };
  };
  return { basic: fields.basic_auth_enabled === true, oidc: provider('oidc'), saml: provider('saml') };
}

/** The ways that a template names. */
export function goalOf({
  basic_auth_enabled: basic,
  oidc_auth_enabled: oidc,
  saml_auth_enabled: saml,
}: Fields): SignInGoal {
  return Object.fromEntries(Object.entries({ basic, oidc, saml }).filter(([, on]) => typeof on === 'boolean'));
}
