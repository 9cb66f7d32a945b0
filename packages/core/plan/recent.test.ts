import { expect, test } from 'vitest';
import { isRecent } from './recent.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const made = '2026-11-01T00:00:00Z';

test.each([
  ['changed an hour ago', made, '2026-11-30T11:00:00Z', now, true],
  ['changed two nights ago', made, '2026-11-28T12:00:01Z', now, true],
  ['changed before that', made, '2026-11-28T12:00:00Z', now, false],
  ['by a clock that is ahead of ours', made, '2026-11-30T12:05:00Z', now, true],
  ['made just now and never changed', '2026-11-30T11:59:59Z', '2026-11-30T11:59:59Z', now, false],
  ['with no time at all', undefined, undefined, now, false],
  ['with a time that is none', made, 'yesterday', now, false],
  ['and nobody says what time it is', made, '2026-11-30T11:00:00Z', undefined, false],
] as const)('an object %s', (_, created_at, updated_at, time, recent) => {
  expect(isRecent({ fields: { created_at, updated_at }, labels: {} }, time)).toBe(recent);
});
