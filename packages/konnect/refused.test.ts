import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { api } from './kinds/api.ts';
import { apiPublication } from './kinds/api-publication.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { admin, viewer } from './kinds/role.ts';
import { type Purpose, refusal, toUserError, unreadable } from './refusal.ts';
import { TransportError } from './transport.ts';

const request = { method: 'POST', scope: 'eu', path: '/v3/apis' } as const;

function refused(
  status: number,
  verb: Purpose['verb'] = 'create',
  headers: Record<string, string> = {},
  kind: KonnectKind = api,
) {
  const error = refusal({ kind, verb }, request, { status, headers }, 1000);
  const [diagnostic] = error.diagnostics;
  return { code: diagnostic?.code, fix: diagnostic?.fix ?? '', message: diagnostic?.message ?? '' };
}

describe('a status', () => {
  test.each<[number, string, Purpose['verb'], string, string]>([
    [400, 'of a refused value', 'create', 'konnect-rejected', 'Change the value'],
    [415, 'of a refused value', 'update', 'konnect-rejected', 'Change the value'],
    [422, 'of a refused value', 'create', 'konnect-rejected', 'Change the value'],
    [409, 'of a name that is taken', 'create', 'konnect-conflict', 'choose another name'],
    [409, 'of an object in use', 'delete', 'konnect-conflict', 'Delete what still uses it first'],
    [400, 'of a refused deletion', 'delete', 'konnect-rejected', 'Change the value'],
    [400, 'of a refused question', 'list', 'konnect-rejected', 'The request only reads'],
    [409, 'of a refused question', 'list', 'konnect-rejected', 'The request only reads'],
    [422, 'of a refused question', 'read', 'konnect-rejected', 'The request only reads'],
    [401, 'of a token', 'list', 'konnect-unauthorized', 'make a new one'],
    [403, 'of a role', 'list', 'konnect-forbidden', 'the role Viewer on APIs in the region eu'],
    [404, 'of what is gone', 'update', 'konnect-not-found', 'Plan again'],
    [429, 'of too many', 'list', 'konnect-rate-limited', 'Run again later'],
    [500, 'of Konnect', 'list', 'konnect-unavailable', 'Run again later'],
    [504, 'of Konnect', 'create', 'konnect-unavailable', 'Run again later'],
    [499, 'that nobody knows', 'create', 'konnect-rejected', 'Check that'],
    [400 + 10, 'that nobody knows', 'create', 'konnect-rejected', 'Check that'],
    [423, 'that nobody knows', 'list', 'konnect-rejected', 'Check that'],
    [416, 'that nobody knows', 'list', 'konnect-rejected', 'Check that'],
    [302, 'that is no answer', 'create', 'konnect-answer', 'Check that'],
  ])('%i %s (%s) is %s', (status, _, verb, code, fix) => {
    expect(refused(status, verb).code).toBe(code);
    expect(refused(status, verb).fix).toContain(fix);
  });

  test.each([
    [299, '/x', false],
    [300, '/x', true],
    [302, '/x', true],
    [399, '/x', true],
    [400, '/x', false],
    [302, undefined, false],
  ])('%i with location %s is a redirect: %s', (status, location, is) => {
    expect(refused(status, 'list', location === undefined ? {} : { location }).message.includes('redirect')).toBe(is);
  });

  test.each([
    ['1', 'Run again after 1 second'],
    ['0', 'Run again later'],
    ['Thu, 01 Jan 1970 00:00:02 GMT', 'Run again after Thu'],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 'Run again later'],
  ])('429 with Retry-After %s', (value, fix) => {
    expect(refused(429, 'list', { 'retry-after': value }).fix).toContain(fix);
  });
});

describe('a missing role', () => {
  const onlyCreates: KonnectKind = { ...api, roles: { read: viewer('X'), create: admin('Made') } };
  const deletes: KonnectKind = { ...api, roles: { ...api.roles, delete: admin('Gone') } };
  test.each<[string, KonnectKind, Purpose['verb'], string]>([
    ['to list', api, 'list', 'Viewer on APIs'],
    ['to read', api, 'read', 'Viewer on APIs'],
    ['to create', api, 'create', 'Creator on APIs'],
    ['to update', api, 'update', 'Admin on APIs'],
    ['to delete: that of updates', api, 'delete', 'Admin on APIs'],
    ['to delete: its own', deletes, 'delete', 'Admin on Gone'],
    ['to delete: that of creations', onlyCreates, 'delete', 'Admin on Made'],
    ['to publish', apiPublication, 'create', 'Publisher on APIs'],
    ['without another: that to read', { ...api, roles: { read: viewer('X') } }, 'update', 'Viewer on X'],
  ])('%s', (_, kind, verb, role) => {
    expect(refused(403, verb, {}, kind).fix).toContain(`the role ${role} in the region eu`);
  });
});

test.each([
  ['too-large', 'konnect-answer'],
  ['timeout', 'konnect-unavailable'],
  ['unreachable', 'konnect-unavailable'],
] as const)('no answer because of %s is %s', (fault, code) => {
  const error = toUserError({ kind: api, verb: 'list' }, request, new TransportError(fault, 'x'));
  expect(error).toBeInstanceOf(UserError);
  expect(error instanceof UserError && error.diagnostics[0]?.code).toBe(code);
});

test.each([
  [{ 'content-type': 'text/html; x=json' }, '<html>', 'text/html; x=json instead of JSON, "<html>"'],
  [{ 'content-type': 'application/problem+json' }, '{', 'JSON that does not parse, "{"'],
  [{}, '', 'no content type instead of JSON'],
])('a success that is not JSON: %j', (headers, body, message) => {
  expect(unreadable({ status: 200, headers, body }).message).toBe(message);
});
