import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function controlPlane() {
  const call = caller();
  const plane = call('eu POST /v2/control-planes', { name: 'dev' }).body.id;
  const gateway = (to: string, body?: unknown) => {
    const [method, path] = to.split(' ', 2);
    return call(`eu ${method} /v2/control-planes/${plane}/core-entities/${path}`, body);
  };
  return { call, plane, gateway };
}

type Page = { data: { id: string; name: string }[]; offset?: string; next?: string };

describe('gateway entities', () => {
  test('are made and replaced by PUT under the id the client chose', () => {
    const { gateway } = controlPlane();
    const made = gateway(`PUT services/${id(1)}`, { name: 'a', host: 'a.example.com', tags: ['x'] });
    expect(made).toMatchObject({
      status: 200,
      body: { id: id(1), protocol: 'http', port: 80, retries: 5, enabled: true },
    });
    const replaced = gateway(`PUT services/${id(1)}`, { name: 'a', host: 'b.example.com' }).body;
    expect(replaced).not.toHaveProperty('tags');
    expect(replaced.created_at).toBe(made.body.created_at);
    expect(Number.isInteger(replaced.updated_at)).toBe(true);
    expect(gateway('GET services/a').body).toEqual(replaced);
  });

  test('fill defaults in at every depth, over nulls too', () => {
    const { gateway } = controlPlane();
    const { healthchecks, slots } = gateway('POST upstreams', {
      name: 'a',
      slots: null,
      healthchecks: { active: { timeout: 9 } },
    }).body;
    expect(slots).toBe(10000);
    expect(healthchecks).toMatchObject({
      threshold: 0,
      active: { timeout: 9, http_path: '/', healthy: { interval: 0 } },
    });
  });

  test.each(['a,b', 'a/b', 'a\nb', ''])('refuse the tag %j, which could not be asked for', (tag) => {
    const { gateway } = controlPlane();
    const refused = gateway('POST services', { name: 'a', host: 'a.example.com', tags: ['fine: é', tag] });
    expect(refused).toMatchObject({ status: 400, body: { message: 'validation error' } });
  });

  test('take a URL apart', () => {
    const { gateway } = controlPlane();
    const made = gateway('POST services', { url: 'https://a.example.com/base', host: 'ignored' }).body;
    expect(made).toMatchObject({ protocol: 'https', host: 'a.example.com', port: 443, path: '/base' });
    expect(made).not.toHaveProperty('url');
  });

  test('are unique by name, with a 400 as the real service', () => {
    const { gateway } = controlPlane();
    gateway('POST services', { name: 'a', host: 'a' });
    expect(gateway('POST services', { name: 'a', host: 'b' })).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: {
        code: 3,
        message: 'data constraint error',
        details: [{ type: 'ERROR_TYPE_REFERENCE', field: 'name', messages: ['name (type: unique) constraint failed'] }],
      },
    });
    expect(gateway('POST services', { host: 'b' }).status).toBe(201);
    expect(gateway('POST services', { host: 'b' }).status).toBe(201);
  });

  test('let a plugin be once in each place', () => {
    const { gateway } = controlPlane();
    gateway(`PUT services/${id(1)}`, { host: 'a' });
    const plugin = { name: 'cors', service: { id: id(1) } };
    expect(gateway('POST plugins', plugin).status).toBe(201);
    expect(gateway('POST plugins', plugin).status).toBe(400);
    expect(gateway('POST plugins', { name: 'cors' }).status).toBe(201);
    expect(gateway('POST plugins', { name: 'cors' }).status).toBe(400);
  });

  test('point only to what is there', () => {
    const { gateway } = controlPlane();
    expect(gateway('POST routes', { name: 'a', paths: ['/a'], service: { id: id(9) } })).toMatchObject({
      status: 400,
      body: { details: [{ messages: [`service (type: foreign) constraint failed for value '${id(9)}': `] }] },
    });
    expect(gateway('GET routes').body.data).toEqual([]);
  });

  test('are told what is wrong with them', () => {
    const { gateway } = controlPlane();
    expect(gateway('POST services', { name: 'a', port: 'x', more: 1 })).toMatchObject({
      status: 400,
      body: {
        message: 'validation error',
        details: [
          { type: 'ERROR_TYPE_ENTITY', messages: ["missing properties: 'host'"] },
          { type: 'ERROR_TYPE_FIELD', field: 'port' },
          { type: 'ERROR_TYPE_FIELD', field: 'more' },
        ],
      },
    });
  });

  test('belong to one control plane', () => {
    const { call, plane, gateway } = controlPlane();
    gateway(`PUT services/${id(1)}`, { name: 'a', host: 'a' });
    const other = call('eu POST /v2/control-planes', { name: 'other' }).body.id;
    expect(call(`eu GET /v2/control-planes/${other}/core-entities/services`).body).toEqual({ data: [] });
    call(`eu DELETE /v2/control-planes/${plane}`);
    expect(gateway('GET services').status).toBe(404);
  });
});

