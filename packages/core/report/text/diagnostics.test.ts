import { expect, test } from 'vitest';
import { at, hostileText, sampleDiagnostic } from '../sample-report.ts';
import { renderDiagnostics } from './diagnostics.ts';

test('a diagnostic with everything', () => {
  const diagnostic = {
    ...sampleDiagnostic,
    related: [{ message: 'the team begins here', at: at('konnect/teams.yaml', 2) }],
  };
  expect(renderDiagnostics([diagnostic], { color: false })).toBe(
    [
      'konnect/teams.yaml:4:7: error[manifest-unknown-key]: unknown key "descripton"',
      '  cause: A team has description, users and services',
      '  fix: Write "description"',
      '  see: konnect/teams.yaml:2:7: the team begins here',
      '',
    ].join('\n'),
  );
});

test('one without a place, in colour', () => {
  const text = renderDiagnostics([{ severity: 'warning', code: 'secret-literal', message: 'a secret' }], {
    color: true,
  });
  expect(text).toBe('\u001b[33mwarning[secret-literal]\u001b[0m: a secret\n');
});

test('none are nothing', () => {
  expect(renderDiagnostics([], { color: false })).toBe('');
});

test('a file name cannot begin a command to the runner', () => {
  const text = renderDiagnostics(
    [
      { ...sampleDiagnostic, at: at('::error title=x', 1) },
      { ...sampleDiagnostic, message: hostileText },
    ],
    { color: false },
  );
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('##[');
});
