import { describeFailure, exitCodeOf, failureReasons, reasonsOf } from '../../../packages/core/run/outcome.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

const sorts = [
  ['reconciliation', '`reconcile-konnect`, `validate-config`'],
  ['gateways', '`deck-sync`'],
  ['staging', '`stage-spec`'],
] as const;

export function outcomesPage(): Artefact {
  const rows = failureReasons.map((reason) => [
    code(reason),
    String(exitCodeOf(reason)),
    describeFailure(reason),
    sorts.flatMap(([sort, commands]) => (reasonsOf(sort).includes(reason) ? [commands] : [])).join(', ') || 'any',
  ]);
  const text = `${generatedNotice('packages/core/run/outcome.ts')}

# How runs end

A run that ends well has exit code 0, or 2 where it found changes and \`detailed-exitcode\` is \`true\`. Any other has a
reason: the \`failure-reason\` of the actions, and \`failureReason\` in a report. Where several parts of a run ended badly,
it names the first of this table. The reports of an action are those of its commands, too; no command has every reason, so
that only an apply can be partly applied.

${table(['Reason', 'Exit code', 'What it means', 'In reports of'], rows)}
`;
  return { path: 'docs/reference/outcomes.md', text };
}
