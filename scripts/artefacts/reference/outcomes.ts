import { describeFailure, exitCodeOf, failureReasons, reasonsOf } from '../../../packages/core/run/outcome.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

const sorts = [
  ['validation', '`validate-config`'],
  ['reconciliation', '`reconcile-konnect`'],
  ['gateways', '`deck-sync`'],
  ['staging', '`stage-spec`'],
] as const;

export function outcomesPage(): Artefact {
  const rows = failureReasons.map((reason) => [
    code(reason),
    String(exitCodeOf(reason)),
    describeFailure(reason),
    sorts.flatMap(([sort, commands]) => (reasonsOf(sort).includes(reason) ? [commands] : [])).join(', ') ||
      'none, any run can end so',
  ]);
  const text = `${generatedNotice('packages/core/run/outcome.ts')}

# How runs end

A run that ends well has exit code 0, or 2 where it found changes: a plan, a drift or a diff of gateways with
\`detailed-exitcode: true\`, and \`konduct deck render --check\`. Any other has a reason: the \`failure-reason\` of the
actions, and \`failureReason\` in a report. Where several parts of a run ended badly, it names the first of this table; where
one was changed and another was stopped, it is \`partly-applied\`. The reports of an action are those of its commands, too;
no command has every reason: a plan is never \`partly-applied\`. A run that is over before its work begins has no report, so that
any action can end with \`invalid-input\` or \`invalid-configuration\` in its output alone.

${table(['Reason', 'Exit code', 'What it means', 'In reports of'], rows)}
`;
  return { path: 'docs/reference/outcomes.md', text };
}
