import { diagnosticCodes } from '../../../packages/core/diagnostic/codes.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

export function diagnosticsPage(): Artefact {
  const rows = Object.entries(diagnosticCodes).map(([name, meaning]) => [code(name), meaning]);
  const text = `${generatedNotice('packages/core/diagnostic/codes.ts')}

# Diagnostics

Everything Konduct finds carries one of these codes, with the place, the cause and a fix where there is one. Codes are
never reused for something else.

${table(['Code', 'Meaning'], rows)}
`;
  return { path: 'docs/reference/diagnostics.md', text };
}
