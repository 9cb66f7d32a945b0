import { readInputs, statedInputs } from '@konduct/operations/inputs/input';
import { reconcile } from '@konduct/operations/reconcile/reconcile';
import { runView } from '@konduct/operations/reconcile/run-view';
import { runAction } from '@konduct/runner/action';
import { planComments } from '@konduct/runner/comment/plan';
import { keepComments } from '@konduct/runner/comment/sticky';
import { deletesAllowed } from '@konduct/runner/deletes-label';
import { readLastApplied, recordApplied } from '@konduct/runner/drift/applied';
import { keepDriftIssues } from '@konduct/runner/drift/keep-issues';
import { runsWithoutSecrets } from '@konduct/runner/github';
import { publish } from '@konduct/runner/publish';
import { planChecks } from '@konduct/runner/review/check-run';
import { keepChecks } from '@konduct/runner/review/keep-checks';
import { gitHubReviewer } from '@konduct/runner/review/reviewer';
import { definition } from './definition.ts';

/** Plans or applies the manifests. A plan without secrets says so and succeeds. */
export function reconcileKonnect(): Promise<void> {
  return runAction(async ({ github, operate, input, color }) => {
    const given = readInputs(definition.inputs, input);
    const { comment, githubToken, planFile, since, snapshot, snapshotFile, ...options } = given;
    const skipWithoutSecrets = options.mode === 'plan' && runsWithoutSecrets(github);
    const bound = planFile === '' ? {} : { planFile, statedInputs: statedInputs(definition.inputs, input, false) };
    // A plan file says whether deletions are allowed. The label of a pull request would contradict it.
    const isDecided = planFile !== '' && options.mode === 'apply';
    const allowDeletes = isDecided
      ? options.allowDeletes
      : await deletesAllowed(github, githubToken, options.allowDeletes);
    const last = options.mode === 'drift' ? await readLastApplied(since, github, githubToken, options) : {};
    const seen = { ...(snapshot === '' ? {} : { snapshot }), ...(snapshotFile === '' ? {} : { snapshotFile }) };
    const decided = { ...options, ...last, ...bound, ...seen };
    const settings = { ...decided, allowDeletes, workspace: github.workspace, skipWithoutSecrets };
    const reviewer = gitHubReviewer(github, githubToken, options);
    const report = await operate((runContext) => reconcile(settings, { ...runContext, reviewer }));
    const outputs = { 'plan-file': report.planFile?.path ?? '', 'snapshot-file': report.snapshotFile?.path ?? '' };
    await publish(runView(report), github, { color, outputs });
    // Nobody reviews a plan against a snapshot as the plan that an apply makes.
    if (options.mode === 'plan' && options.reviewed !== 'off' && snapshot === '')
      await keepChecks(planChecks(report, github, options), github, githubToken);
    if (options.mode === 'apply' && planFile === '') await recordApplied(report, github, githubToken, options);
    if (options.mode === 'drift') await keepDriftIssues(report, github, githubToken, options);
    if (comment === 'auto') await keepComments(planComments(report, github, options), github, githubToken);
  });
}
