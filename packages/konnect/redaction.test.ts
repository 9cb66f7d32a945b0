import { UserError } from '@konduct/core/diagnostic/user-error';
import { Secret } from '@konduct/core/secret/secret';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redaction, withoutValues } from './redaction.ts';

const value = 'kpat_Zr7Qw2Xy9LmN4vB6tG8s+/=';
const redact = redaction(new Secret(value));
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a token', () => {
  test.each([
    [`Bearer ${value} is bad`, 'Bearer *** is bad'],
    [`${value}${value}`, '***'],
    [`prefix ${value.slice(0, 12)}… cut`, 'prefix ***… cut'],
    [`end ${value.slice(-8)}`, 'end ***'],
    [encodeURIComponent(value), '***'],
    ['nothing to see', 'nothing to see'],
    ['kpat_', 'kpat_'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test.each(['', 'a', 'ab', 'Bearer ', 'user:'])('is found in Base64 behind %o', (before) => {
    const text = redact(`Basic ${base64(`${before}${value}`)} end`);
    expect(text).toMatch(/^Basic .{0,11}\*\*\*.{0,4} end$/);
  });

  test('leaves no piece of eight characters, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.nat(value.length - 8),
        fc.nat(value.length),
        (before, after, start, length) => {
          const piece = value.slice(start, start + 8 + length);
          const text = redact(before + piece + after);
          for (let at = 0; at + 8 <= value.length; at += 1) expect(text).not.toContain(value.slice(at, at + 8));
        },
      ),
    );
  });

  test('is found in what JSON and addresses make of it, and in Base64 of addresses', () => {
    const odd = '"a\\b"\n_and_more';
    const take = redaction(new Secret(odd));
    for (const text of [JSON.stringify(odd).slice(1, -1), encodeURIComponent(odd)])
      expect(take(`<${text}>`)).toBe('<***>');
    const bytes = '\u00ff\u00fe~~~???>>>\u00ff';
    const coded = Buffer.from(`xx${bytes}`).toString('base64url');
    expect(redaction(new Secret(bytes))(coded)).toMatch(/^.{0,4}\*\*\*.{0,4}$/);
  });

  test('that is empty takes nothing out', () => {
    expect(redaction(new Secret(''))('a text')).toBe('a text');
  });

  test('that is short is taken out whole', () => {
    expect(redaction(new Secret('abc'))('xabcx abx')).toBe('x***x abx');
  });
});

describe('what is done with secrets in hand', () => {
  const refused = new UserError([
    {
      severity: 'error',
      code: 'konnect-rejected',
      message: `${value} is no secret`,
      cause: `since ${value}`,
      fix: 'x',
    },
  ]);

  test('fails without saying them', async () => {
    const failing = withoutValues([new Secret('another one'), new Secret(value)], () => Promise.reject(refused));
    await expect(failing).rejects.toMatchObject({
      diagnostics: [{ code: 'konnect-rejected', message: '*** is no secret', cause: 'since ***', fix: 'x' }],
    });
  });

  test('fails as it is where there are none, and so do defects', async () => {
    await expect(withoutValues([], () => Promise.reject(refused))).rejects.toBe(refused);
    const defect = new TypeError('ours');
    await expect(withoutValues([new Secret(value)], () => Promise.reject(defect))).rejects.toBe(defect);
    await expect(withoutValues([new Secret(value)], async () => 1)).resolves.toBe(1);
  });
});

test('a short token is found in JSON, where its quotes are escaped', () => {
  expect(redaction(new Secret('ab"cd'))(String.raw`{"said":"x ab\"cd y"}`)).toBe('{"said":"x *** y"}');
});
