import { visitDcrProviders, visitMail } from './portal-mail.ts';
import { roundTrip, type Visitor } from './visitor.ts';

/** Calls the operations of portals, everything below them, and application auth strategies. @returns a portal's id. */
export function visitPortals(visitor: Visitor): string {
  const strategies = '/v2/application-auth-strategies';
  const keyAuth = {
    name: 'keys',
    display_name: 'Keys',
    strategy_type: 'key_auth',
    configs: { 'key-auth': { key_names: ['X-Key'] } },
  };
  const openid = {
    issuer: 'https://idp.example.com',
    credential_claim: ['sub'],
    scopes: ['openid'],
    auth_methods: ['bearer'],
  };
  const strategy = roundTrip(visitor, 'eu', strategies, {
    create: keyAuth,
    patch: { display_name: 'API keys', labels: { a: 'b' } },
    put: keyAuth,
  });
  visitor.call(`eu POST ${strategies}`, { ...keyAuth, configs: {} }, 400);
  const second = visitor.create(`eu POST ${strategies}`, {
    name: 'oidc',
    display_name: 'OIDC',
    strategy_type: 'openid_connect',
    configs: { 'openid-connect': openid },
  });
  visitor.call(`eu DELETE ${strategies}/${second}`);

  const portal = roundTrip(visitor, 'eu', '/v3/portals', {
    create: {
      name: 'dev',
      display_name: 'Acme (dev)',
      labels: { env: 'dev' },
      default_application_auth_strategy_id: strategy,
    },
    patch: { description: null, labels: { env: null, 'env-type': 'DEV' } },
  });
  visitor.call('eu POST /v3/portals', { name: 'dev' }, 400);
  const prod = visitor.create('eu POST /v3/portals', { name: 'prod' });
  visitor.call(`eu PATCH /v3/portals/${prod}`, { name: 'dev' }, 409);
  visitor.call(`eu DELETE /v3/portals/${prod}`);
  visitor.call(`eu POST /v3/portals/${portal}/default-content`);
  visitor.call('eu GET /v3/portal-roles');
  visitContent(visitor, `/v3/portals/${portal}`);
  visitAccess(visitor, `/v3/portals/${portal}`);
  visitSettings(visitor, `/v3/portals/${portal}`);
  visitMail(visitor, `/v3/portals/${portal}`);
  visitDcrProviders(visitor);
  visitor.call('eu PATCH /v3/audit-log-webhook', { enabled: true });
  return portal;
}

function visitContent(visitor: Visitor, base: string): void {
  const page = roundTrip(visitor, 'eu', `${base}/pages`, {
    create: { slug: 'guide', content: '---\ntitle: Guide\ndescription: How to\n---\n# Guide' },
    patch: { visibility: 'public', status: 'published' },
  });
  const below = visitor.create(`eu POST ${base}/pages`, {
    slug: 'more',
    content: '# More',
    title: 'More',
    parent_page_id: page,
  });
  visitor.call(`eu POST ${base}/pages/${below}/move`, { index: 0 });
  visitor.call(`eu GET ${base}/pages`);
  visitor.call(`eu DELETE ${base}/pages/${page}`);
  const snippet = roundTrip(visitor, 'eu', `${base}/snippets`, {
    create: { name: 'note', content: 'Note' },
    patch: { title: 'Note', content: 'A note' },
  });
  visitor.call(`eu DELETE ${base}/snippets/${snippet}`);
}

