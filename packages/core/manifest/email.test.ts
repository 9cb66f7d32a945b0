import { expect, test } from 'vitest';
import { isAuthorEmail, isInvitable } from './email.ts';

test.each([
  'a@b.co',
  'rick.spurgeon+KAFD1@konghq.com',
  "o'neil@example.co.uk",
  'x_y-z@sub.example.io',
  'jörg@köln.example',
])('%s can be invited', (text) => {
  expect(isInvitable(text)).toBe(true);
  expect(isAuthorEmail(text)).toBe(true);
});

test.each([
  '',
  'a',
  'a@',
  '@b.co',
  'a@b',
  'a b@c.co',
  'a@b..co',
  'a@-b.co',
  'a@b.c',
  'A <a@b.co>',
  'a@b.co,c@d.co',
  `${'a'.repeat(65)}@b.co`,
])('%j cannot', (text) => {
  expect(isInvitable(text)).toBe(false);
});

test('git takes addresses nobody could be invited by', () => {
  expect(isAuthorEmail('bot@localhost')).toBe(true);
  expect(isAuthorEmail('bot')).toBe(false);
  expect(isAuthorEmail('bot@x>')).toBe(false);
});

test('a long text without a dot is refused quickly', () => {
  const started = performance.now();
  isInvitable(`a@${'a-'.repeat(120)}`);
  isInvitable(`a@${'a.'.repeat(120)}`);
  expect(performance.now() - started).toBeLessThan(100);
});
