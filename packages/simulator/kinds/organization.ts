import { answer, GLOBAL_HOST } from '../request.ts';
import type { Call, Route } from '../route.ts';
import type { Fields } from '../rules/merge.ts';
import { flag, openRecord } from '../rules/shape.ts';
import { settingRoutes } from '../setting.ts';
import { uuidFrom } from '../store/identifier.ts';
import { type Organization, storeOf } from '../store/organization.ts';

/**
 * `/v3/organizations/me` (contract 3.15.0). decK's ping reads `/v2/organizations/me`, which is not in the contract
 * (seen).
 */
function me({ organization: { id, name, createdAt } }: Call): unknown {
  return {
    id,
    name,
    owner_id: uuidFrom(`${id}/owner`),
    login_path: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    created_at: createdAt,
    updated_at: createdAt,
    state: 'active',
    retention_period_days: 60,
  };
}

const fields = openRecord({
  basic_auth_enabled: flag(),
  oidc_auth_enabled: flag(),
  saml_auth_enabled: flag(),
  idp_mapping_enabled: flag(),
  konnect_mapping_enabled: flag(),
});

const AUTHENTICATION = 'authentication-settings';

/** How people may sign in to an organization before anything is set (inferred: the contract has no defaults). */
const INITIAL: Fields = {
  basic_auth_enabled: true,
  oidc_auth_enabled: false,
  saml_auth_enabled: false,
  idp_mapping_enabled: false,
  konnect_mapping_enabled: true,
};

/** The authentication settings of an organization. */
export function authenticationSettings(organization: Organization): Fields {
  return storeOf(organization, GLOBAL_HOST).table('settings').get(AUTHENTICATION) ?? INITIAL;
}

export const organizationRoutes: Route[] = [
  { host: 'global', method: 'GET', path: '/v2/organizations/me', run: (call) => answer(200, me(call)) },
  { host: 'global', method: 'GET', path: '/v3/organizations/me', run: (call) => answer(200, me(call)) },
  ...settingRoutes({
    host: 'global',
    path: '/v3/organizations/impersonation',
    name: 'impersonation',
    initial: () => ({ enabled: true }),
    update: openRecord({ enabled: flag() }),
  }),
  ...settingRoutes({
    host: 'global',
    path: `/v3/${AUTHENTICATION}`,
    name: AUTHENTICATION,
    initial: () => INITIAL,
    update: fields,
  }),
];
