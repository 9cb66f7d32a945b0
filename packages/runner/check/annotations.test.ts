import { at, sampleDiagnostic } from '@konduct/core/report/sample-report';
import { expect, test } from 'vitest';
import { annotationsOf } from './annotations.ts';

test('message, cause and fix, on the line', () => {
  expect(annotationsOf([sampleDiagnostic])).toEqual({
    shown: [
      {
        severity: 'error',
        title: 'manifest-unknown-key',
        message:
          'unknown key "descripton"\nCause: A team has description, users and services\nFix: Write "description"',
        at: sampleDiagnostic.at,
      },
    ],
    left: 0,
  });
});

test('ten errors and ten warnings, those with a place first, and how many are left', () => {
  const many = (severity: 'error' | 'warning', count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...sampleDiagnostic, severity, at: at('a.yaml', index + 1) }));
  const { at: _, ...homeless } = { ...sampleDiagnostic, message: 'no place' };
  const { shown, left } = annotationsOf([homeless, ...many('error', 12), ...many('warning', 3)]);
  expect(shown.filter(({ severity }) => severity === 'error').map((annotation) => annotation.at?.start.line)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
  expect(shown.filter(({ severity }) => severity === 'warning')).toHaveLength(3);
  expect(left).toBe(3);
});
