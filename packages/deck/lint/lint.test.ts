import { describe, expect, test } from 'vitest';
import { readFindings } from './read-findings.ts';
import { rulesProblems } from './rules.ts';

describe('rules', () => {
  const problems = (text: string) => rulesProblems({ path: 'rules.yaml', text }).map(({ message }) => message);

  test.each([
    'rules: {}',
    'extends: spectral:oas',
    'extends: [spectral:oas, vacuum:owasp]',
    'extends: [[spectral:oas, recommended]]',
  ])('%j is used', (text) => {
    expect(problems(text)).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/',
    './other.yaml',
    '/etc/passwd',
    '[[https://x.example/r.yaml, all]]',
    '[spectral:oas, https://x.example/r.yaml]',
    '[[spectral:oas, https://x.example/r.yaml]]',
  ])('extends %j is refused', (name) => {
    expect(problems(`extends: ${name}\nrules: {}`)).toEqual([
      expect.stringMatching(/^rules\.yaml extends ".*", which would have to be loaded$/),
    ]);
  });

  test('what is no file of rules', () => {
    expect(problems('- a')).toEqual(['rules.yaml is not a file of lint rules']);
  });
});

describe('findings', () => {
  const file = { path: 'kong.yaml', text: 'a\nb\nc' };

  test('with places inside of the file, whatever decK says', () => {
    const results = [
      { Message: 'some rule.', Severity: 'warn', Line: 2, Column: 3 },
      { Message: '', Severity: 'error', Line: 0, Column: 0 },
      { Message: 'two\nlines', Severity: 'hint', Line: 9999, Column: -4 },
      { Line: 1 },
      null,
    ];
    expect(
      readFindings(JSON.stringify({ results }), file, 'rules.yaml')?.map(({ severity, message, at }) => [
        severity,
        message,
        at?.start,
      ]),
    ).toEqual([
      ['warning', 'Some rule', { line: 2, column: 3 }],
      ['error', 'A rule is not kept', { line: 1, column: 1 }],
      ['note', 'Two lines', { line: 3, column: 1 }],
    ]);
  });

  test.each(['', 'Error: no', '{}', '[]', '{"results": 7}'])('%j is no report', (text) => {
    expect(readFindings(text, file, 'rules.yaml')).toBeUndefined();
  });
});
