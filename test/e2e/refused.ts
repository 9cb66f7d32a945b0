import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import type { PlatformDirectory } from './platform-directory.ts';
import { check, type RunSettings } from './run.ts';
import { createSmallPlatform } from './small-platform.ts';

/** An expected finding: its code, its place, and a part of its message. */
export type Finding = readonly [code: DiagnosticCode, at: string, message: string];

/** A change that spoils the small platform, and all expected findings. */
export interface Case {
  readonly name: string;
  readonly spoil: (platform: PlatformDirectory) => void;
  readonly findings: readonly Finding[];
  readonly settings?: RunSettings;
}

/** Makes a test of each case: a validation gives exactly these findings, each with a fix, and refuses to go on. */
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
