import { expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { eachMistakeOnce } from './mistake.ts';

function refused(name: string, line: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = { line, column: 1 };
  return {
    severity: 'error',
    code: 'konnect-unauthorized',
    message: `${name}: creating API failed: POST /v3/apis (eu) was answered 401: Unauthorized`,
    cause: `Kong finds the request by kong:trace:${line}.`,
    fix: 'Make a new token.',
    at: { file: 'konnect/teams.yaml', start, end: start },
    mistake: { what: 'answered 401', struck: `${name}: creating API` },
    ...more,
  };
}

test('what one mistake struck is one finding with their number and places', () => {
  const all = [refused('c', 3), refused('a', 1), refused('b', 2, { message: 'b: updating Team failed: refused' })];
  const [first, ...others] = eachMistakeOnce(all);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    message: 'a: creating API failed: POST /v3/apis (eu) was answered 401: Unauthorized, and 2 more like it',
    cause: 'Kong finds the request by kong:trace:1.',
    at: { start: { line: 1 } },
  });
  expect(first?.related?.map(({ message, at }) => `${at.start.line} ${message}`)).toEqual([
    '2 b: creating API',
    '3 c: creating API',
  ]);
});

test('another code, fix or mistake is another finding, and so is one that is about itself alone', () => {
  const { mistake: _none, ...alone } = refused('d', 4);
  const all = [
    refused('a', 1),
    refused('b', 2, { fix: 'Give the role Creator.' }),
    refused('c', 3, { code: 'konnect-unavailable' }),
    alone,
    { ...alone, message: 'another' },
    refused('e', 5, { mistake: { what: 'answered 403', struck: 'e' } }),
  ];
  const found = eachMistakeOnce(all);
  expect(found).toHaveLength(all.length);
  for (const finding of found) expect(finding).not.toHaveProperty('mistake');
});
