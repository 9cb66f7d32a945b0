import { type Collection, routesOf } from '../collection.ts';
import type { Call, Route } from '../route.ts';
import { NAME, SAME } from '../rules/filter.ts';
import { problem } from '../rules/problem.ts';
import { dateTime, flag, openRecord, required, text } from '../rules/shape.ts';
import type { Row } from '../store/table.ts';
import { forgetMember } from './memberships.ts';

function refuseSameName(noun: string, row: Row, others: readonly Row[]): void {
  if (others.some((other) => other.id !== row.id)) throw problem(409, `${noun} ${row.name} exists already`);
}

/** `/v3/system-accounts` (Konnect API contract 3.15.0). */
const accounts: Collection = {
  host: 'global',
  path: '/v3/system-accounts',
  parameter: 'accountId',
  table: 'system-accounts',
  noun: 'system account',
  listing: { filters: { name: NAME, description: NAME, konnect_managed: SAME } },
  create: openRecord({ name: required(text({ min: 1 })), description: required(text()), konnect_managed: flag() }),
  update: openRecord({ name: text({ min: 1 }), description: text() }),
  build: ({ name, description, konnect_managed = false }) => ({ name, description, konnect_managed }),
  verify: (account, call) =>
    refuseSameName('system account', account, call.store.table('system-accounts').by('name', account.name)),
  remove: forgetMember,
};

/** The token's text is only in the answer to its creation. It opens its own organization. */
function shownOnce(token: Row, call: Call): unknown {
  const secret = `spat_${call.state.newId().replaceAll('-', '')}`;
  call.state.addToken(secret, call.organization.id);
  return { ...token, token: secret };
}

const tokens: Collection = {
  host: 'global',
  path: '/v3/system-accounts/{accountId}/access-tokens',
  parameter: 'tokenId',
  table: 'access-tokens',
  noun: 'access token',
  parents: [{ table: 'system-accounts', parameter: 'accountId', noun: 'system account' }],
  listing: { filters: { name: NAME } },
  create: openRecord({ name: required(text({ min: 1 })), expires_at: required(dateTime()) }),
  update: openRecord({ name: required(text({ min: 1 })) }),
  build: ({ name, expires_at }) => ({ name, expires_at }),
  verify: (token, call) =>
    refuseSameName(
      'access token',
      token,
      call.store.table('access-tokens', call.params.accountId ?? '').by('name', token.name),
    ),
  created: shownOnce,
};

export const systemAccountRoutes: Route[] = [...routesOf(accounts), ...routesOf(tokens)];
