import { renderMatrix } from '@konduct/core/report/json/matrix';
import { readInputs } from '@konduct/operations/inputs/input';
import { runView } from '@konduct/operations/reconcile/run-view';
import { validate } from '@konduct/operations/validate';
import { runAction } from '@konduct/runner/action';
import { publish } from '@konduct/runner/publish';
import { definition } from './definition.ts';

/** Checks the platform directory without secrets and network, and annotates lines with the findings. */
await runAction(async ({ github, operate, input, color }) => {
  const options = readInputs(definition.inputs, input);
  const report = await operate((runContext) => validate({ ...options, workspace: github.workspace }, runContext));
  const matrix = renderMatrix(report.graph, options.environments);
  await publish(runView(report), github, { color, outputs: { matrix } });
});
