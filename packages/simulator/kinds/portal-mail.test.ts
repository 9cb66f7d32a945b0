import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';

let konnect: Connection;
let portal: string;
beforeEach(async () => {
  konnect = await connect();
  portal = `/v3/portals/${await konnect.make('eu POST /v3/portals', { name: 'p' })}`;
});
afterEach(() => konnect.close());

describe('the images of a portal', () => {
  test('are there from the beginning, and can be replaced and set back', async () => {
    const path = `${portal}/assets/logo`;
    const first = (await konnect.call(`eu GET ${path}`)).body.data;
    expect(first).toMatch(/^data:image\/png;base64,/);
    const data = 'data:image/svg+xml;base64,PHN2Zy8+';
    expect(await konnect.call(`eu PUT ${path}`, { data })).toMatchObject({ status: 200, body: { data } });
    expect(await konnect.call(`eu GET ${path}/raw`)).toEqual({ status: 200, type: 'image/svg+xml', body: '<svg/>' });
    expect((await konnect.call(`eu GET ${portal}/assets/favicon`)).body.data).toBe(first);
    expect((await konnect.call(`eu PUT ${path}`, { data: 'data:text/html;base64,PHN2Zy8+' })).status).toBe(400);
    await konnect.call(`eu PUT ${path}`, null);
    expect((await konnect.call(`eu GET ${path}`)).body.data).toBe(first);
  });
});

describe('the mails of a portal', () => {
  test('are its own from the first change until they are deleted', async () => {
    const path = `${portal}/email-templates`;
    expect((await konnect.call(`eu GET ${path}`)).body.data).toEqual([]);
    expect((await konnect.call(`eu GET ${path}/reset-password`)).status).toBe(404);
    const content = { subject: 'Reset', title: 'Reset', body: 'Use the link below.', button_label: 'Reset' };
    const patch = (body: object) => konnect.call(`eu PATCH ${path}/reset-password`, body);
    expect((await patch({ content })).body).toMatchObject({ name: 'reset-password', enabled: true, content });
    await patch({ enabled: false });
    const changed = await patch({ content: { subject: 'New', button_label: null } });
    expect(changed.body).toMatchObject({ enabled: false, default_content: { subject: 'Reset password' } });
    expect(changed.body.content).toEqual({ subject: 'New', title: 'Reset', body: 'Use the link below.' });
    expect((await konnect.call(`eu GET ${path}`)).body.data).toEqual([changed.body]);
    expect((await konnect.call(`eu DELETE ${path}/reset-password`)).status).toBe(204);
    expect((await konnect.call(`eu GET ${path}`)).body.data).toEqual([]);
    expect((await konnect.call(`eu PATCH ${path}/hello`, { enabled: true })).status).toBe(404);
  });

  test('are described for all portals', async () => {
    const all = (await konnect.call('eu GET /v3/portals/email-templates')).body.data;
    expect(all).toHaveLength(11);
    const one = await konnect.call('eu GET /v3/portals/email-templates/api-key-expired');
    expect(all).toContainEqual(one.body);
    const { data } = (await konnect.call('eu GET /v3/portals/email-templates/variables')).body;
    const variable = data.find(({ name }: { name: string }) => name === 'credential_name');
    expect(variable.scope).toEqual(['api-key-expiring-soon', 'api-key-expired']);
  });

  test('come from a domain that is known by its name, and from nowhere until they are delivered', async () => {
    const path = '/v3/portals/email-domains';
    expect((await konnect.call(`eu POST ${path}`, { domain: 'example.com' })).status).toBe(201);
    expect((await konnect.call(`eu POST ${path}`, { domain: 'example.com' })).status).toBe(400);
    expect((await konnect.call(`us GET ${path}`)).body.meta.page.total).toBe(0);
    expect((await konnect.call(`eu GET ${path}/example.com`)).body).toMatchObject({
      domain: 'example.com',
      verification: { status: 'pending' },
    });
    expect((await konnect.call(`eu DELETE ${path}/example.com`)).status).toBe(204);
    expect((await konnect.call(`eu GET ${path}/example.com`)).status).toBe(404);
    const delivery = `${portal}/email-delivery`;
    const first = (await konnect.call(`eu GET ${delivery}`)).body;
    expect(first).toMatchObject({ enabled: false, from_email: null });
    await konnect.call(`eu PATCH ${delivery}`, { enabled: true, from_email: 'portal@example.com' });
    expect((await konnect.call(`eu GET ${delivery}`)).body).toMatchObject({ enabled: true, reply_to_email: null });
    expect((await konnect.call(`eu DELETE ${delivery}`)).status).toBe(204);
    expect((await konnect.call(`eu GET ${delivery}`)).body).toEqual(first);
  });
});

describe('the groups of a portal’s identity provider', () => {
  test('replace those of each team that is listed, and need a provider', async () => {
    const path = `${portal}/identity-provider/team-group-mappings`;
    const [a, b] = await Promise.all(['a', 'b'].map((name) => konnect.make(`eu POST ${portal}/teams`, { name })));
    const patch = (...data: object[]) => konnect.call(`eu PATCH ${path}`, { data });
    expect((await patch({ team_id: a, groups: ['x'] })).status).toBe(400);
    expect((await konnect.call(`eu GET ${path}`)).body.data).toEqual([]);
    const config = { issuer_url: 'https://idp.example.com', client_id: 'p' };
    const idp = await konnect.make(`eu POST ${portal}/identity-providers`, { type: 'oidc', config });
    await patch({ team_id: a, groups: ['x', 'y'] }, { team_id: b, groups: ['x'] });
    expect((await patch({ team_id: a, groups: ['z'] })).body.data).toEqual([
      { team_id: b, groups: ['x'] },
      { team_id: a, groups: ['z'] },
    ]);
    const pairs = `${portal}/identity-providers/${idp}/team-group-mappings`;
    expect((await konnect.call(`eu GET ${pairs}`)).body.data).toHaveLength(2);
    await patch({ team_id: a, groups: [] });
    expect((await konnect.call(`eu GET ${path}`)).body.data).toEqual([{ team_id: b, groups: ['x'] }]);
    const stranger = await konnect.make('global POST /v3/teams', { name: 'of the organization' });
    expect((await patch({ team_id: stranger, groups: ['x'] })).status).toBe(400);
    expect((await konnect.call('global GET /v3/identity-provider/team-group-mappings')).body.data).toEqual([]);
  });
});
