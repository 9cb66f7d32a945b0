import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

let konnect: Connection;
let plane: string;
beforeEach(async () => {
  konnect = await connect();
  plane = `/v2/control-planes/${await konnect.make('eu POST /v2/control-planes', { name: 'cp' })}`;
});
afterEach(() => konnect.close());

test('a config store never shows what it holds, and goes by force alone while it holds something', async () => {
  const path = `${plane}/config-stores`;
  const store = `${path}/${await konnect.make(`eu POST ${path}`, { name: 's' })}`;
  const put = (value: string) => konnect.call(`eu PUT ${store}/secrets/a`, { value });
  expect([(await put('one')).status, (await put('two')).status]).toEqual([201, 200]);
  expect((await konnect.call(`eu POST ${store}/secrets`, { key: 'a', value: 'three' })).status).toBe(400);
  await konnect.call(`eu POST ${store}/secrets`, { key: 'b', value: 'four' });
  const first = (await konnect.call(`eu GET ${store}/secrets?page[size]=1`)).body;
  expect(first.data).toEqual([{ key: 'a', created_at: expect.any(String), updated_at: expect.any(String) }]);
  expect((await konnect.call(`eu GET ${first.meta.page.next}`)).body.data).toMatchObject([{ key: 'b' }]);
  expect(JSON.stringify(konnect.simulator.state())).not.toMatch(/"(one|two|three|four)"/);
  expect((await konnect.call(`eu DELETE ${store}`)).status).toBe(400);
  expect((await konnect.call(`eu DELETE ${store}?force=true`)).status).toBe(204);
  expect((await konnect.call(`eu GET ${store}/secrets`)).status).toBe(404);
});

test('a plugin of one’s own is known by the name in its schema', async () => {
  const path = `${plane}/core-entities/plugin-schemas`;
  const schema = { lua_schema: 'return {\n  name = "mine",\n  fields = {},\n}' };
  expect((await konnect.call(`eu POST ${path}`, schema)).body.item).toMatchObject({ name: 'mine', ...schema });
  expect((await konnect.call(`eu POST ${path}`, schema)).status).toBe(409);
  expect((await konnect.call(`eu POST ${path}`, { lua_schema: 'return {}' })).status).toBe(400);
  expect((await konnect.call(`eu GET ${path}`)).body).toMatchObject({
    items: [{ name: 'mine' }],
    page: { total_count: 1 },
  });
  expect((await konnect.call(`eu DELETE ${path}/mine`)).status).toBe(204);
  expect((await konnect.call(`eu GET ${path}/mine`)).status).toBe(404);
});

test('the expected configuration changes with the entities, and with nothing else', async () => {
  const hash = async () => (await konnect.call(`eu GET ${plane}/expected-config-hash`)).body.expected_hash;
  const before = await hash();
  await konnect.call(`eu PATCH ${plane}`, { description: 'a' });
  expect(await hash()).toBe(before);
  const service = await konnect.make(`eu POST ${plane}/core-entities/services`, { name: 's', host: 'a' });
  expect(await hash()).not.toBe(before);
  await konnect.call(`eu DELETE ${plane}/core-entities/services/${service}`);
  expect(await hash()).toBe(before);
  expect((await konnect.call(`eu GET ${plane}/nodes/eol`)).body).toEqual({ items: [], page: { total_count: 0 } });
});

test('a partial names the plugins that use it', async () => {
  const entities = `${plane}/core-entities`;
  const partial = await konnect.make(`eu POST ${entities}/partials`, { type: 'redis-ee', config: { host: 'a' } });
  const plugin = await konnect.make(`eu POST ${entities}/plugins`, { name: 'acme', partials: [{ id: partial }] });
  await konnect.make(`eu POST ${entities}/plugins`, { name: 'cors' });
  expect((await konnect.call(`eu GET ${entities}/partials/${partial}/links`)).body).toEqual({
    count: 1,
    data: [{ id: plugin, name: 'acme' }],
  });
});

test('a control plane says whether a group has it', async () => {
  const member = async () => (await konnect.call(`eu GET ${plane}/group-member-status`)).body.is_member;
  const body = { name: 'all', cluster_type: 'CLUSTER_TYPE_CONTROL_PLANE_GROUP' };
  const group = `/v2/control-planes/${await konnect.make('eu POST /v2/control-planes', body)}`;
  expect(await member()).toBe(false);
  await konnect.call(`eu POST ${group}/group-memberships/add`, { members: [{ id: plane.split('/').at(-1) }] });
  expect(await member()).toBe(true);
  expect((await konnect.call(`eu GET ${group}/group-status`)).body.item).toMatchObject({ state: 'OK', conflicts: [] });
  expect((await konnect.call(`eu GET ${plane}/group-status`)).status).toBe(400);
});
