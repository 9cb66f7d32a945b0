import { type Call, param, type Route } from '../route.ts';
import { type Fields, isFields } from '../rules/merge.ts';
import { invalid } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import { settingRoutes } from '../setting.ts';
import { certificateIn, verifyPrivateKey } from './certificate.ts';
import { PORTAL } from './portal-pages.ts';

const HOST_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** @throws Refusal 400 for a host name that cannot be one of the DNS, and for another portal's (both inferred). */
function verifyHostName(hostname: unknown, call: Call): void {
  const domains = [...call.store.table('portals').rows()]
    .filter(({ id }) => id !== param(call, 'portalId'))
    .map(({ id }) => call.store.table('settings', id).get('custom-domain')?.hostname);
  const reason = HOST_NAME.test(String(hostname))
    ? domains.includes(hostname) && 'is that of another portal'
    : 'is not a host name';
  if (reason !== false) throw invalid([{ field: 'hostname', rule: 'invalid', reason, source: 'body' }]);
}

/**
 * What is shown of a certificate; the certificate and its key are write-only (contract 3.15.0). A certificate without its
 * key, and one for a domain that is verified by HTTP, are refused (inferred).
 */
function certificateFields(method: unknown, sent: Fields, call: Call): Fields {
  const { custom_certificate: pem, custom_private_key: key, skip_ca_check } = sent;
  const flags = skip_ca_check === undefined ? {} : { skip_ca_check };
  if (pem === undefined && key === undefined) return flags;
  const lacking = pem === undefined ? 'custom_certificate' : key === undefined ? 'custom_private_key' : undefined;
  if (lacking !== undefined) {
    const field = `ssl.${lacking}`;
    throw invalid([{ field, rule: 'required', reason: 'is a required field', source: 'body' }]);
  }
  if (method !== 'custom_certificate') {
    const reason = `is not used with ${method}`;
    throw invalid([{ field: 'ssl.custom_certificate', rule: 'invalid', reason, source: 'body' }]);
  }
  const certificate = certificateIn('ssl.custom_certificate', String(pem));
  verifyPrivateKey('ssl.custom_private_key', String(key), certificate);
  const expires_at = new Date(certificate.validTo).toISOString();
  return { ...flags, uploaded_at: call.state.timestamp(), expires_at };
}

function created({ hostname, enabled, ssl }: Fields, call: Call): Fields {
  verifyHostName(hostname, call);
  const sent = isFields(ssl) ? ssl : {};
  const { domain_verification_method } = sent;
  const now = call.state.timestamp();
  return {
    hostname,
    enabled,
    ssl: {
      domain_verification_method,
      verification_status: 'pending',
      ...certificateFields(domain_verification_method, sent, call),
    },
    cname_status: 'pending',
    created_at: now,
    updated_at: now,
  };
}

function changed(before: Fields, { ssl: sent, ...body }: Fields, call: Call): Fields {
  const ssl = isFields(before.ssl) ? before.ssl : {};
  const certificate = certificateFields(ssl.domain_verification_method, isFields(sent) ? sent : {}, call);
  return { ...before, ...body, ssl: { ...ssl, ...certificate }, updated_at: call.state.timestamp() };
}

/** The domain of a portal (Konnect API contract 3.15.0). Nobody asks the DNS: it stays pending. */
export const portalCustomDomainRoutes: Route[] = settingRoutes({
  host: 'regional',
  path: '/v3/portals/{portalId}/custom-domain',
  name: 'custom-domain',
  parents: [PORTAL],
  create: inContract(),
  update: inContract(),
  removable: true,
  build: created,
  merge: changed,
});
