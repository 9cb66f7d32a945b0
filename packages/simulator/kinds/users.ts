import { type Collection, routesOf } from '../collection.ts';
import { answer, GLOBAL_HOST } from '../request.ts';
import type { Route } from '../route.ts';
import { check } from '../rules/check.ts';
import { ID, NAME, SAME } from '../rules/filter.ts';
import { problem } from '../rules/problem.ts';
import { email, openRecord, required, text } from '../rules/shape.ts';
import type { State } from '../state.ts';
import { uuidFrom } from '../store/identifier.ts';
import { type Organization, storeOf } from '../store/organization.ts';
import { person, sameAddress } from '../store/person.ts';
import { forgetMember } from './memberships.ts';

/** `/v3/users` (Konnect API contract 3.15.0). Users come from invitations, so there is no POST. */
const users: Collection = {
  host: 'global',
  path: '/v3/users',
  parameter: 'userId',
  table: 'users',
  noun: 'user',
  listing: { filters: { id: ID, email: NAME, full_name: NAME, active: SAME } },
  update: openRecord({ full_name: text({ max: 250 }), preferred_name: text({ max: 250 }) }),
  remove: forgetMember,
};

const INVITE = openRecord({ email: required(email()) });

/**
 * `POST /v3/invites`: 201 without a body. A user or an open invitation with the same address is a 409 (contract
 * 3.15.0).
 */
const invite: Route = {
  host: 'global',
  method: 'POST',
  path: '/v3/invites',
  run: (call) => {
    const address = String(check(INVITE, call.body).email);
    const invites = call.store.table('invites');
    const known = [...call.store.table('users').rows(), ...invites.rows()];
    if (known.some(({ email }) => sameAddress(String(email), address)))
      throw problem(409, `${address} was invited already`);
    if (call.state.pendingInvites) invites.put({ id: call.state.newId(), email: address });
    else addUser(call.state, call.organization, address);
    return answer(201);
  },
};

/** `GET /v3/users/me`: the token's user if it has one, else a person who is not among the invited users. */
const me: Route = {
  host: 'global',
  method: 'GET',
  path: '/v3/users/me',
  run: ({ organization, store, token }) => {
    const { user } = token;
    const known = [...store.table('users').rows()].find(
      ({ email }) => user !== undefined && sameAddress(String(email), user),
    );
    return answer(
      200,
      known ?? person(uuidFrom(`${organization.id}/owner`), 'owner@example.com', organization.createdAt),
    );
  },
};

/**
 * Accepts invitations, as people do with the link in their mail.
 *
 * @param address the person who accepts; by default all
 * @returns the number of new users
 */
export function acceptInvites(state: State, address?: string): number {
  let accepted = 0;
  for (const organization of state.organizations.values()) {
    const invites = storeOf(organization, GLOBAL_HOST).table('invites');
    for (const { id, email } of [...invites.rows()]) {
      if (address !== undefined && !sameAddress(String(email), address)) continue;
      invites.remove(id);
      addUser(state, organization, String(email));
      accepted += 1;
    }
  }
  return accepted;
}

function addUser(state: State, organization: Organization, address: string): void {
  storeOf(organization, GLOBAL_HOST)
    .table('users')
    .put(person(state.newId(), address, state.timestamp()));
}

export const userRoutes: Route[] = [...routesOf(users), invite, me];
