import { expect, test } from 'vitest';
import { patternProblem } from './path-pattern.ts';

test.each([
  ['/a/(?<1st>[^#?/]+)$', 'the name of a group, "1st", begins with a digit'],
  ['/a/(?<>[^#?/]+)$', 'a parameter has a name without any letter or digit'],
  ['/a/(?<a_b>[^#?/]+)/(?<a_b>[^#?/]+)$', 'two groups have the name "a_b"'],
  ['/a/(?P<a-b>x)', 'the name of a group, "a-b", has more than letters and digits'],
  ['/a(b', 'a `(` is never closed'],
  ['/a)b', 'a `)` closes nothing'],
  ['/a[bc', 'a `[` is never closed'],
  ['/a[]', 'a `[` is never closed'],
])('%s is refused', (pattern, why) => {
  expect(patternProblem(pattern)).toBe(why);
});

test.each([
  '/a/(?<id>[^#?/]+)/(?<other>[^#?/]*)$',
  String.raw`/a\(b\)\[c`,
  String.raw`/\Q((\E`,
  '/a[]b]',
  '/a[^]b]',
  '/a[(]',
  '/a[[:alpha:]]+',
  '/(?<=x)y(?<!z)',
  '/(?i)abc(?>x)y++',
  '/{2}',
])('%s is left to Kong', (pattern) => {
  expect(patternProblem(pattern)).toBeUndefined();
});
