import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { allowBreakingLabel } from '@konduct/core/policy/allow-breaking';
import type { GateOutcome, ServiceStaging } from '@konduct/core/run/staging';
import type { Allowance } from '@konduct/repository/code-owner/allowance';
import { GitHubFailure, gitHubProblem } from '@konduct/repository/github/failure';
import { repositoryPath } from '@konduct/repository/platform/tree';
import type { PullRequests } from '@konduct/repository/pull-request/github';
import type { Gate } from './gate.ts';

/** The pull request with the stopped changes. */
export interface GatedPullRequest {
  readonly number: number;
  readonly labels: readonly string[];
  /** Its base branch. */
  readonly base: string;
}

export interface JudgedGate {
  readonly gate: GateOutcome;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Opens a gate if a code owner of the stopped files has put the label on the pull request. A label of another person is
 * reported and has no effect.
 *
 * @param config the path of the platform directory, from the root of the repository
 */
export async function openByLabel(
  { outcome, findings }: Gate,
  pull: GatedPullRequest | undefined,
  requests: PullRequests | undefined,
  services: readonly ServiceStaging[],
  config: string,
): Promise<JudgedGate> {
  if (!requests || !pull?.labels.includes(allowBreakingLabel)) return { gate: outcome, diagnostics: findings };
  const stopped = services.filter(({ service }) => outcome.services.includes(service));
  const paths = stopped.map(({ directory }) => repositoryPath(config, `${directory}/openapi.yaml`));
  const question = { pull: pull.number, label: allowBreakingLabel, base: pull.base, paths };
  const answer = await requests.allowance(question).catch(unreadable);
  if (!('allowedBy' in answer)) return { gate: outcome, diagnostics: [...findings, refusedLabel(answer.reason)] };
  const { allowedBy } = answer;
  const note = `let through by the label \`${allowBreakingLabel}\` of @${allowedBy}`;
  return {
    gate: { ...outcome, allowedBy },
    diagnostics: findings.map(({ fix: _, ...each }) => ({
      ...each,
      severity: 'note',
      cause: `${each.cause} It is ${note}.`,
    })),
  };
}

function refusedLabel(reason: string): Diagnostic {
  return finding('api-breaking', `The label \`${allowBreakingLabel}\` lets nothing through`, undefined, {
    severity: 'warning',
    cause: reason,
    fix: 'Let somebody who owns the files, by the CODEOWNERS file of the base, take it off and put it there again.',
  });
}

function unreadable(error: unknown): Allowance {
  if (!(error instanceof GitHubFailure)) throw error;
  const { message } = gitHubProblem('see who put a label on the pull request', error);
  return { reason: message };
}
