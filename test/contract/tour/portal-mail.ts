import type { Visitor } from './visitor.ts';

const LOGO = 'data:image/svg+xml;base64,PHN2Zy8+';

/** Calls the operations of a portal's mails, domains and images. */
export function visitMail(visitor: Visitor, base: string): void {
  for (const asset of ['logo', 'favicon']) {
    visitor.call(`eu GET ${base}/assets/${asset}`);
    visitor.call(`eu PUT ${base}/assets/${asset}`, { data: LOGO });
    visitor.call(`eu GET ${base}/assets/${asset}/raw`);
  }
  visitDomains(visitor);
  visitTemplates(visitor, `${base}/email-templates`);
  visitor.call(`eu GET ${base}/email-delivery`);
  visitor.call(`eu PATCH ${base}/email-delivery`, { enabled: true, from_email: 'portal@example.com' });
  visitor.call(`eu DELETE ${base}/email-delivery`);
  visitor.call(`eu GET ${base}/audit-log-webhook/status`);
  visitor.call(`eu GET ${base}/audit-log-replay-job`);
  const [start_at, end_at] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  visitor.call(`eu PUT ${base}/audit-log-replay-job`, { start_at, end_at }, 202);
}

function visitDomains(visitor: Visitor): void {
  const path = '/v3/portals/email-domains';
  visitor.call(`eu POST ${path}`, { domain: 'example.com' });
  visitor.call(`eu POST ${path}`, { domain: 'example.com' }, 400);
  visitor.call(`eu GET ${path}?filter[verification_status][eq]=pending`);
  visitor.call(`eu GET ${path}/example.com`);
  visitor.call(`eu DELETE ${path}/example.com`);
}

function visitTemplates(visitor: Visitor, path: string): void {
  const all = '/v3/portals/email-templates';
  visitor.call(`eu GET ${all}`);
  visitor.call(`eu GET ${all}/variables`);
  visitor.call(`eu GET ${all}/reset-password`);
  visitor.call(`eu GET ${path}/reset-password`, undefined, 404);
  const content = { subject: 'Reset', title: 'Reset', body: 'Use the link below.' };
  visitor.call(`eu PATCH ${path}/reset-password`, { content: { ...content, button_label: null }, enabled: false });
  visitor.call(`eu GET ${path}`);
  visitor.call(`eu GET ${path}/reset-password`);
  visitor.call(`eu POST ${path}/reset-password/send-test-email`, { content });
  visitor.call(`eu DELETE ${path}/reset-password`);
}

/** A body for each type of dynamic client registration provider. */
const DCR_CONFIGS: Readonly<Record<string, object>> = {
  auth0: { initial_client_id: 'a', initial_client_secret: 'b' },
  azureAd: { initial_client_id: 'a', initial_client_secret: 'b' },
  curity: { initial_client_id: 'a', initial_client_secret: 'b' },
  okta: { dcr_token: 'a' },
  http: { dcr_base_url: 'https://dcr.example.com', api_key: 'abcdefghijkl' },
  kongIdentity: {},
};

/** Calls the operations of dynamic client registration providers, and of a strategy with one. */
export function visitDcrProviders(visitor: Visitor): void {
  const path = '/v2/dcr-providers';
  const ids = Object.entries(DCR_CONFIGS).map(([provider_type, dcr_config]) =>
    visitor.create(`eu POST ${path}`, {
      provider_type,
      dcr_config,
      name: provider_type,
      issuer: 'https://idp.example.com',
    }),
  );
  visitor.call(`eu GET ${path}?filter[initial_client_id][eq]=a&sort=name desc`);
  const [auth0] = ids;
  visitor.call(`eu PATCH ${path}/${auth0}`, { display_name: 'Auth0', dcr_config: { initial_client_audience: 'x' } });
  visitor.call(`eu PATCH ${path}/${auth0}`, { dcr_config: { dcr_token: 'x' } }, 400);
  visitor.call(`eu POST ${path}/${auth0}/verify`);
  const openid = { issuer: 'https://idp.example.com', credential_claim: [], scopes: [], auth_methods: [] };
  const strategy = visitor.create('eu POST /v2/application-auth-strategies', {
    name: 'dcr',
    display_name: 'DCR',
    strategy_type: 'openid_connect',
    configs: { 'openid-connect': openid },
    dcr_provider_id: auth0,
  });
  visitor.call(`eu GET /v2/application-auth-strategies/${strategy}`);
  visitor.call(`eu GET ${path}/${auth0}`);
  for (const id of ids) visitor.call(`eu DELETE ${path}/${id}`);
  visitor.call(`eu DELETE /v2/application-auth-strategies/${strategy}`);
}
