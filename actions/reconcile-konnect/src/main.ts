import { readInputs } from '@konduct/operations/inputs/input';
import { reconcile } from '@konduct/operations/reconcile/reconcile';
import { runView } from '@konduct/operations/reconcile/run-view';
import { runAction } from '@konduct/runner/action';
import { planComments } from '@konduct/runner/comment/plan';
import { keepComments } from '@konduct/runner/comment/sticky';
import { deletesAllowed } from '@konduct/runner/deletes-label';
import { runsWithoutSecrets } from '@konduct/runner/github';
import { publish } from '@konduct/runner/publish';
import { definition } from './definition.ts';

/** Plans or applies the manifests. A plan without secrets says so and succeeds. */
export function reconcileKonnect(): Promise<void> {
  return runAction(async ({ github, operate, input, color }) => {
    const { comment, githubToken, ...options } = readInputs(definition.inputs, input);
    const skipWithoutSecrets = options.mode === 'plan' && runsWithoutSecrets(github);
    const allowDeletes = await deletesAllowed(github, githubToken, options.allowDeletes);
    const settings = { ...options, allowDeletes, workspace: github.workspace, skipWithoutSecrets };
    const report = await operate((runContext) => reconcile(settings, runContext));
    await publish(runView(report), github, { color });
    if (comment === 'auto') await keepComments(planComments(report, github, options), github, githubToken);
  });
}
