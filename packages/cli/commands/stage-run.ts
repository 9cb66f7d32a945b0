import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { stageView } from '@konduct/core/report/stage-view';
import type { ReportView } from '@konduct/core/report/view';
import type { InputValues } from '@konduct/operations/inputs/input';
import { serviceLogins } from '@konduct/operations/inputs/service-login';
import type { stageInputs } from '@konduct/operations/inputs/stage';
import { stageReading } from '@konduct/operations/inputs/stage-settings';
import type { FullRunContext } from '@konduct/operations/reconcile/run-context';
import { stageWithTools } from '@konduct/operations/stage/tools';
import type { Terminal } from '../terminal.ts';

type Given = InputValues<typeof stageInputs> & { readonly check: boolean; readonly base: string };

/**
 * Stages into the working tree, or compares the working tree with a commit. Secrets are not options, because every process
 * on the machine can read these.
 */
export async function runStage(
  { check, base, ...given }: Given,
  terminal: Terminal,
  runContext: FullRunContext,
): Promise<ReportView> {
  const { workingDirectory, environment } = terminal;
  const logins = {
    serviceToken: environment.KONDUCT_SERVICE_TOKEN ?? '',
    serviceKey: environment.KONDUCT_SERVICE_SSH_KEY ?? '',
    knownHosts: environment.KONDUCT_KNOWN_HOSTS ?? '',
  };
  const reading = stageReading(given);
  const place = check
    ? comparison(reading, base, workingDirectory)
    : ({ target: 'working-tree', workspace: workingDirectory } as const);
  const options = {
    ...reading,
    ...serviceLogins(logins, runContext),
    ...place,
    labels: [],
    reviewers: [],
    teamReviewers: [],
  } as const;
  return stageView(await stageWithTools(options, runContext));
}

/** The options of a comparison with a branch of the repository that the working directory is in. */
function comparison({ config, manifests }: Pick<Given, 'config' | 'manifests'>, base: string, directory: string) {
  const workspace = repositoryAround(directory);
  const within = (file: string) =>
    path.relative(workspace, path.resolve(directory, file)).split(path.sep).join('/') || '.';
  return {
    target: 'check',
    workspace,
    config: within(config),
    manifests: manifests.map(within),
    remote: pathToFileURL(workspace).href,
    ...(base === '' ? {} : { base }),
  } as const;
}

/** @throws UserError outside of a git repository */
function repositoryAround(directory: string): string {
  for (let at = directory; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
    if (path.dirname(at) !== at) continue;
    const message = `${directory} is in no git repository, so that there is no commit to compare with`;
    throw new UserError([{ severity: 'error', code: 'input-invalid', message, fix: 'Run it in a clone.' }]);
  }
}
