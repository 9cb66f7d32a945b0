import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';
import { State } from '../state.ts';

const PATH = '/v1/notifications/configurations/invoice-ready/subscriptions';
const MAIL = {
  regions: ['*'],
  entities: ['*'],
  channels: [{ type: 'EMAIL', enabled: true }],
  enabled: true,
  name: 'mail',
};

describe('a subscription', () => {
  test("is that of the token's owner", () => {
    const tokens = ['ann', 'ben'].map((name) => ({ token: `kpat_${name}`, user: `${name}@example.com` }));
    const state = new State({ organizations: [{ name: 'acme', tokens }] });
    const [ann, ben] = [caller('kpat_ann', state), caller('kpat_ben', state)];
    const made = ann(`global POST ${PATH}`, MAIL);
    expect(made).toMatchObject({ status: 201, body: MAIL });
    expect(Object.keys(made.body)).not.toContain('owner');
    expect(ann(`global GET ${PATH}`).body.data).toEqual([made.body]);
    expect(ben(`global GET ${PATH}`).body.data).toEqual([]);
    const one = `${PATH}/${made.body.id}`;
    const statuses = [ben(`global GET ${one}`), ben(`global PATCH ${one}`, MAIL), ben(`global DELETE ${one}`)];
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(ann(`global PATCH ${one}`, { ...MAIL, name: 'post' })).toMatchObject({
      status: 200,
      body: { name: 'post' },
    });
    expect(ann(`global DELETE ${one}`).status).toBe(204);
  });

  test('names regions in capitals', () => {
    const refused = caller()(`global POST ${PATH}`, { ...MAIL, regions: ['eu'] });
    expect(refused).toMatchObject({ status: 400, body: { invalid_parameters: [{ field: 'regions.0' }] } });
  });
});
