import { type Collection, routesOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { TEXT } from '../rules/filter.ts';
import type { Fields } from '../rules/merge.ts';
import { notUnique } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import { digest } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';

/** The DNS records for a domain. They cannot be published here, so the verification stays pending. */
function view({ domain, created_at, updated_at }: Row): Fields {
  const key = digest(String(domain)).slice(0, 16);
  return {
    domain,
    verification: { status: 'pending', last_time_checked: created_at, last_time_success: created_at },
    dns_validation_records: [
      { type: 'TXT', name: `konnect._domainkey.${domain}`, value: `p=${key}` },
      { type: 'MX', name: `mail.${domain}`, value: 'feedback.mail.invalid' },
    ],
    created_at,
    updated_at,
  };
}

/** `/v3/portals/email-domains`: the domains from which a region's portals send mail (Konnect API contract 3.15.0). */
const domains: Collection = {
  host: 'regional',
  path: '/v3/portals/email-domains',
  parameter: 'emailDomain',
  table: 'email-domains',
  noun: 'email domain',
  listing: {
    filters: { domain: TEXT, verification_status: TEXT },
    derived: { verification_status: () => 'pending' },
    sort: ['domain', 'created_at', 'updated_at'],
  },
  create: inContract(),
  build: ({ domain }) => ({ id: domain, domain }),
  verify: ({ domain }, call) => {
    if (call.store.table('email-domains').get(String(domain)) !== undefined) throw notUnique('domain', domain);
  },
  view,
};

export const emailDomainRoutes: Route[] = routesOf(domains);