function visitAccess(visitor: Visitor, base: string): void {
  const entry = roundTrip(visitor, 'eu', `${base}/ip-allow-list`, {
    create: { allowed_ips: ['10.0.0.0/8'] },
    patch: { allowed_ips: ['10.0.0.1'] },
    put: { allowed_ips: ['10.0.0.2'] },
  });
  visitor.create(`eu POST ${base}/ip-allow-list`, { allowed_ips: ['10.0.0.3'] });
  visitor.call(`eu GET ${base}/ip-allow-list?page[size]=1`);
  visitor.call(`eu DELETE ${base}/ip-allow-list/${entry}`);

  const team = roundTrip(visitor, 'eu', `${base}/teams`, {
    create: { name: 'partners' },
    patch: { description: 'Partners' },
  });
  const roles = `${base}/teams/${team}/assigned-roles`;
  const role = { role_name: 'API Viewer', entity_id: team, entity_type_name: 'Services', entity_region: 'eu' };
  const assigned = visitor.create(`eu POST ${roles}`, role);
  visitor.call(`eu POST ${roles}`, role, 409);
  visitor.call(`eu GET ${roles}`);
  visitor.call(`eu DELETE ${roles}/${assigned}`);

  visitPeople(visitor, base, team);

  const providers = `${base}/identity-providers`;
  const provider = roundTrip(visitor, 'eu', providers, {
    create: {
      type: 'oidc',
      config: { issuer_url: 'https://idp.example.com', client_id: 'portal', client_secret: 'x' },
    },
    patch: { enabled: true },
  });
  const mappings = `${providers}/${provider}/team-group-mappings`;
  const mapping = roundTrip(visitor, 'eu', mappings, { create: { team_id: team, group: 'a' } });
  visitor.call(`eu DELETE ${mappings}/${mapping}`);
  const groups = `${base}/identity-provider/team-group-mappings`;
  visitor.call(`eu PATCH ${groups}`, { data: [{ team_id: team, groups: ['a', 'b'] }] });
  visitor.call(`eu GET ${groups}`);
  visitor.call(`eu DELETE ${providers}/${provider}`);
  visitor.call(`eu PATCH ${groups}`, { data: [{ team_id: team, groups: ['a'] }] }, 400);
  visitor.call(`eu DELETE ${base}/teams/${team}`);
}

function visitPeople(visitor: Visitor, base: string, team: string): void {
  const ann = { email: 'ann@example.com', full_name: 'Ann' };
  const developer = roundTrip(visitor, 'eu', `${base}/developers`, { create: ann, patch: { status: 'approved' } });
  visitor.call(`eu POST ${base}/developers`, ann, 409);
  visitor.call(`eu POST ${base}/teams/${team}/developers`, { id: developer });
  visitor.call(`eu POST ${base}/teams/${team}/developers`, { id: developer }, 409);
  visitor.call(`eu GET ${base}/teams/${team}/developers`);
  visitor.call(`eu GET ${base}/developers/${developer}/teams`);

  const openid = visitor.create('eu POST /v2/application-auth-strategies', {
    name: 'openid',
    display_name: 'OpenID',
    strategy_type: 'openid_connect',
    configs: {
      'openid-connect': {
        issuer: 'https://idp.example.com',
        credential_claim: ['sub'],
        scopes: ['openid'],
        auth_methods: ['bearer'],
      },
    },
  });
  const phone = roundTrip(visitor, 'eu', `${base}/applications`, {
    create: { name: 'phone', owner: { type: 'developer', id: developer } },
    patch: { owner: { type: 'team', id: team } },
  });
  const web = { name: 'web', auth_strategy_id: openid, owner: { type: 'developer', id: developer } };
  visitor.create(`eu POST ${base}/applications`, web);
  visitor.call(`eu GET ${base}/applications?filter[developer_id][eq]=${developer}`);
  visitor.call(`eu GET /v3/applications/${phone}`);
  visitRegistrations(visitor, base, phone);
  visitor.call(`eu DELETE /v2/application-auth-strategies/${openid}`, undefined, 409);
  visitor.call(`eu DELETE ${base}/applications/${phone}`);
  visitor.call(`eu DELETE ${base}/teams/${team}/developers/${developer}`);
  visitor.call(`eu DELETE ${base}/developers/${developer}`);
  visitor.call(`eu DELETE ${base}/developers/${developer}`, undefined, 404);
}

