import { routesOf } from '../collection.ts';
import type { Route } from '../route.ts';
import { type CursorMeta, cursorPage } from '../rules/page.ts';
import { invalid } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { PORTAL } from './portal-pages.ts';

const BYTE = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^${BYTE}(\\.${BYTE}){3}(/(3[0-2]|[12]?\\d))?$`);
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}(\/(12[0-8]|1[01]\d|\d?\d))?$/i;

/** Refuses what is neither an address nor a range in CIDR notation (inferred: the contract says no more than text). */
function verify({ allowed_ips }: Row): void {
  const wrong = (Array.isArray(allowed_ips) ? allowed_ips.map(String) : []).flatMap((address, index) =>
    IPV4.test(address) || IPV6.test(address) ? [] : [`allowed_ips.${index}`],
  );
  if (wrong.length === 0) return;
  const reason = 'is neither an IP address nor a range in CIDR notation';
  throw invalid(wrong.map((field) => ({ field, rule: 'invalid', reason, source: 'body' })));
}

/** The only list with the cursor's links directly in `meta`; kongctl fails when they are in `meta.page` (seen). */
const LINKS_IN_META: CursorMeta = (links) => links;

/** The addresses that may reach a portal (Konnect API contract 3.15.0). Without an entry, everybody may. */
export const portalIpAllowListRoutes: Route[] = routesOf({
  host: 'regional',
  path: '/v3/portals/{portalId}/ip-allow-list',
  parameter: 'id',
  table: 'ip-allow-list',
  noun: 'IP allow list entry',
  parents: [PORTAL],
  unstamped: true,
  listing: { filters: {} },
  page: (call, table, listing) => cursorPage(call, table, listing, LINKS_IN_META),
  create: inContract(),
  update: inContract(),
  replace: inContract(),
  verify,
});
