import { UserError } from '@konduct/core/diagnostic/user-error';
import { expect, test } from 'vitest';
import { readInputs } from '../inputs/input.ts';
import { loopInputs } from '../inputs/loop.ts';
import { type LoopSettings, loopSettings } from './settings.ts';

function settings(given: Readonly<Record<string, string>>, wouldAsk = false): LoopSettings | undefined {
  const values = readInputs(
    loopInputs,
    (name) => given[name],
    (name) => `--${name}`,
  );
  return loopSettings(values, wouldAsk);
}

function problemsOf(given: Readonly<Record<string, string>>, wouldAsk = false): readonly string[] {
  try {
    settings(given, wouldAsk);
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics.map(({ message }) => message);
    throw error;
  }
  return [];
}

test('without --every there is one run', () => {
  expect(settings({})).toBeUndefined();
  expect(settings({}, true)).toBeUndefined();
});

test.each([
  ['1s', 1_000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['12h', 43_200_000],
])('every %s', (every, interval) => {
  expect(settings({ every })).toEqual({ interval });
});

test.each(['0s', '5', 'm', '5 m', '1.5h', '13h', '-5m', '999999h'])('every %j is refused', (every) => {
  expect(problemsOf({ every })).toEqual([`--every ${JSON.stringify(every)} is no time between 1s and 12h`]);
});

test('a repository, a branch and an address', () => {
  const remote = 'https://github.com/kong-air/platform.git';
  expect(settings({ every: '5m', repository: remote, branch: 'release/1', listen: '[::]:8080' })).toEqual({
    interval: 300_000,
    repository: { remote, branch: 'release/1' },
    listen: { host: '::', port: 8080 },
  });
  expect(settings({ every: '5m', repository: remote })?.repository).toEqual({ remote, branch: undefined });
});

test.each<[Record<string, string>, string]>([
  [{ repository: 'file:///x' }, '--repository needs --every'],
  [{ listen: '8080' }, '--listen needs --every'],
  [{ every: '5m', branch: 'main' }, '--branch needs --repository'],
  [{ every: '5m', repository: 'ext::sh -c id' }, '--repository "ext::sh -c id" is no git remote'],
  [{ every: '5m', repository: 'http://localhost/x.git' }, '--repository "http://localhost/x.git" is no git remote'],
  [{ every: '5m', repository: '-oProxyCommand=id' }, '--repository "-oProxyCommand=id" is no git remote'],
  [{ every: '5m', repository: 'file:///x', branch: 'a:b' }, '--branch "a:b" cannot be a branch: it holds `:`'],
  [{ every: '5m', repository: 'file:///x', branch: '-x' }, '--branch "-x" cannot be a branch: it looks like an option'],
  [{ every: '5m', listen: 'everywhere' }, '--listen "everywhere" is no address'],
])('%j is refused', (given, message) => {
  expect(problemsOf(given)).toEqual([message]);
});

test('a login in the address is refused, and not repeated', () => {
  const [message = ''] = problemsOf({ every: '5m', repository: 'https://ines:geheim1234@git.example/platform.git' });
  expect(message).toBe('--repository "https://git.example/platform.git" was given with a login or a query');
});

test('where one run would ask a person, a loop needs their consent', () => {
  expect(problemsOf({ every: '5m' }, true)).toEqual(['--every changes without asking']);
});
