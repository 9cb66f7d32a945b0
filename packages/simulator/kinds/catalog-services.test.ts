import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

const PATH = '/v1/catalog-services';
const FLIGHTS = { name: 'flights.v1', display_name: 'Flights' };

describe('the catalogue of services', () => {
  test('has each service with what was said of it', () => {
    const call = caller();
    const made = call(`eu POST ${PATH}`, { ...FLIGHTS, labels: { team: 'flights' }, custom_fields: { tier: 1 } });
    expect(made).toMatchObject({ status: 201, body: { ...FLIGHTS, description: null, labels: { team: 'flights' } } });
    const one = `${PATH}/${made.body.id}`;
    expect(call(`eu PATCH ${one}`, { labels: { team: null, env: 'dev' }, custom_fields: null }).body).toMatchObject({
      labels: { env: 'dev' },
      custom_fields: {},
    });
    expect(call(`eu GET ${PATH}?filter[name][eq]=flights.v1`).body.data).toHaveLength(1);
    expect(call(`us GET ${PATH}`).body.data).toEqual([]);
    expect([call(`eu DELETE ${one}`).status, call(`eu GET ${one}`).status]).toEqual([204, 404]);
  });

  test('has each name once', () => {
    const call = caller();
    call(`eu POST ${PATH}`, FLIGHTS);
    expect(call(`eu POST ${PATH}`, FLIGHTS).status).toBe(409);
    const { id } = call(`eu POST ${PATH}`, { ...FLIGHTS, name: 'other' }).body;
    expect(call(`eu PATCH ${PATH}/${id}`, { name: FLIGHTS.name }).status).toBe(409);
  });

  test.each<[object, string]>([
    [{ name: 'Flights' }, 'name'],
    [{ name: 'a'.repeat(121) }, 'name'],
    [{ display_name: '' }, 'display_name'],
    [{ description: 'a'.repeat(2049) }, 'description'],
    [{ custom_fields: [] }, 'custom_fields'],
    [{ owner: 'me' }, 'owner'],
    [{ labels: { team: 'a/b' } }, 'labels'],
  ])('refuses %o', (wrong, field) => {
    const refused = caller()(`eu POST ${PATH}`, { ...FLIGHTS, ...wrong });
    expect(refused).toMatchObject({ status: 400, body: { invalid_parameters: [{ field }] } });
  });
});
