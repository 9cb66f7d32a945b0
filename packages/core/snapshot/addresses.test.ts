import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HiddenAddresses, hasAddress, hasUnnamed, mapTexts, revealing } from './addresses.ts';

const named = new Set(['ann@example.com']);

describe('an address that the manifests name', () => {
  test('is hidden behind a digest that they turn back', () => {
    const { hide } = new HiddenAddresses('one', named);
    const hidden = hide('Ask ann@example.com, or <ann@example.com>.');
    expect(hidden).toMatch(/^Ask \{address [0-9a-f]{16}\}, or <\{address [0-9a-f]{16}\}>\.$/);
    expect(revealing('one', named)(hidden)).toBe('Ask ann@example.com, or <ann@example.com>.');
    expect(hasUnnamed(hidden)).toBe(false);
  });

  test('has another digest in another organization, and stays hidden without the address', () => {
    const hidden = new HiddenAddresses('one', named).hide('ann@example.com');
    expect(new HiddenAddresses('two', named).hide('ann@example.com')).not.toBe(hidden);
    expect(revealing('two', named)(hidden)).toBe(hidden);
    expect(revealing('one', new Set(['bob@example.com']))(hidden)).toBe(hidden);
  });
});

test('any other address becomes a number, the same each time', () => {
  const { hide } = new HiddenAddresses('one', named);
  expect(['zoe@a.example', 'bob@b.example', 'zoe@a.example'].map(hide)).toEqual([
    '{address 1}',
    '{address 2}',
    '{address 1}',
  ]);
  expect(hasUnnamed(hide('of bob@b.example'))).toBe(true);
  expect(revealing('one', new Set([...named, 'bob@b.example']))('{address 2}')).toBe('{address 2}');
});

test('no text keeps an address, whatever stands around it', () => {
  const { hide } = new HiddenAddresses('one', named);
  fc.assert(
    fc.property(fc.emailAddress(), fc.string(), fc.string(), (address, before, after) => {
      const shown = hide(`${before} ${address} ${after}`);
      expect(shown).not.toContain(address);
    }),
  );
});

test('texts without an address stay, and so do names of members', () => {
  const { hide } = new HiddenAddresses('one', named);
  for (const text of ['', '@', 'a@b', 'see @kong-air/team', 'v1.0.0@latest']) expect(hide(text)).toBe(text);
  expect(hasAddress('a@b')).toBe(false);
  expect(mapTexts({ 'ann@example.com': ['ann@example.com', 1, null] }, () => 'x')).toEqual({
    'ann@example.com': ['x', 1, null],
  });
});
