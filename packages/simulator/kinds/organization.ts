import { answer } from '../request.ts';
import type { Call, Route } from '../route.ts';
import { flag, openRecord } from '../rules/shape.ts';
import { settingRoutes } from '../setting.ts';
import { uuidFrom } from '../store/identifier.ts';

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
    path: '/v3/authentication-settings',
    name: 'authentication-settings',
    initial: () => ({
      basic_auth_enabled: true,
      oidc_auth_enabled: false,
      saml_auth_enabled: false,
      idp_mapping_enabled: false,
      konnect_mapping_enabled: true,
    }),
    update: fields,
  }),
];
