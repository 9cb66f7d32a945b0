import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

let konnect: Connection;
let portal: string;
let api: string;
let registrations: string;
beforeEach(async () => {
  konnect = await connect();
  const strategy = await konnect.make('eu POST /v2/application-auth-strategies', {
    name: 'keys',
    display_name: 'Keys',
    strategy_type: 'key_auth',
    configs: { 'key-auth': { key_names: ['X-Key'] } },
  });
  const body = { name: 'p', default_application_auth_strategy_id: strategy };
  portal = await konnect.make('eu POST /v3/portals', body);
  api = await konnect.make('eu POST /v3/apis', { name: 'flights', version: '1' });
  const ann = { email: 'ann@example.com', full_name: 'Ann' };
  const developer = await konnect.make(`eu POST /v3/portals/${portal}/developers`, ann);
  const owner = { type: 'developer', id: developer };
  const applications = `/v3/portals/${portal}/applications`;
  registrations = `${applications}/${await konnect.make(`eu POST ${applications}`, { name: 'phone', owner })}/registrations`;
});
afterEach(() => konnect.close());

test('an application registers for an API that its portal shows, once', async () => {
  expect((await konnect.call(`eu POST ${registrations}`, { api_id: api })).status).toBe(400);
  await konnect.call(`eu PUT /v3/apis/${api}/publications/${portal}`, { auto_approve_registrations: true });
  const made = await konnect.call(`eu POST ${registrations}`, { api_id: api });
  expect(made).toMatchObject({
    status: 201,
    body: { status: 'approved', api: { id: api, name: 'flights', version: '1' }, application: { name: 'phone' } },
  });
  expect((await konnect.call(`eu POST ${registrations}`, { api_id: api })).status).toBe(409);
  await konnect.call(`eu PATCH ${registrations}/${made.body.id}`, { status: 'revoked' });
  const of = async (path: string) => (await konnect.call(`eu GET ${path}`)).body.data;
  expect(await of(`/v3/portals/${portal}/application-registrations?filter[status][eq]=revoked`)).toHaveLength(1);
  expect(await of(`/v3/apis/${api}/registrations?filter[portal_name][eq]=p`)).toMatchObject([
    { status: 'revoked', portal: { id: portal }, application: { name: 'phone', owner: { type: 'developer' } } },
  ]);
  const [application] = await of(`/v3/portals/${portal}/applications`);
  expect(application.registration_count).toBe(1);
  expect(await of(`/v3/portals/${portal}/applications/${application.id}/developers`)).toMatchObject([
    { email: 'ann@example.com' },
  ]);
  expect(await of(`/v3/portals/${portal}/api-publications`)).toMatchObject([{ api_id: api, portal_ids: [portal] }]);
  await konnect.call(`eu DELETE /v3/apis/${api}`);
  expect(await of(registrations)).toEqual([]);
});

test('a registration is tied to a consumer that a control plane has', async () => {
  await konnect.call(`eu PUT /v3/apis/${api}/publications/${portal}`, {});
  const path = `${registrations}/${await konnect.make(`eu POST ${registrations}`, { api_id: api })}`;
  const plane = await konnect.make('eu POST /v2/control-planes', { name: 'cp' });
  const consumer = await konnect.make(`eu POST /v2/control-planes/${plane}/core-entities/consumers`, { username: 'a' });
  expect((await konnect.call(`eu PUT ${path}/consumer`, { id: plane })).status).toBe(400);
  expect((await konnect.call(`eu PUT ${path}/consumer`, { id: consumer })).status).toBe(204);
  expect((await konnect.call(`eu GET ${path}`)).body).toMatchObject({
    status: 'pending',
    consumer: { id: consumer, username: 'a', control_plane_id: plane },
  });
  expect((await konnect.call(`eu DELETE ${path}/consumer`)).status).toBe(204);
  expect((await konnect.call(`eu GET ${path}`)).body).not.toHaveProperty('consumer');
  expect((await konnect.call(`eu DELETE ${path}/consumer`)).status).toBe(404);
});
