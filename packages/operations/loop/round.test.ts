import { finding } from '@konduct/core/diagnostic/finding';
import { expect, test } from 'vitest';
import { endingOf } from './round.ts';

function messageOf(message: string, cause?: string): string {
  return endingOf({
    outcome: 'konnect-error',
    findings: [finding('konnect-unavailable', message, undefined, { cause })],
  }).message;
}

test('what differs each time is not another message', () => {
  const now = messageOf(
    'No answer after 31 s',
    'request 5d0d9c7e-12d6-4c0e-9a3c-0d5a3b9cf001 at 2026-11-30T20:00:00.123Z',
  );
  const then = messageOf(
    'No answer after 32.5 s',
    'request 0d5a3b9c-aaaa-4c0e-9a3c-5d0d9c7ef001 at 2026-11-30T21:00:00Z',
  );
  expect(now).toBe(then);
});

test('another status or another place is', () => {
  expect(messageOf('Konnect answered 500')).not.toBe(messageOf('Konnect answered 503'));
  expect(messageOf('a', 'b')).not.toBe(messageOf('a', 'c'));
});

test('a round that ends well without findings has nothing to say', () => {
  expect(endingOf({ outcome: 'unchanged', findings: [] })).toEqual({ type: 'well', message: '', changed: false });
});
