import { describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from './contract.ts';
import { hasContract } from './document.ts';

const TEAM = {
  id: '3a1c8f8e-0d3b-4a75-9d55-3d6f2d1b6a10',
  name: 'flights',
  description: null,
  system_team: false,
  labels: {},
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

describe.skipIf(!hasContract('the tests of the contract check'))('the check of exchanges', () => {
  const check = (change: object) =>
    describeViolations(
      checkExchanges([
        {
          method: 'POST',
          host: 'global',
          path: '/v3/teams',
          status: 201,
          requestBody: { name: 'flights' },
          responseBody: TEAM,
          ...change,
        },
      ]),
    );

  test('accepts what the contract allows', () => {
    expect(check({})).toEqual([]);
  });

  test.each([
    ['a wrong body', { responseBody: { ...TEAM, id: 'one' } }, /response \/id must match format "uuid"/],
    ['a missing field', { responseBody: {} }, /must have required property 'name'/],
    ['a missing body', { responseBody: undefined }, /response/],
    ['a wrong request', { requestBody: { name: 1 } }, /request \/name must be string/],
    ['a status of its own', { status: 202 }, /status 202 is not in the contract/],
    ['the wrong host', { host: 'eu' }, /not served by host eu/],
    ['an unknown path', { path: '/v3/tems' }, /no such operation/],
    ['an unknown method', { method: 'PUT' }, /no such operation/],
    ['a body where there is none', { method: 'DELETE', path: '/v3/teams/x', status: 204 }, /status 204 has no body/],
  ])('finds %s', (_, change, message) => {
    expect(check(change).join('\n')).toMatch(message);
  });

  test('does not ask a refused request to be valid', () => {
    const problem = { status: 400, title: 'Bad Request', detail: 'Invalid Parameters', instance: 'kong:trace:1' };
    const parameters = [{ field: 'name', rule: 'is_string', reason: 'must be a string', source: 'body' }];
    expect(
      check({ status: 400, requestBody: { name: 1 }, responseBody: { ...problem, invalid_parameters: parameters } }),
    ).toEqual([]);
    expect(check({ status: 400, responseBody: problem }).join('\n')).toMatch(/invalid_parameters/);
  });

  test('passes over resets and faults, which are not Konnect', () => {
    expect(check({ status: 0, responseBody: undefined })).toEqual([]);
    expect(check({ status: 502, responseBody: undefined, fault: '{"status":502}' })).toEqual([]);
  });
});