describe('gateway lists', () => {
  test('page by offset, and the last page has none', () => {
    const { gateway } = controlPlane();
    for (let n = 0; n < 5; n += 1) gateway('POST services', { name: `s${n}`, host: 'a' });
    const seen: string[] = [];
    let offset: string | undefined;
    do {
      const page = gateway(`GET services?size=2${offset === undefined ? '' : `&offset=${offset}`}`).body as Page;
      seen.push(...page.data.map(({ name }) => name));
      expect('next' in page).toBe('offset' in page);
      ({ offset } = page);
    } while (offset !== undefined);
    expect(seen).toEqual(['s0', 's1', 's2', 's3', 's4']);
  });

  test.each([
    ['team', ['one', 'two']],
    ['team,a=1', ['one']],
    ['a=1/b=2', ['one', 'two']],
    ['a=1,b=2', []],
    ['none', []],
  ])('with tags=%s', (tags, names) => {
    const { gateway } = controlPlane();
    gateway('POST services', { name: 'one', host: 'a', tags: ['team', 'a=1'] });
    gateway('POST services', { name: 'two', host: 'a', tags: ['team', 'b=2'] });
    gateway('POST services', { name: 'three', host: 'a' });
    const page = gateway(`GET services?size=100&tags=${tags}`).body as Page;
    expect(page.data.map(({ name }) => name)).toEqual(names);
  });

  test.each(['size=0', 'size=x', 'offset=x'])('refuse %s', (query) => {
    expect(controlPlane().gateway(`GET services?${query}`).status).toBe(400);
  });

  test('show what is below another entity', () => {
    const { gateway } = controlPlane();
    gateway(`PUT consumers/${id(1)}`, { username: 'ann' });
    gateway(`PUT consumers/ann/key-auth/${id(2)}`, { key: 'k' });
    expect(gateway('GET key-auths').body.data).toMatchObject([{ id: id(2), consumer: { id: id(1) } }]);
    expect(gateway(`GET consumers/${id(1)}/key-auth`).body.data).toHaveLength(1);
    expect(gateway(`PUT key-auths/${id(3)}`, { key: 'l' }).status).toBe(405);
  });
});

