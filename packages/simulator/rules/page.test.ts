import { describe, expect, test } from 'vitest';
import { caller } from '../caller.ts';

const SYSTEM_TEAMS = 8;

function withTeams(count: number) {
  const call = caller();
  for (let n = 1; n <= count; n += 1) call('global POST /v3/teams', { name: `team-${n}` });
  return call;
}

function names(body: unknown): string[] {
  return (body as { data: { name: string }[] }).data.map(({ name }) => name);
}

describe('numbered pages', () => {
  test('hold ten items unless asked otherwise, and count them all', () => {
    const { body } = withTeams(15)('global GET /v3/teams');
    expect(names(body)).toHaveLength(10);
    expect(body.meta).toEqual({ page: { number: 1, size: 10, total: 15 + SYSTEM_TEAMS } });
  });

  test('hold at most a hundred', () => {
    const { body } = withTeams(120)('global GET /v3/teams?page[size]=500');
    expect(names(body)).toHaveLength(100);
    expect(body.meta).toMatchObject({ page: { size: 100, total: 120 + SYSTEM_TEAMS } });
  });

  test('together are the whole, each item once, in order of creation', () => {
    const call = withTeams(30);
    const all: string[] = [];
    for (let number = 1; number <= 6; number += 1)
      all.push(...names(call(`global GET /v3/teams?page[size]=7&page[number]=${number}`).body));
    expect(all.slice(SYSTEM_TEAMS)).toEqual(Array.from({ length: 30 }, (_, n) => `team-${n + 1}`));
  });

  test('are empty after the last', () => {
    expect(withTeams(1)('global GET /v3/teams?page[number]=9').body).toMatchObject({
      data: [],
      meta: { page: { number: 9 } },
    });
  });

  test('count and cut what a filter leaves', () => {
    const { body } = withTeams(12)('global GET /v3/teams?filter[name][contains]=team-1&page[size]=2&page[number]=2');
    expect(names(body)).toEqual(['team-11', 'team-12']);
    expect(body.meta).toEqual({ page: { number: 2, size: 2, total: 4 } });
  });

  test.each(['page[size]=0', 'page[size]=x', 'page[number]=0', 'page[number]=1.5'])(
    'cannot be asked for with %s',
    (query) => {
      expect(withTeams(0)(`global GET /v3/teams?${query}`).status).toBe(400);
    },
  );
});

describe('cursor pages', () => {
  function withEntries(count: number) {
    const call = caller();
    const portal = String(call('eu POST /v3/portals', { name: 'dev' }).body.id);
    const path = `/v3/portals/${portal}/ip-allow-list`;
    for (let n = 1; n <= count; n += 1) call(`eu POST ${path}`, { allowed_ips: [`10.0.0.${n}`] });
    return { call, path };
  }

  const ips = (body: unknown) =>
    (body as { data: { allowed_ips: string[] }[] }).data.map(({ allowed_ips }) => allowed_ips[0]);

  test('lead forward to the end and back to the start', () => {
    const { call, path } = withEntries(5);
    const first = call(`eu GET ${path}?page[size]=2`).body as { meta: { next: string; previous: null } };
    expect(ips(first)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(first.meta.previous).toBeNull();
    const second = call(`eu GET ${first.meta.next}`).body as { meta: { next: string; previous: string } };
    expect(ips(second)).toEqual(['10.0.0.3', '10.0.0.4']);
    const third = call(`eu GET ${second.meta.next}`).body as { meta: { next: null } };
    expect(ips(third)).toEqual(['10.0.0.5']);
    expect(third.meta.next).toBeNull();
    expect(ips(call(`eu GET ${second.meta.previous}`).body)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('refuse two cursors and strange ones', () => {
    const { call, path } = withEntries(1);
    expect(call(`eu GET ${path}?page[after]=a&page[before]=b`).status).toBe(400);
    expect(call(`eu GET ${path}?page[after]=a`).status).toBe(400);
  });
});

describe('a list that lags', () => {
  test('shows an object after as many lists as it was told', () => {
    const call = caller();
    const id = String(call('global POST /v3/teams', { name: 'late' }).body.id);
    call.state.lagging.set(id, { until: 0, lists: 2 });
    const seen = () => names(call('global GET /v3/teams?page[size]=100').body).includes('late');
    expect([seen(), seen(), seen()]).toEqual([false, false, true]);
    expect(call(`global GET /v3/teams/${id}`).status).toBe(200);
  });

  test('shows an object when its time has come', () => {
    const call = caller();
    const id = String(call('global POST /v3/teams', { name: 'late' }).body.id);
    call.state.lagging.set(id, { until: call.state.clock() + 1500, lists: 0 });
    const total = () => (call('global GET /v3/teams').body.meta as { page: { total: number } }).page.total;
    expect([total(), total()]).toEqual([SYSTEM_TEAMS, SYSTEM_TEAMS + 1]);
  });
});
