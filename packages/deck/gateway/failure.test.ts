import { expect, test } from 'vitest';
import type { DeckFailure } from '../deck.ts';
import { entityFailure, type GatewayWork, gatewayFailure } from './failure.ts';

const plane = { name: 'a-dev', state: { path: 'kong.yaml', text: '' } };
const failed = (more: Partial<DeckFailure> = {}): DeckFailure => ({
  ok: false,
  code: 'deck-failed',
  reason: 'it is broken',
  ...more,
});
const answered = (status: number) => failed({ reason: `fetching services: HTTP status ${status} (message: "no")` });

const cases: readonly (readonly [string, GatewayWork, DeckFailure, string, string])[] = [
  ['of a diff', 'compare', failed(), 'deck-failed', 'Mend what decK says, and run it again: nothing was written.'],
  [
    'of a sync',
    'sync',
    failed(),
    'deck-failed',
    'Mend what decK says, and run it again: what was written stays and is not written twice.',
  ],
  ['that ended with the run', 'compare', failed({ end: 'stopped' }), 'run-interrupted', 'Run it again: nothing'],
  ['that crashed', 'compare', failed({ end: 'crashed' }), 'deck-failed', 'use another decK'],
  ['that could not start', 'sync', failed({ end: 'not-started' }), 'deck-failed', 'use another decK'],
  ['without a report', 'read', failed({ code: 'deck-output' }), 'deck-output', '`konnect-url`'],
  ['that took too long', 'read', failed({ code: 'deck-timeout' }), 'deck-timeout', 'slow'],
  ['by 401', 'compare', answered(401), 'konnect-unauthorized', 'make a new one'],
  ['of a diff by 403', 'compare', answered(403), 'konnect-forbidden', 'the role Viewer on the control plane a-dev'],
  ['of a sync by 403', 'sync', answered(403), 'konnect-forbidden', 'the role Admin on the control plane a-dev'],
  ['by 429', 'compare', answered(429), 'konnect-rate-limited', '`concurrency`'],
  [
    'that outlasted its retries',
    'sync',
    failed({ reason: 'create service a failed: PUT https://us.api.konghq.com/v2: giving up after 11 attempt(s)' }),
    'konnect-unavailable',
    'Run it again later, or lower `concurrency`: what was written stays',
  ],
  ['by 503', 'compare', answered(503), 'konnect-unavailable', 'Run it again later: nothing was written.'],
];

test.each(cases)('a failure %s says what to do', (_, work, failure, code, fix) => {
  expect(gatewayFailure(failure, work, plane)).toMatchObject({ code, fix: expect.stringContaining(fix) });
});

test('what Konnect refused of one entity', () => {
  expect(entityFailure('create service a failed: HTTP status 403', 'sync', plane)).toEqual({
    severity: 'error',
    code: 'konnect-forbidden',
    message: 'decK could not sync the control plane a-dev whole: create service a failed: HTTP status 403',
    fix: 'Give the account of the token the role Admin on the control plane a-dev, or on all Control Planes of its region.',
    at: { file: 'kong.yaml', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
  });
});
