import { showRange } from '@konduct/core/source/range';
import { describe, expect, test } from 'vitest';
import { readFindings } from './read-findings.ts';
import { rulesProblems } from './rules.ts';
import { splitOutput } from './unknown-function.ts';

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

  test.each([
    '$.services[*].routes[?(@.name == ")]")].protocols[*]',
    '$.paths[*][get,put]',
    '$.services[?(@.name =~ /[(]/)]',
    '#Services',
  ])('given %j is a path', (given) => {
    expect(problems(`rules: {a: {given: ${JSON.stringify(given)}}}`)).toEqual([]);
  });

  test('a rule that looks nowhere is refused, on its line', () => {
    const text = 'rules:\n  a:\n    given: $.services[*\n  b:\n    given:\n    - $.services[*]\n    - services\n';
    expect(
      rulesProblems({ path: 'rules.yaml', text }).map(({ message, at }) => [message, at && showRange(at)]),
    ).toEqual([
      ['The rule "a" looks nowhere: its `given` opens a bracket or a quote that it does not close', 'rules.yaml:3:12'],
      ['The rule "b" looks nowhere: its `given` does not begin with `$`', 'rules.yaml:7:7'],
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

  test('what decK says of the rules in front of its report, and again in it, is told once of the rules', () => {
    const results = [
      { Message: "Unknown function 'nope' in rule 'b'", Severity: 'error', Line: 0, Column: 0 },
      { Message: 'other', Severity: 'error', Line: 1, Column: 1 },
    ];
    const words = "✗ Rule 'b' uses unknown function 'nope'. No custom functions loaded. Use --functions flag.\n";
    const rules = { path: 'rules.yaml', text: 'rules:\n  a: {}\n  b: {}\n' };
    const { report, problems } = splitOutput(`${words}${JSON.stringify({ results }, null, 2)}`, rules);
    expect(problems.map(({ message, at }) => [message, at && showRange(at)])).toEqual([
      ['The rule "b" asks for the function "nope", which decK does not have', 'rules.yaml:3:3'],
    ]);
    expect(readFindings(report, file, 'rules.yaml')?.map(({ message }) => message)).toEqual(['Other']);
  });

  test('however many there are, no error is left out, and warnings only after notes', () => {
    const some = (count: number, Severity: string) =>
      Array.from({ length: count }, (_, line) => ({
        Message: `${Severity} ${line}`,
        Severity,
        Line: line + 1,
        Column: 1,
      }));
    const results = [...some(300, 'hint'), ...some(499, 'warn'), ...some(501, 'error')];
    const found = readFindings(JSON.stringify({ results }), file, 'rules.yaml') ?? [];
    const counts = Object.entries(Object.groupBy(found, ({ severity }) => severity));
    expect(Object.fromEntries(counts.map(([severity, list]) => [severity, list.length]))).toEqual({
      error: 501,
      warning: 499,
      note: 2,
    });
    expect(found.at(-1)?.message).toBe('The rules find 299 more notes in kong.yaml, which are left out here');
  });

  test('an error behind hundreds of warnings is still one', () => {
    const warning = { Message: 'w', Severity: 'warn', Line: 1, Column: 1 };
    const results = [...Array.from({ length: 701 }, () => warning), { ...warning, Severity: 'error' }];
    const found = readFindings(JSON.stringify({ results }), file, 'rules.yaml') ?? [];
    expect(found[0]?.severity).toBe('error');
    expect(found.at(-1)?.message).toBe('The rules find 201 more warnings in kong.yaml, which are left out here');
  });

  test.each(['', 'Error: no', '{}', '[]', '{"results": 7}'])('%j is no report', (text) => {
    expect(readFindings(text, file, 'rules.yaml')).toBeUndefined();
  });
});
