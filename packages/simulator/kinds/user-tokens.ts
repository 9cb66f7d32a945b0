import { type Collection, existing, find, type Parent, routesOf } from '../collection.ts';
import { answer } from '../request.ts';
import { type Call, param, type Route } from '../route.ts';
import { allItems } from '../rules/page.ts';
import { problem } from '../rules/problem.ts';
import { inContract } from '../rules/shape.ts';
import { digest, uuidFrom } from '../store/identifier.ts';
import type { Row } from '../store/table.ts';

const USER: Parent = { table: 'users', parameter: 'userId', noun: 'user' };

/** The text of a token. It is computed from the id, so that no row has to store it. */
const secretOf = ({ id }: Row) => `kpat_${digest(`user token/${id}`).slice(0, 40)}`;

function stateOf({ revoked_at, expires_at }: Row, call: Call): string {
  if (revoked_at !== null) return 'REVOKED';
  return Date.parse(String(expires_at)) <= call.state.clock() ? 'EXPIRED' : 'ACTIVE';
}

const view = (token: Row, call: Call) => ({ ...token, state: stateOf(token, call) });

/** `/v3/users/{userId}/access-tokens`: tokens that act as a user (Konnect API contract 3.15.0). */
const tokens: Collection = {
  host: 'global',
  path: '/v3/users/{userId}/access-tokens',
  parameter: 'tokenId',
  table: 'access-tokens',
  noun: 'access token',
  parents: [USER],
  listing: { filters: {} },
  // Contract 3.15.0: a list without pages whose `meta` has no `page`.
  page: (call, table, listing) => {
    const data = allItems(call, table, listing);
    return answer(200, { data, meta: { number: 1, size: Math.max(10, data.length), total: data.length } });
  },
  create: inContract(),
  update: inContract(),
  build: ({ name, expires_at, ttl_seconds }, call) => ({
    user_id: param(call, 'userId'),
    name,
    expires_at: expires_at ?? new Date(call.state.clock() + Number(ttl_seconds) * 1000).toISOString(),
    last_used_at: null,
    revoked_at: null,
    revoked_by: null,
  }),
  verify: (token, call) => {
    const taken = call.store.table('access-tokens', param(call, 'userId')).by('name', token.name);
    if (taken.some((other) => other.id !== token.id)) throw problem(409, `access token ${token.name} exists already`);
  },
  view,
  /** The token's text is only in the answer to its creation. It opens the organization as its user. */
  created: (token, call) => {
    const user = existing(call, USER.table, String(token.user_id), USER.noun);
    call.state.addToken(secretOf(token), call.organization.id, String(user.email));
    return { ...view(token, call), konnect_token: secretOf(token) };
  },
  remove: (token, call) => call.state.revokeToken(digest(secretOf(token))),
};

const revocation: Route = {
  host: 'global',
  method: 'PATCH',
  path: `${tokens.path}/{tokenId}/revoke`,
  run: (call) => {
    const token = find(tokens, call);
    call.state.revokeToken(digest(secretOf(token)));
    const now = call.state.timestamp();
    const revoked_by = uuidFrom(`${call.organization.id}/owner`);
    const row = token.revoked_at === null ? { ...token, revoked_at: now, revoked_by, updated_at: now } : token;
    call.store.table('access-tokens', param(call, 'userId')).put(row);
    return answer(200, view(row, call));
  },
};

export const userTokenRoutes: Route[] = [...routesOf(tokens), revocation];