describe('deletes in the gateway', () => {
  test('take along what belongs to an entity', () => {
    const { gateway } = controlPlane();
    gateway(`PUT services/${id(1)}`, { host: 'a' });
    gateway(`PUT plugins/${id(3)}`, { name: 'cors', service: { id: id(1) } });
    gateway(`PUT plugins/${id(4)}`, { name: 'cors' });
    expect(gateway(`DELETE services/${id(1)}`).status).toBe(204);
    expect((gateway('GET plugins').body as Page).data.map((plugin) => plugin.id)).toEqual([id(4)]);
    expect(gateway(`DELETE services/${id(1)}`).status).toBe(204);
  });

  test('keep a service that has a route', () => {
    const { gateway } = controlPlane();
    gateway(`PUT services/${id(1)}`, { host: 'a' });
    gateway(`PUT routes/${id(2)}`, { paths: ['/a'], service: { id: id(1) } });
    gateway(`PUT plugins/${id(3)}`, { name: 'cors', route: { id: id(2) } });
    gateway(`PUT plugins/${id(4)}`, { name: 'acl', service: { id: id(1) } });
    const refused = gateway(`DELETE services/${id(1)}`);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      code: 3,
      message: 'data constraint error',
      details: [
        {
          type: 'ERROR_TYPE_REFERENCE',
          messages: ['constraint failed (type: foreign) as route references this value'],
        },
      ],
    });
    expect((gateway('GET plugins').body as Page).data).toHaveLength(2);
    expect(gateway(`DELETE routes/${id(2)}`).status).toBe(204);
    expect((gateway('GET plugins').body as Page).data.map((plugin) => plugin.id)).toEqual([id(4)]);
    expect(gateway(`DELETE services/${id(1)}`).status).toBe(204);
  });

  test.each([
    ['services', { host: 'a', ca_certificates: [id(1)] }],
    ['plugins', { name: 'mtls-auth', config: { ca_certificates: [id(1)] } }],
  ])('keep a CA certificate that %s name', (collection, body) => {
    const { gateway } = controlPlane();
    gateway(`PUT ca_certificates/${id(1)}`, { cert: 'PEM' });
    gateway(`PUT ${collection}/${id(2)}`, body);
    expect(gateway(`DELETE ca_certificates/${id(1)}`).status).toBe(400);
    gateway(`DELETE ${collection}/${id(2)}`);
    expect(gateway(`DELETE ca_certificates/${id(1)}`).status).toBe(204);
  });

  test('take along the credentials that name a CA certificate', () => {
    const { gateway } = controlPlane();
    gateway(`PUT ca_certificates/${id(1)}`, { cert: 'PEM' });
    gateway(`PUT consumers/${id(2)}`, { username: 'ann' });
    gateway(`PUT consumers/ann/mtls-auth/${id(3)}`, { subject_name: 'ann', ca_certificate: { id: id(1) } });
    expect(gateway(`DELETE ca_certificates/${id(1)}`).status).toBe(204);
    expect(gateway('GET mtls-auths').body.data).toEqual([]);
  });

  test('keep a partial that a plugin uses', () => {
    const { gateway } = controlPlane();
    gateway(`PUT partials/${id(1)}`, { name: 'redis', type: 'redis-ce', config: { host: 'a' } });
    gateway(`PUT plugins/${id(2)}`, { name: 'rate-limiting', partials: [{ id: id(1), path: 'config.redis' }] });
    expect(gateway(`DELETE partials/${id(1)}`).status).toBe(400);
    gateway(`DELETE plugins/${id(2)}`);
    expect(gateway(`DELETE partials/${id(1)}`).status).toBe(204);
  });

  test('keep what others use', () => {
    const { gateway } = controlPlane();
    gateway(`PUT certificates/${id(1)}`, { cert: 'PEM', key: 'PEM' });
    gateway(`PUT services/${id(2)}`, { host: 'a', client_certificate: { id: id(1) } });
    expect(gateway(`DELETE certificates/${id(1)}`).status).toBe(400);
    gateway(`DELETE services/${id(2)}`);
    expect(gateway(`DELETE certificates/${id(1)}`).status).toBe(204);
  });

  test('end memberships', () => {
    const { gateway } = controlPlane();
    gateway(`PUT consumers/${id(1)}`, { username: 'ann' });
    gateway(`PUT consumer_groups/${id(2)}`, { name: 'gold' });
    expect(gateway('POST consumer_groups/gold/consumers', { consumer: id(1) }).status).toBe(201);
    expect(gateway('GET consumer_groups/gold').body).toMatchObject({
      consumer_group: { name: 'gold' },
      consumers: [{ username: 'ann' }],
    });
    gateway(`DELETE consumers/${id(1)}`);
    expect(gateway('GET consumer_groups/gold').body.consumers).toEqual([]);
    expect(gateway(`DELETE consumer_groups/gold/consumers/${id(1)}`).status).toBe(404);
  });
});

describe('schemas', () => {
  test('tell decK the defaults the entities get', () => {
    const { gateway } = controlPlane();
    const { properties } = gateway('GET v1/schemas/json/upstream').body as { properties: Record<string, object> };
    expect(properties.slots).toEqual({ default: 10000 });
    expect(properties.healthchecks).toMatchObject({
      type: 'object',
      properties: { active: { properties: { timeout: { default: 1 } } } },
    });
    expect(gateway('GET v1/schemas/json/nothing').status).toBe(404);
  });
});
