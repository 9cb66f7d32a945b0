import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

describe('portals', () => {
  test('refuse a second name with 400 on POST and with 409 on PATCH', () => {
    const call = caller();
    call('eu POST /v3/portals', { name: 'dev' });
    expect(call('eu POST /v3/portals', { name: 'dev' })).toMatchObject({
      status: 400,
      body: {
        invalid_parameters: [
          { field: 'name', rule: 'unique', reason: 'name: "dev" already exists and must be unique.' },
        ],
      },
    });
    const { id } = call('eu POST /v3/portals', { name: 'prod' }).body;
    expect(call(`eu PATCH /v3/portals/${id}`, { name: 'dev' })).toMatchObject({
      status: 409,
      body: { detail: 'name: "dev" already exists and must be unique.' },
    });
  });

  test('are found by their domain, also by one of their own', () => {
    const call = caller();
    const { id, default_domain } = call('eu POST /v3/portals', { name: 'dev' }).body;
    const found = (query: string) => (call(`eu GET /v3/portals?filter[${query}`).body.data as unknown[]).length;
    expect(found(`canonical_domain][eq]=${default_domain}`)).toBe(1);
    const domain = { hostname: 'portal.example.com', enabled: true, ssl: { domain_verification_method: 'http' } };
    call(`eu POST /v3/portals/${id}/custom-domain`, domain);
    expect([found('canonical_domain][eq]=portal.example.com'), found(`default_domain][eq]=${default_domain}`)]).toEqual(
      [1, 1],
    );
  });

  test('get their default content once', () => {
    const call = caller();
    const { id } = call('eu POST /v3/portals', { name: 'dev', default_page_visibility: 'public' }).body;
    const first = call(`eu POST /v3/portals/${id}/default-content`);
    expect(first.status).toBe(201);
    expect(call(`eu POST /v3/portals/${id}/default-content`).body).toEqual(first.body);
    const { data } = call(`eu GET /v3/portals/${id}/pages`).body as { data: { visibility: string }[] };
    expect(data.map(({ visibility }) => visibility)).toEqual(['public', 'public', 'public']);
  });

  test('stay while APIs are published in them, unless forced', () => {
    const call = caller();
    const portal = call('eu POST /v3/portals', { name: 'dev' }).body.id;
    const api = call('eu POST /v3/apis', { name: 'flights' }).body.id;
    call(`eu PUT /v3/apis/${api}/publications/${portal}`, {});
    expect(call(`eu DELETE /v3/portals/${portal}`).status).toBe(409);
    expect(call(`eu DELETE /v3/portals/${portal}?force=true`).status).toBe(204);
    expect(call(`eu GET /v3/apis/${api}`).body.portals).toEqual([]);
    expect(call('eu GET /v3/api-publications').body.data).toEqual([]);
  });

  test('let front matter say what a page is', () => {
    const call = caller();
    const portal = call('eu POST /v3/portals', { name: 'dev' }).body.id;
    const content = '---\ntitle: "Guide"\nstatus: published\n---\n# Guide';
    const page = call(`eu POST /v3/portals/${portal}/pages`, { slug: 'guide', title: 'Other', content }).body;
    expect(page).toMatchObject({ title: 'Guide', status: 'published', visibility: 'private' });
    const below = call(`eu POST /v3/portals/${portal}/pages`, {
      slug: 'guide',
      content: '',
      parent_page_id: page.id,
    }).body;
    expect(call(`eu GET /v3/portals/${portal}/pages`).body.data).toMatchObject([
      { slug: 'guide', children: [{ id: below.id, children: [] }] },
    ]);
    const move = (id: unknown, parent: unknown) =>
      call(`eu POST /v3/portals/${portal}/pages/${id}/move`, { parent_page_id: parent, index: 0 }).status;
    expect(move(page.id, below.id)).toBe(400);
    expect(move(below.id, null)).toBe(400);
    expect(call(`eu DELETE /v3/portals/${portal}/pages/${page.id}`).status).toBe(204);
    expect(call(`eu GET /v3/portals/${portal}/pages`).body.data).toEqual([]);
  });

  test('have pages in the order they are moved to', () => {
    const call = caller();
    const pages = `/v3/portals/${call('eu POST /v3/portals', { name: 'dev' }).body.id}/pages`;
    const [, , c] = ['a', 'b', 'c'].map((slug) => String(call(`eu POST ${pages}`, { slug, content: '' }).body.id));
    const order = () => (call(`eu GET ${pages}`).body.data as { slug: string }[]).map(({ slug }) => slug).join('');
    const move = (index: number) => call(`eu POST ${pages}/${c}/move`, { index }).status;
    expect([order(), move(0), order(), move(1), order(), move(9), order()]).toEqual([
      'abc',
      201,
      'cab',
      201,
      'acb',
      201,
      'abc',
    ]);
  });
});
