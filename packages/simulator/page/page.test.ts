import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connect } from '../http.fixture.ts';
import { mostBoxes } from './diagram.ts';
import { mostRows } from './page.ts';

let konnect: Connection;

beforeEach(async () => {
  konnect = await connect();
});

afterEach(() => konnect.close());

async function look(headers: Record<string, string> = {}) {
  const response = await fetch(`${konnect.simulator.url}/`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The text of a page, a line for each row of a table. */
function rows(page: string): string[] {
  return [...page.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

/** A team on a gateway that serves an API in a portal. */
async function makePlatform(name = 'flights'): Promise<void> {
  const { make, call } = konnect;
  const team = await make('global POST /v3/teams', { name });
  const plane = await make('eu POST /v2/control-planes', { name });
  const role = { role_name: 'Admin', entity_id: plane, entity_type_name: 'Control Planes', entity_region: 'eu' };
  await make(`global POST /v3/teams/${team}/assigned-roles`, role);
  await call('global POST /v3/invites', { email: 'ann@air.example' });
  const users = (await call('global GET /v3/users')).body.data;
  await call(`global POST /v3/teams/${team}/users`, { id: users[0].id });
  const entities = `eu POST /v2/control-planes/${plane}/core-entities`;
  const service = await make(`${entities}/services`, {
    name: 'seats',
    host: 'seats.example',
    port: 8443,
    protocol: 'https',
  });
  await make(`${entities}/routes`, { name: 'all', paths: ['/'], service: { id: service } });
  const portal = await make('eu POST /v3/portals', { name: 'partners', display_name: 'For partners' });
  const api = await make('eu POST /v3/apis', { name, version: '1.2.0' });
  await make(`eu POST /v3/apis/${api}/implementations`, { service: { control_plane_id: plane, id: service } });
  await call(`eu PUT /v3/apis/${api}/publications/${portal}`, { visibility: 'public' });
}

test('shows teams, gateways, APIs and portals, and the links between them', async () => {
  await makePlatform();
  const { status, headers, text } = await look();
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(rows(text)).toEqual([
    'API Version Served by Published in',
    'flights 1.2.0 seats on flights partners public',
    'Gateway Services Routes Plugins Consumers',
    'flights seats → https://seats.example:8443 , 1 route 1 0 0',
    'Portal Title Who sees it APIs',
    'partners For partners with login 1',
    'Team People Roles',
    'flights ann@air.example Admin on flights eu',
  ]);
  const lines = [...text.matchAll(/<path class="line[^>]*><title>([^<]*)/g)].map(([, title]) => title);
  expect(lines).toEqual([
    'flights: Admin on flights',
    'flights is served by seats on flights',
    'flights is public in partners',
  ]);
});

test('says what to do while nothing is there', async () => {
  const { text } = await look();
  expect(text).toContain('Nothing is here yet');
  expect(text).toContain(`konduct apply --konnect-url '${konnect.simulator.url}/{region}'`);
});

test('takes what stands in Konnect for text', async () => {
  const { make } = konnect;
  await make('eu POST /v3/portals', { name: 'p', display_name: `<script>alert(1)</script>"onload='x'&\u202E` });
  await make('eu POST /v3/apis', { name: '</title></svg><img src=x onerror=alert(1)>', version: '"><b>' });
  const { text, headers } = await look();
  expect(text).not.toMatch(/<script|<img|<b>"|onload='|\u202E/);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&#39;x&#39;&amp;\uFFFD');
  expect(text).toContain('&lt;/title&gt;&lt;/svg&gt;&lt;img src=x onerror=alert(1)&gt;');
  expect(text.match(/<\/svg>/g)).toHaveLength(1);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
});

test('shows a part of what is much, and says so', async () => {
  const count = mostRows + 1;
  for (let index = 0; index < count; index += 1) await konnect.make('us POST /v3/apis', { name: `api-${index}` });
  const { text } = await look();
  expect(text).toContain(`(the first ${mostBoxes})`);
  expect(text).toContain('and 1 more');
  expect(text.match(/<g class="box/g)).toHaveLength(mostBoxes);
});

test('names what is gone, and shows no organization that has nothing', async () => {
  await makePlatform();
  const [plane] = (await konnect.call('eu GET /v2/control-planes')).body.data;
  await konnect.call(`eu DELETE /v2/control-planes/${plane.id}`);
  const answer = await fetch(`${konnect.simulator.url}/v3/teams`, { headers: { authorization: 'Bearer kpat_other' } });
  expect(answer.status).toBe(200);
  const { text } = await look();
  expect(rows(text)).toContain('flights 1.2.0 gone on gone partners public');
  expect(rows(text)).toContain('flights ann@air.example Admin on Control Planes, gone eu');
  expect(text.match(/<h2>/g)).toHaveLength(1);
});

test('is no call of Konnect, and stands at no other address', async () => {
  const before = konnect.simulator.stats();
  await look();
  const head = await fetch(`${konnect.simulator.url}/`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(konnect.simulator.stats()).toEqual(before);
  expect((await look({ 'x-forwarded-host': 'eu.api.konghq.com' })).status).toBe(401);
  expect((await fetch(`${konnect.simulator.url}/`, { method: 'POST' })).status).toBe(401);
});
