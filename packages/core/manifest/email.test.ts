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

test('the longest address has 254 characters', () => {
  const domain = `${'a.'.repeat(120)}example.org`;
  expect(isInvitable(`ab@${domain}`)).toBe(true);
  expect(isInvitable(`abc@${domain}`)).toBe(false);
});
