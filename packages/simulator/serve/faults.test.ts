import { describe, expect, test } from 'vitest';
import { answer } from '../request.ts';
import { type FaultRule, Faults, faultResponse, readFaultRules, spoilPages } from './faults.ts';

function armed(...rules: FaultRule[]): Faults {
  const faults = new Faults();
  faults.add(...rules);
  return faults;
}

describe('fault rules', () => {
  test.each<[string, FaultRule, boolean]>([
    ['no condition', {}, true],
    ['the method', { method: 'POST' }, true],
    ['another method', { method: 'GET' }, false],
    ['a prefix', { path: '/v3/te' }, true],
    ['another prefix', { path: '/v3/apis' }, false],
    ['a pattern', { pattern: '^/v3/[a-z]+$' }, true],
    ['another pattern', { pattern: '/users$' }, false],
    ['the host', { host: 'global' }, true],
    ['another host', { host: 'eu' }, false],
  ])('with %s', (_, rule, hit) => {
    const fault = armed({ ...rule, status: 500 }).strike('POST', 'global', '/v3/teams');
    expect(fault?.status).toBe(hit ? 500 : undefined);
  });

  test('begin after some requests and end after some', () => {
    const faults = armed({ status: 503, after: 1, times: 2 });
    const struck = Array.from({ length: 5 }, () => faults.strike('GET', 'eu', '/') !== undefined);
    expect(struck).toEqual([false, true, true, false, false]);
  });

  test('join: latencies add up, the first of each other effect wins', () => {
    const faults = armed({ latencyMs: 10 }, { status: 429, retryAfter: 2 }, { latencyMs: 5, status: 500 });
    expect(faults.strike('GET', 'eu', '/')).toEqual({ latencyMs: 15, status: 429, retryAfter: 2 });
  });

  test('are gone when they are cleared', () => {
    const faults = armed({ status: 500 });
    faults.clear();
    expect([faults.strike('GET', 'eu', '/'), faults.rules()]).toEqual([undefined, []]);
  });

  test('come from JSON, one or many', () => {
    expect(readFaultRules({ status: 500 })).toEqual([{ status: 500 }]);
    expect(readFaultRules([{ lag: { ms: 5, lists: 2 } }, { pages: 'endless' }])).toHaveLength(2);
  });

  test.each([
    ['x', /is an object/],
    [{ stauts: 500 }, /no field "stauts"/],
    [{ constructor: 1 }, /no field "constructor"/],
    [{ status: 200 }, /"status" cannot be 200/],
    [{ pattern: '(' }, /"pattern" cannot be "\("/],
    [{ reset: true }, /"reset"/],
    [{ lag: { ms: 'x' } }, /"lag"/],
    [{ times: -1 }, /"times"/],
  ])('cannot be %j', (value, message) => {
    expect(() => readFaultRules(value)).toThrowError(message);
  });
});

describe('a fault’s answer', () => {
  test('says when to come back', () => {
    const fault = { status: 429, retryAfter: 3, latencyMs: 0 };
    expect(faultResponse(fault, '/v3/apis')).toMatchObject({
      status: 429,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '3' },
      body: { status: 429 },
    });
    expect(faultResponse(fault, '/v2/control-planes/x/core-entities/routes').body).toEqual({
      message: 'API rate limit exceeded',
    });
  });
});

describe('spoilt pages', () => {
  const numbered = answer(200, { data: [1, 2], meta: { page: { number: 2, size: 2, total: 4 } } });

  test('never end', () => {
    expect(spoilPages(numbered, 'endless', '/x').body).toMatchObject({ meta: { page: { number: 2, total: 5 } } });
    const cursor = answer(200, { data: [], meta: { page: { size: 1, next: null, previous: null } } });
    expect(spoilPages(cursor, 'endless', '/x').body).toMatchObject({ meta: { page: { next: '/x?page[after]=AA' } } });
    expect(spoilPages(answer(200, { data: [] }), 'endless', '/x').body).toMatchObject({ next: '/x', offset: 'AA' });
  });

  test('lose half of what they hold', () => {
    expect(spoilPages(numbered, 'truncated', '/x').body).toEqual({
      data: [1],
      meta: { page: { number: 2, size: 2, total: 4 } },
    });
  });

  test('are only those of lists', () => {
    for (const response of [answer(200, { id: 'a' }), answer(204), answer(404, { data: [] })]) {
      expect(spoilPages(response, 'endless', '/x')).toBe(response);
    }
  });
});
