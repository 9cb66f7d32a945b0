import { describe, expect, test } from 'vitest';
import { quoted, readProblemDetails } from './problem-details.ts';

const read = (body: unknown, status = 400) => readProblemDetails({ status, headers: {}, body });
const unique = { field: 'name', rule: 'unique', reason: 'is taken.' };

test.each<[string, unknown, string | undefined]>([
  [
    'the parameters',
    { detail: 'x', invalid_parameters: [unique, { field: 'a', reason: 'a is bad' }] },
    'name is taken; a is bad',
  ],
  ['a parameter without a field', { invalid_parameters: [{ reason: 'no.' }] }, 'no'],
  ['a parameter without a reason', { invalid_parameters: [{ field: 'a' }], detail: 'x' }, 'x'],
  ['what is no parameter', { invalid_parameters: ['x', null, unique] }, 'name is taken'],
  [
    'the details of an entity',
    { message: 'x', details: [{ field: 'a', messages: ['is bad', 7, 'is long'] }] },
    'a is bad, is long',
  ],
  ['details without messages', { message: 'x', details: [{ field: 'a', messages: 'no' }] }, 'a'],
  ['the detail before the message and the title', { title: 't', message: 'm', detail: 'd' }, 'd'],
  ['the message before the title', { title: 't', message: 'm', detail: '' }, 'm'],
  ['the title', { title: 't.', message: 7 }, 't'],
  ['nothing that is said', { status: 400 }, undefined],
  ['a text', 'a page', '"a page"'],
  ['an empty text', ' \n ', undefined],
  ['nothing', undefined, undefined],
  ['a list', [1], undefined],
])('the reason is that of %s', (_, body, reason) => {
  expect(read(body).reason).toBe(reason);
});

test.each<[string, unknown, number, boolean]>([
  ['409', {}, 409, true],
  ['409 without a body', undefined, 409, true],
  ['a text with another status', 'taken', 410, false],
  ['a name that is taken', { invalid_parameters: [unique] }, 400, true],
  ['a name that is taken with another status', { invalid_parameters: [unique] }, 422, false],
  ['a name that is taken and something else', { invalid_parameters: [unique, { rule: 'max' }] }, 400, false],
  ['no parameters', { invalid_parameters: [] }, 400, false],
])('there is such an object: %s', (_, body, status, duplicate) => {
  expect(read(body, status).duplicate).toBe(duplicate);
});

test.each([
  [{ instance: 'kong:trace:1' }, 'kong:trace:1'],
  [{ instance: '/apis/kong:trace:' }, undefined],
  [{ instance: 7 }, undefined],
  [{}, undefined],
])('the trace of %j is %s', (body, trace) => {
  expect(read(body).trace).toBe(trace);
});

describe('words of the far side', () => {
  test.each<[string, string | undefined]>([
    ['  a\r\n\tb\u0000c\u200bd.  ', '"a b c d"'],
    ['a.', '"a"'],
    ['', undefined],
    ['x'.repeat(300), `"${'x'.repeat(300)}"`],
    ['x'.repeat(301), `"${'x'.repeat(300)}…"`],
    [`${' '.repeat(1199)}ab`, '"a"'],
  ])('%j are one line', (text, line) => {
    expect(quoted(text)).toBe(line);
  });
});
