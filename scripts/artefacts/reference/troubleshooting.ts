import { type DiagnosticCode, diagnosticCodes } from '../../../packages/core/diagnostic/codes.ts';
import { remedies } from '../../../packages/core/diagnostic/remedy/remedies.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice } from '../markdown.ts';

/** Every code with its meaning and what to do about it, each under a heading that can be linked to. */
export function troubleshootingPage(): Artefact {
  const sections = Object.entries(remedies).map(([title, fixes]) => {
    const entries = Object.entries(fixes).map(
      ([name, fix]) => `### ${code(name)}\n\n${diagnosticCodes[name as DiagnosticCode]}\n\n**Fix:** ${fix}`,
    );
    return [`## ${title}`, ...entries].join('\n\n');
  });
  const text = `${generatedNotice('packages/core/diagnostic')}

# Troubleshooting

Everything Konduct finds is a diagnostic with a code, such as \`error[deck-stale]\`, with the place, the cause and a fix for
the case at hand. This page has every code: what it means, and what to do. Codes are never reused for something else.
With which exit code a run ends is in [How runs end](outcomes.md).

An error fails the run, or its part of it; a warning is for somebody to look at; a note says what was done. Most runs can
simply be repeated: each finds what is done and goes on from there.

${sections.join('\n\n')}
`;
  return { path: 'docs/reference/troubleshooting.md', text };
}
