import { renderPullRequests } from '@konduct/core/report/json/stage';
import { stageView } from '@konduct/core/report/stage-view';
import { readInputs } from '@konduct/operations/inputs/input';
import { serviceLogins } from '@konduct/operations/inputs/service-login';
import { stageReading } from '@konduct/operations/inputs/stage-settings';
import { stageWithTools } from '@konduct/operations/stage/tools';
import { runAction } from '@konduct/runner/action';
import { publish } from '@konduct/runner/publish';
import { stagingRepository } from '@konduct/runner/staging';
import { definition } from './definition.ts';

/**
 * Stages the changes of services' repositories and keeps one pull request for each environment, or checks the changes
 * of APIs in a pull request.
 */
export function stageSpec(): Promise<void> {
  return runAction(async ({ github, operate, input, color }) => {
    const values = readInputs(definition.inputs, input);
    const {
      mode,
      base,
      reviewers,
      teamReviewers,
      labels,
      githubToken,
      workflowToken,
      serviceToken,
      serviceKey,
      knownHosts,
      ...given
    } = values;
    const report = await operate((runContext) => {
      const logins = serviceLogins({ serviceToken, serviceKey, knownHosts }, runContext);
      const { pullRequest } = github;
      const isCheck = mode === 'check';
      const forBase = isCheck && base === '' ? (pullRequest?.base ?? '') : base;
      const platform = stagingRepository(github, { githubToken, workflowToken, base: forBase }, runContext);
      const about = isCheck
        ? ({ target: 'check', ...(pullRequest ? { pullRequest } : {}) } as const)
        : ({ target: 'pull-request' } as const);
      const requests = { ...about, reviewers, teamReviewers, labels };
      const workspace = github.workspace;
      return stageWithTools({ ...stageReading(given), ...logins, ...platform, ...requests, workspace }, runContext);
    });
    await publish(stageView(report), github, { color, outputs: { 'pull-requests': renderPullRequests(report) } });
  });
}
