import { expect, test } from 'vitest';
import { branchProblem } from './branch.ts';

test.each(['main', 'dev', 'release/1.0', 'feature/ABC-1_x', 'a@b', 'ümlaut', '1', 'a.b', 'a{b', '@x', 'HEAD/x', 'a-'])(
  '%s is a branch',
  (name) => {
    expect(branchProblem(name)).toBeUndefined();
  },
);

test.each([
  '-x',
  '--force',
  'HEAD',
  '@',
  'a..b',
  'a~b',
  'a^b',
  'a:b',
  'a?b',
  'a*b',
  'a[b',
  'a\\b',
  'a b',
  'a\tb',
  'a\u0000b',
  'a\u007fb',
  '/a',
  'a/',
  'a//b',
  '.a',
  'a/.b',
  'a.lock',
  'a.lock/b',
  'a.',
  'a@{b',
])('%j is none', (name) => {
  expect(branchProblem(name)).toBeTypeOf('string');
});
