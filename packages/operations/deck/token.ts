import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SecretRef } from '@konduct/core/secret/secret';
import type { ControlPlaneReport } from './report.ts';

const codes: ReadonlySet<DiagnosticCode> = new Set(['konnect-unauthorized', 'konnect-forbidden']);

/** Adds the token and its place in the manifest to findings about a refused access token. */
export function nameToken(plane: ControlPlaneReport, token: SecretRef | undefined): ControlPlaneReport {
  const what = token && wordsFor(token);
  if (what === undefined) return plane;
  const diagnostics = plane.diagnostics.map((diagnostic): Diagnostic => {
    if (!codes.has(diagnostic.code)) return diagnostic;
    const cause = [`The token comes from ${what}.`, diagnostic.cause].filter((part) => part !== undefined).join(' ');
    return { ...diagnostic, cause, ...(token?.at ? { at: token.at } : {}) };
  });
  return { ...plane, diagnostics };
}

function wordsFor(token: SecretRef): string {
  switch (token.type) {
    case 'env':
      return `the environment variable ${token.source}`;
    case 'file':
      return `the file ${token.source}`;
    case 'literal':
      return 'the manifest itself';
  }
}
