import { stageView } from '@konduct/core/report/stage-view';
import type { ReportView } from '@konduct/core/report/view';
import type { InputValues } from '@konduct/operations/inputs/input';
import { serviceLogins } from '@konduct/operations/inputs/service-login';
import type { stageInputs } from '@konduct/operations/inputs/stage';
import { stageReading } from '@konduct/operations/inputs/stage-settings';
import type { FullRunContext } from '@konduct/operations/reconcile/run-context';
import { stageWithTools } from '@konduct/operations/stage/tools';
import type { Terminal } from '../terminal.ts';

type Given = InputValues<typeof stageInputs>;

/** Stages into the working tree. Secrets are not options, because every process on the machine can read these. */
export async function runStage(given: Given, terminal: Terminal, runContext: FullRunContext): Promise<ReportView> {
  const { workingDirectory, environment } = terminal;
  const logins = {
    serviceToken: environment.KONDUCT_SERVICE_TOKEN ?? '',
    serviceKey: environment.KONDUCT_SERVICE_SSH_KEY ?? '',
    knownHosts: environment.KONDUCT_KNOWN_HOSTS ?? '',
  };
  const options = {
    ...stageReading(given),
    ...serviceLogins(logins, runContext),
    workspace: workingDirectory,
    target: 'working-tree',
    labels: [],
    reviewers: [],
    teamReviewers: [],
  } as const;
  return stageView(await stageWithTools(options, runContext));
}
