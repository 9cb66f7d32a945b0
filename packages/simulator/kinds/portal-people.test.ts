import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

function portal(fields: object = {}) {
  const call = caller();
  const strategy = call('eu POST /v2/application-auth-strategies', {
    name: 'keys',
    display_name: 'Keys',
    strategy_type: 'key_auth',
    configs: { 'key-auth': { key_names: ['X-Key'] } },
  }).body.id;
  const base = `/v3/portals/${call('eu POST /v3/portals', { name: 'dev', ...fields }).body.id}`;
  return { call, base, strategy };
}

describe('developers', () => {
  test('wait for approval unless their portal gives it, and have an address of their own', () => {
    const ann = { email: 'ann@example.com', full_name: 'Ann' };
    const { call, base } = portal();
    const made = call(`eu POST ${base}/developers`, ann);
    expect(made).toMatchObject({ status: 201, body: { ...ann, status: 'pending' } });
    expect(call(`eu POST ${base}/developers`, ann).status).toBe(409);
    expect(call(`eu PATCH ${base}/developers/${made.body.id}`, { status: 'approved' }).body.status).toBe('approved');
    expect(call(`eu GET ${base}/developers?filter[status][eq]=approved`).body).toMatchObject({
      data: [{ id: made.body.id }],
      meta: { page: { total: 1 } },
    });
    const approving = portal({ auto_approve_developers: true });
    expect(approving.call(`eu POST ${approving.base}/developers`, ann).body.status).toBe('approved');
  });

  test('are in teams of their portal', () => {
    const { call, base } = portal();
    const team = call(`eu POST ${base}/teams`, { name: 'partners' }).body.id;
    const { id } = call(`eu POST ${base}/developers`, { email: 'ann@example.com', full_name: 'Ann' }).body;
    const members = `${base}/teams/${team}/developers`;
    expect(call(`eu POST ${members}`, { id })).toMatchObject({ status: 201, headers: {} });
    expect(call(`eu POST ${members}`, { id }).status).toBe(409);
    expect(call(`eu POST ${members}`, { id: UNKNOWN }).status).toBe(404);
    expect(call(`eu GET ${members}`).body.data).toMatchObject([{ id, email: 'ann@example.com', active: false }]);
    expect(call(`eu GET ${base}/developers/${id}/teams`).body.data).toMatchObject([{ id: team, name: 'partners' }]);
    expect([call(`eu DELETE ${members}/${id}`).status, call(`eu DELETE ${members}/${id}`).status]).toEqual([204, 404]);
  });
});

describe('applications', () => {
  test('belong to a developer or a team, and use a strategy', () => {
    const { call, base, strategy } = portal();
    const team = call(`eu POST ${base}/teams`, { name: 'partners' }).body.id;
    const owner = { type: 'team', id: team };
    const post = (body: object) => call(`eu POST ${base}/applications`, body);
    expect(post({ name: 'phone', owner }).status).toBe(400);
    expect(post({ name: 'phone', owner: { type: 'developer', id: team }, auth_strategy_id: strategy }).status).toBe(
      400,
    );
    expect(post({ name: 'phone', owner, auth_strategy_id: UNKNOWN }).status).toBe(400);
    const made = post({ name: 'phone', owner, auth_strategy_id: strategy });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'phone',
        owner,
        auth_strategy: { id: strategy, credential_type: 'key_auth', key_names: ['X-Key'] },
        registration_count: 0,
      },
    });
    const found = (query: string) => (call(`eu GET ${base}/applications?${query}`).body.data as unknown[]).length;
    expect([found(`filter[team_id][eq]=${team}`), found(`filter[developer_id][eq]=${team}`)]).toEqual([1, 0]);
    expect(call(`eu GET /v3/applications/${made.body.id}`).body).toEqual(made.body);
    expect(call(`eu GET /v3/applications/${UNKNOWN}`).status).toBe(404);
  });

  test("take their portal's default strategy", () => {
    const { call, base, strategy } = portal();
    call(`eu PATCH ${base}`, { default_application_auth_strategy_id: strategy });
    const owner = { type: 'developer', id: '' };
    owner.id = String(call(`eu POST ${base}/developers`, { email: 'ann@example.com', full_name: 'Ann' }).body.id);
    const { body } = call(`eu POST ${base}/applications`, { name: 'phone', owner });
    expect(body.auth_strategy).toMatchObject({ id: strategy });
  });
});
