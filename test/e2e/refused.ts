import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import type { PlatformDirectory } from './platform-directory.ts';
import { check, type RunSettings } from './run.ts';
import { createSmallPlatform } from './small-platform.ts';

/** What is wrong, where, and words the message must have. */
export type Finding = readonly [code: DiagnosticCode, at: string, message: string];

/** A way to spoil the small platform, and everything that is then to be found. */
export interface Case {
  readonly name: string;
  readonly spoil: (platform: PlatformDirectory) => void;
  readonly findings: readonly Finding[];
  readonly settings?: RunSettings;
}

/** Makes a test of each case: a validation finds exactly that, says what to do about it, and refuses to go on. */
export function refuses(cases: readonly Case[]): void {
  test.each(cases)('$name', async ({ spoil, findings, settings }) => {
    const platform = createSmallPlatform();
    try {
      spoil(platform);
      const report = await check(platform, settings);
      expect(found(report.diagnostics)).toEqual(
        findings.map(([code, at, message]) => [code, at, expect.stringContaining(message)]),
      );
      expect(report.diagnostics.filter(({ fix }) => !fix)).toEqual([]);
      expect(report).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration' });
    } finally {
      platform.remove();
    }
  });
}

/** Findings as code, place and message. */
export function found(diagnostics: readonly Diagnostic[]): string[][] {
  return diagnostics.map(({ code, at, message }) => [code, at ? showRange(at) : '', message]);
}
