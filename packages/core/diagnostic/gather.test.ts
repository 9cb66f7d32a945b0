import { expect, test } from 'vitest';
import type { Diagnostic } from './diagnostic.ts';
import { gatherDiagnostics } from './gather.ts';

function failed(name: string, line: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = { line, column: 1 };
  return {
    severity: 'error',
    code: 'konnect-forbidden',
    message: `Konnect did not let the token create the API ${name}`,
    fix: 'Give the token the role.',
    at: { file: 'konnect/teams.yaml', start, end: start },
    ...more,
  };
}

test('two hundred failures of one cause are one finding with two hundred places', () => {
  const all = Array.from({ length: 200 }, (_, index) => failed(`api-${index}`, index + 1));
  const found = gatherDiagnostics(all);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toBe('Konnect did not let the token create the API api-0 and 199 more');
  expect(found[0]?.at?.start.line).toBe(1);
  expect(found[0]?.related).toHaveLength(199);
  expect(found[0]?.related?.at(-1)).toMatchObject({ message: 'api-199', at: { start: { line: 200 } } });
});

test('at one place two are one, and a few at several places stay apart', () => {
  expect(gatherDiagnostics([failed('a', 1), failed('b', 1)]).map(({ message }) => message)).toEqual([
    'Konnect did not let the token create the API a and 1 more',
  ]);
  expect(gatherDiagnostics([failed('a', 1), failed('b', 2), failed('c', 3)])).toHaveLength(3);
});

test('another cause, code or sentence is another finding', () => {
  const others = [
    failed('a', 1),
    failed('b', 1, { fix: 'Something else.' }),
    failed('c', 1, { code: 'konnect-conflict' }),
    failed('d', 1, { message: 'It broke off' }),
  ];
  expect(gatherDiagnostics(others)).toHaveLength(4);
});

test('what belongs to each of them is kept, and a mark behind a name stands behind the number', () => {
  const of = (name: string, line: number) =>
    failed(name, 1, {
      message: `The expression failed for ${name}: no such key`,
      related: [{ message: name, at: failed(name, line).at ?? never() }],
    });
  const [found] = gatherDiagnostics([of('a', 3), of('b', 4)]);
  expect(found?.message).toBe('The expression failed for a and 1 more: no such key');
  expect(found?.related?.map(({ message, at }) => [message, at.start.line])).toEqual([
    ['a', 3],
    ['b', 4],
  ]);
});

test('a name with blanks is never cut', () => {
  const messagesOf = (...messages: readonly string[]) => {
    const [found, ...more] = gatherDiagnostics(messages.map((message, index) => failed('', index + 1, { message })));
    expect(more).toEqual([]);
    return [found?.message, ...(found?.related ?? []).map(({ message }) => message)];
  };
  expect(
    messagesOf(
      'The API Old Fares exists',
      'The API New Fares exists',
      'The API Our Fares exists',
      'The API All Fares exists',
    ),
  ).toEqual([
    'The API Old Fares exists, and 3 more like it',
    'The API New Fares exists',
    'The API Our Fares exists',
    'The API All Fares exists',
  ]);
  expect(messagesOf('No API Old Fares', 'No API New Tours', 'No API Our Boats', 'No API All Cars')).toEqual([
    'No API Old Fares and 3 more',
    'New Tours',
    'Our Boats',
    'All Cars',
  ]);
  expect(
    messagesOf(
      'The API "Old Fares" exists',
      'The API "New Tours" exists',
      'The API "Our Boats" exists',
      'The API "All Cars" exists',
    )[0],
  ).toBe('The API "Old Fares" and 3 more exists');
});

function never(): never {
  throw new Error('each has a place');
}