function visitRegistrations(visitor: Visitor, base: string, application: string): void {
  const api = visitor.create('eu POST /v3/apis', { name: 'bookings', version: '1' });
  const path = `${base}/applications/${application}/registrations`;
  visitor.call(`eu POST ${path}`, { api_id: api }, 400);
  const portal = base.split('/').at(-1);
  visitor.call(`eu PUT /v3/apis/${api}/publications/${portal}`, {});
  const registration = roundTrip(visitor, 'eu', path, { create: { api_id: api }, patch: { status: 'approved' } });
  visitor.call(`eu POST ${path}`, { api_id: api }, 409);
  const plane = visitor.create('eu POST /v2/control-planes', { name: 'consumers' });
  const consumers = `/v2/control-planes/${plane}/core-entities/consumers`;
  const consumer = visitor.create(`eu POST ${consumers}`, { username: 'phone' });
  visitor.call(`eu PUT ${path}/${registration}/consumer`, { id: consumer });
  visitor.call(`eu GET ${path}/${registration}`);
  visitor.call(`eu GET ${base}/application-registrations?filter[application_name][eq]=phone`);
  visitor.call(`eu GET /v3/apis/${api}/registrations?filter[portal_id][eq]=${portal}`);
  visitor.call(`eu GET ${base}/applications/${application}/developers`);
  visitor.call(`eu GET ${base}/applications/${application}/credentials`);
  visitor.call(`eu GET ${base}/api-publications?filter[api_name][eq]=bookings`);
  visitor.call(`eu DELETE ${path}/${registration}/consumer`);
  visitor.call(`eu DELETE ${path}/${registration}`);
  visitor.call(`eu DELETE /v2/control-planes/${plane}`);
  visitor.call(`eu DELETE /v3/apis/${api}`);
}

function visitSettings(visitor: Visitor, base: string): void {
  visitor.call(`eu GET ${base}/customization`);
  visitor.call(`eu PATCH ${base}/customization`, { theme: { mode: 'dark' }, robots: 'User-agent: *' });
  visitor.call(`eu PUT ${base}/customization`, { layout: 'sidebar' });
  visitor.call(`eu GET ${base}/integrations`);
  const tag = { enabled: true, type: 'tracking', config_data: { id: 'GTM-ABC123' } };
  visitor.call(`eu PUT ${base}/integrations`, { google_tag_manager: tag });
  visitor.call(`eu PATCH ${base}/integrations`, { google_tag_manager: { ...tag, enabled: false } });
  visitor.call(`eu GET ${base}/authentication-settings`);
  visitor.call(`eu PATCH ${base}/authentication-settings`, {
    oidc_auth_enabled: true,
    oidc_issuer: 'https://idp.example.com',
    oidc_client_id: 'p',
  });
  visitor.call(`eu GET ${base}/email-config`, undefined, 404);
  visitor.call(`eu POST ${base}/email-config`, { from_name: 'Acme', from_email: 'portal@example.com' });
  visitor.call(`eu PATCH ${base}/email-config`, { reply_to_email: 'help@example.com' });
  visitor.call(`eu GET ${base}/email-config`);
  visitor.call(`eu DELETE ${base}/email-config`);
  visitor.call(`eu PATCH ${base}/audit-log-webhook`, { enabled: true }, 400);
  const destination = visitor.create('global POST /v3/audit-log-destinations', {
    name: 'logs',
    endpoint: 'https://a.b',
  });
  visitor.call(`eu PATCH ${base}/audit-log-webhook`, { enabled: true, audit_log_destination_id: destination });
  visitor.call(`eu GET ${base}/audit-log-webhook`);
  visitor.call(`eu DELETE ${base}/audit-log-webhook`);
  visitor.call(`eu GET ${base}/custom-domain`, undefined, 404);
  visitor.call(`eu POST ${base}/custom-domain`, {
    hostname: 'portal.example.com',
    enabled: true,
    ssl: { domain_verification_method: 'http' },
  });
  visitor.call(`eu PATCH ${base}/custom-domain`, { enabled: false });
  visitor.call(
    `eu PATCH ${base}/custom-domain`,
    { ssl: { custom_certificate: 'PEM', custom_private_key: 'PEM' } },
    400,
  );
  visitor.call(`eu GET ${base}/custom-domain`);
  visitor.call(`eu DELETE ${base}/custom-domain`);
}
