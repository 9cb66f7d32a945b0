import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { AnswerError } from './answer-error.ts';
import { controlPlane } from './kinds/control-plane.ts';
import { portal } from './kinds/portal.ts';
import { team } from './kinds/team.ts';
import { PagingError } from './pagination.ts';
import { interrupted, type Purpose, refusal, toUserError, unreadable } from './refusal.ts';
import { type KonnectAnswer, type KonnectRequest, TransportError } from './transport.ts';

const creating: Purpose = { kind: controlPlane, verb: 'create', address: 'acme/dev/flights' };
const post: KonnectRequest = { method: 'POST', scope: 'eu', path: '/v2/control-planes', body: { name: 'x' } };
const listing: Purpose = { kind: team, verb: 'list' };
const get: KonnectRequest = { method: 'GET', scope: 'global', path: '/v3/teams', query: { 'page[size]': '100' } };

/** The diagnostic in an error, as text. */
function told(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return error.diagnostics.map(text).join('\n');
}

function text({ code, message, cause, fix }: Diagnostic): string {
  return [`${code}: ${message}`, cause, fix].filter((line) => line !== undefined).join('\n  ');
}

function answer(status: number, body?: unknown, headers: Record<string, string> = {}): KonnectAnswer {
  return { status, headers, body };
}

const trace = 'kong:trace:4711';

describe('what Konnect refuses', () => {
  test('a refused value names the field and the reason', () => {
    const body = {
      status: 400,
      title: 'Invalid Parameters',
      instance: trace,
      detail: 'Invalid parameters',
      invalid_parameters: [
        { field: 'name', rule: 'unique', reason: 'name: "dev" already exists and must be unique.', source: 'body' },
        { field: 'labels', rule: 'is_label', reason: 'must be a label' },
      ],
    };
    const purpose: Purpose = { kind: portal, verb: 'create', address: 'acme/dev/portal' };
    const request: KonnectRequest = { method: 'POST', scope: 'eu', path: '/v3/portals' };
    expect(told(refusal(purpose, request, answer(400, body)))).toMatchInlineSnapshot(`
      "konnect-rejected: acme/dev/portal: creating Portal failed: POST /v3/portals (eu) was answered 400: name: "dev" already exists and must be unique; labels must be a label
        Kong finds the request by kong:trace:4711.
        Change the value that the message names, in the manifest or the blueprint."
    `);
  });

  test('a 400 with nothing but names that are taken is a conflict', () => {
    const parameter = { field: 'name', rule: 'unique', reason: 'name: "dev" already exists and must be unique.' };
    const body = { status: 400, title: 'Invalid Parameters', invalid_parameters: [parameter] };
    expect(told(refusal(creating, post, answer(400, body)))).toMatchInlineSnapshot(`
      "konnect-conflict: acme/dev/flights: creating ControlPlane failed: POST /v2/control-planes (eu) was answered 400: name: "dev" already exists and must be unique
        Plan again. If the plan still creates it, an object with this name exists that the token may not see: grant a Viewer role, or choose another name."
    `);
    expect(told(refusal(creating, post, answer(400, { ...body, invalid_parameters: [] })))).toContain(
      'konnect-rejected',
    );
  });

  test('a refused token says how to get another', () => {
    const body = { status: 401, title: 'Unauthorized', instance: trace, detail: 'A valid token is required' };
    expect(told(refusal(listing, get, answer(401, body)))).toMatchInlineSnapshot(`
      "konnect-unauthorized: listing Team failed: GET /v3/teams (global) was answered 401: A valid token is required
        Kong finds the request by kong:trace:4711.
        The token is wrong, expired or revoked: make a new one in Konnect (for a system account, spat_…, or a person, kpat_…) and put it where the organization's \`access-token\` says."
    `);
  });

  test('a missing role is named, with what it is given on', () => {
    const body = { status: 403, title: 'Forbidden', instance: trace, detail: 'Forbidden' };
    expect(told(refusal(creating, post, answer(403, body)))).toMatchInlineSnapshot(`
      "konnect-forbidden: acme/dev/flights: creating ControlPlane failed: POST /v2/control-planes (eu) was answered 403: Forbidden
        Kong finds the request by kong:trace:4711.
        Give the account of the token the role Creator on Control Planes in the region eu, or add it to the team Organization Admin."
    `);
    expect(told(refusal(listing, get, answer(403, body)))).toMatchInlineSnapshot(`
      "konnect-forbidden: listing Team failed: GET /v3/teams (global) was answered 403: Forbidden
        Kong finds the request by kong:trace:4711.
        Give the account of the token the role Admin on Identity, or add it to the team Organization Admin."
    `);
  });

  test('404, 409, 429 and 5xx', () => {
    const problem = (status: number, detail: string) => answer(status, { status, title: 't', instance: trace, detail });
    const patch: KonnectRequest = { ...post, method: 'PATCH', path: '/v2/control-planes/123' };
    expect(told(refusal({ ...creating, verb: 'update' }, patch, problem(404, 'Not found')))).toMatchInlineSnapshot(`
      "konnect-not-found: acme/dev/flights: updating ControlPlane failed: PATCH /v2/control-planes/123 (eu) was answered 404: Not found
        Kong finds the request by kong:trace:4711.
        Plan again: the object, or one it belongs to, was deleted in the meantime."
    `);
    const taken = 'Key (org_id, name)=(1, flights-dev) already exists.';
    expect(told(refusal(creating, post, problem(409, taken)))).toMatchInlineSnapshot(`
      "konnect-conflict: acme/dev/flights: creating ControlPlane failed: POST /v2/control-planes (eu) was answered 409: Key (org_id, name)=(1, flights-dev) already exists
        Kong finds the request by kong:trace:4711.
        Plan again. If the plan still creates it, an object with this name exists that the token may not see: grant a Viewer role, or choose another name."
    `);
    expect(told(refusal(listing, get, answer(429, { message: 'API rate limit exceeded' })))).toMatchInlineSnapshot(`
      "konnect-rate-limited: listing Team failed: GET /v3/teams (global) was answered 429: API rate limit exceeded
        Run again later, or lower \`concurrency\`."
    `);
    const patient = answer(429, undefined, { 'retry-after': '3600' });
    expect(told(refusal(listing, get, patient))).toContain('Run again after 3600 seconds, or');
    const now = Date.UTC(2026, 0, 1);
    const retryAt = (value: string) =>
      told(refusal(listing, get, answer(429, undefined, { 'retry-after': value }), now));
    expect(retryAt('Thu, 01 Jan 2026 00:05:00 GMT')).toContain('Run again after Thu, 01 Jan 2026 00:05:00 GMT, or');
    for (const past of ['Wed, 31 Dec 2025 00:00:00 GMT', '0', 'soon']) {
      expect(retryAt(past)).toContain('Run again later, or');
    }
    expect(told(refusal(listing, get, answer(503)))).toMatchInlineSnapshot(`
      "konnect-unavailable: listing Team failed: GET /v3/teams (global) was answered 503
        Run again later: a run that broke off goes on where it stopped."
    `);
  });

  test('core entities explain themselves in details', () => {
    const body = {
      code: 3,
      message: 'data constraint error',
      details: [{ type: 'ERROR_TYPE_REFERENCE', field: 'name', messages: ['name (type: unique) constraint failed'] }],
    };
    expect(told(refusal(listing, get, answer(400, body)))).toContain(
      'answered 400: name (type: unique) constraint failed',
    );
  });

  test('what is no problem document is quoted, on one line and shortened', () => {
    const page = `<html>\r\n::error::<b>Login\u0000</b>${'x'.repeat(5000)}`;
    const message = told(refusal(listing, get, answer(502, page)));
    expect(message).toContain('answered 502: "<html> ::error::<b>Login </b>xxx');
    expect(message.split('\n').every((line) => line.length < 600)).toBe(true);
  });

  test('a redirect is not followed', () => {
    const moved = answer(302, undefined, { location: 'https://login.example/' });
    expect(told(refusal(listing, get, moved))).toMatchInlineSnapshot(`
      "konnect-answer: listing Team failed: GET /v3/teams (global) was answered 302 with a redirect, which Konduct does not follow
        Check that \`konnect-url\` leads to Konnect and nothing in between answers in its place."
    `);
  });
});

