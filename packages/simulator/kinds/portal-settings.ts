import { existing, scopeOf } from '../collection.ts';
import { answer, GLOBAL_HOST } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { type Fields, mergePatch } from '../rules/merge.ts';
import { invalid } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import { type Setting, settingRoutes } from '../setting.ts';
import { storeOf } from '../store/organization.ts';
import { PORTAL } from './portal-pages.ts';

/** The `oidc_…` fields are written flat and read as `oidc_config`, without the secret (contract 3.15.0). */
function authenticationView({
  oidc_issuer,
  oidc_client_id,
  oidc_scopes,
  oidc_claim_mappings,
  oidc_client_secret: _,
  ...flags
}: Fields): Fields {
  if (oidc_issuer === undefined) return flags;
  const oidc_config = {
    issuer: oidc_issuer,
    client_id: oidc_client_id ?? '',
    scopes: oidc_scopes ?? ['email', 'openid', 'profile'],
  };
  return {
    ...flags,
    oidc_config: { ...oidc_config, ...(oidc_claim_mappings ? { claim_mappings: oidc_claim_mappings } : {}) },
  };
}

/**
 * Groups of an identity provider cannot be mapped while none is enabled (seen in kongctl's scenarios). A provider in
 * the deprecated fields of the settings counts as well.
 */
function refuseMappingWithoutProvider(body: Fields, merged: Fields, call: Call): void {
  if (body.idp_mapping_enabled !== true) return;
  const providers = call.store.table('identity-providers', param(call, 'portalId'));
  const flat = merged.oidc_auth_enabled === true && merged.oidc_issuer !== undefined;
  if (flat || providers.by('enabled', true).length > 0) return;
  const reason = 'cannot be enabled when no IdP is enabled';
  throw invalid([{ field: 'idp_mapping_enabled', rule: 'invalid', reason, source: 'body' }]);
}

function stamped(call: Call): Fields {
  const now = call.state.timestamp();
  return { created_at: now, updated_at: now };
}

const restamped = (before: Fields, body: Fields, call: Call): Fields => ({
  ...before,
  ...body,
  updated_at: call.state.timestamp(),
});

/**
 * An event needs a place to go: a webhook that is enabled names a destination, which exists (inferred: the contract
 * requires neither).
 */
function verifyDestination(merged: Fields, call: Call): Fields {
  const { enabled, audit_log_destination_id: id } = merged;
  const destinations = storeOf(call.organization, GLOBAL_HOST).table('audit-log-destinations');
  const reason =
    id === undefined
      ? enabled === true && 'is required while the webhook is enabled'
      : destinations.get(String(id)) === undefined && 'does not exist';
  if (reason === false) return merged;
  const rule = id === undefined ? 'required' : 'missing_reference';
  throw invalid([{ field: 'audit_log_destination_id', rule, reason, source: 'body' }]);
}

/** The settings of a portal (Konnect API contract 3.15.0). */
const SETTINGS: readonly Omit<Setting, 'host' | 'path' | 'parents'>[] = [
  {
    name: 'customization',
    // A theme has no name: kongctl's scenarios find none after a PATCH without it (seen).
    initial: () => ({ theme: { mode: 'system' }, layout: 'topnav', css: null, robots: null }),
    update: inContract(),
    replace: inContract(),
  },
  { name: 'integrations', initial: () => ({}), update: inContract(), replace: inContract() },
  {
    name: 'authentication-settings',
    initial: () => ({
      basic_auth_enabled: true,
      oidc_auth_enabled: false,
      saml_auth_enabled: false,
      oidc_team_mapping_enabled: false,
      idp_mapping_enabled: false,
      konnect_mapping_enabled: false,
    }),
    update: inContract(),
    merge: (before, body, call) => {
      const merged = mergePatch(before, body);
      refuseMappingWithoutProvider(body, merged, call);
      return merged;
    },
    view: authenticationView,
  },
  {
    name: 'email-config',
    create: inContract(),
    update: inContract(),
    removable: true,
    build: (body, call) => ({
      from_name: null,
      from_email: null,
      reply_to_email: null,
      ...body,
      key: call.state.newId(),
      ...stamped(call),
    }),
    merge: restamped,
    view: ({ key, ...config }) => ({ id: key, ...config }),
  },
  {
    name: 'email-delivery',
    // Until its first write, its time is that of its portal.
    initial: (call) => {
      const { created_at } = existing(call, 'portals', param(call, 'portalId'), 'portal');
      return { enabled: false, from_email: null, reply_to_email: null, created_at, updated_at: created_at };
    },
    update: inContract(),
    merge: restamped,
    removable: true,
  },
  {
    name: 'audit-log-replay-job',
    initial: () => ({ status: 'unconfigured' }),
    replace: inContract(),
    // Konnect answers that it has begun; here nothing follows.
    replaceStatus: 202,
    build: ({ start_at, end_at }, call) => ({
      start_at,
      end_at,
      status: 'accepted',
      updated_at: call.state.timestamp(),
    }),
  },
  {
    name: 'audit-log-webhook',
    initial: () => ({ enabled: false }),
    update: inContract(),
    merge: (before, body, call) => verifyDestination(mergePatch(before, body), call),
    removable: true,
  },
];

export const portalSettingRoutes: Route[] = [
  ...SETTINGS.flatMap((setting) =>
    settingRoutes({ ...setting, host: 'regional', path: `/v3/portals/{portalId}/${setting.name}`, parents: [PORTAL] }),
  ),
  {
    host: 'regional',
    method: 'GET',
    path: '/v3/portals/{portalId}/audit-log-webhook/status',
    run: (call) => {
      const webhook = call.store.table('settings', scopeOf([PORTAL], call)).get('audit-log-webhook');
      const enabled = webhook?.enabled === true;
      return answer(200, { webhook_enabled: enabled, webhook_status: enabled ? 'active' : 'inactive' });
    },
  },
];
