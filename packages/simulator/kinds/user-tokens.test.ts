import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

let konnect: Connection;
let path: string;
beforeEach(async () => {
  konnect = await connect();
  await konnect.call('global POST /v3/invites', { email: 'ann@example.com' });
  const [user] = (await konnect.call('global GET /v3/users')).body.data;
  path = `/v3/users/${user.id}/access-tokens`;
});
afterEach(() => konnect.close());

async function me(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${konnect.simulator.url}/global/v3/users/me`, { headers });
  return { status: answer.status, email: ((await answer.json()) as { email?: string }).email };
}

test('a token of a user is shown once, acts as the user, and does not once it is revoked', async () => {
  const { status, body } = await konnect.call(`global POST ${path}`, { name: 'laptop', ttl_seconds: 86_400 });
  expect({ status, state: body.state }).toEqual({ status: 201, state: 'ACTIVE' });
  expect(await me(body.konnect_token)).toEqual({ status: 200, email: 'ann@example.com' });
  expect((await konnect.call(`global GET ${path}/${body.id}`)).body).not.toHaveProperty('konnect_token');
  expect(JSON.stringify(konnect.simulator.state())).not.toContain(body.konnect_token);
  expect((await konnect.call(`global PATCH ${path}/${body.id}/revoke`)).body).toMatchObject({ state: 'REVOKED' });
  expect(await me(body.konnect_token)).toMatchObject({ status: 401 });
  expect((await konnect.call(`global GET ${path}`)).body).toMatchObject({
    data: [{ name: 'laptop', state: 'REVOKED' }],
    meta: { number: 1, total: 1 },
  });
});

test('a token has a name of its own and one way to end', async () => {
  const ends = { expires_at: '2020-01-01T00:00:00Z' };
  expect((await konnect.call(`global POST ${path}`, { name: 'old', ...ends })).body.state).toBe('EXPIRED');
  expect((await konnect.call(`global POST ${path}`, { name: 'old', ...ends })).status).toBe(409);
  expect((await konnect.call(`global POST ${path}`, { name: 'none' })).status).toBe(400);
});