describe('what got no answer', () => {
  test.each([
    new TransportError('unreachable', 'connect ECONNREFUSED 127.0.0.1:1'),
    new TransportError('untrusted', 'self-signed certificate in certificate chain (SELF_SIGNED_CERT_IN_CHAIN)'),
    new TransportError('misnamed', "Hostname/IP does not match certificate's altnames (ERR_TLS_CERT_ALTNAME_INVALID)"),
    new TransportError('expired', 'certificate has expired (CERT_HAS_EXPIRED)'),
    new TransportError('proxy', 'Proxy response (407) !== 200 when HTTP Tunneling (UND_ERR_ABORTED)'),
    new TransportError('reset', 'other side closed'),
    new TransportError('too-large', 'Response content exceeded max size (UND_ERR_RES_EXCEEDED_MAX_SIZE)'),
    new PagingError('the same page follows again'),
    new AnswerError('Team has no id'),
  ])('%s', (error) => {
    expect(told(toUserError(listing, get, error))).toMatchSnapshot();
  });

  test('defects stay defects', () => {
    const defect = new TypeError('ours');
    expect(toUserError(listing, get, defect)).toBe(defect);
  });
});

test.each([
  ['application/json; charset=utf-8', 'JSON that does not parse, "[1,2"'],
  ['application/problem+json', 'JSON that does not parse, "[1,2"'],
  ['text/html; title=json', 'text/html; title=json instead of JSON, "[1,2"'],
])('a success of type %s that cannot be read', (type, message) => {
  expect(unreadable(answer(200, '[1,2', { 'content-type': type })).message).toBe(message);
});

test('what was not begun because the run was stopped', () => {
  expect(told(interrupted(creating))).toMatchInlineSnapshot(`
    "run-interrupted: acme/dev/flights: creating ControlPlane was not begun, because the run was asked to stop
      Run again: nothing was left half done."
  `);
});
