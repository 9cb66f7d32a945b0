import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { branchProblem } from '@konduct/core/manifest/branch';
import type { Manifest } from '@konduct/core/manifest/manifest';
import { visible } from '@konduct/core/value/visible';
import type { Git } from '@konduct/repository/git/git';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { gitMachineProblem } from '@konduct/repository/git/machine-refusal';
import { PlatformRepository } from '@konduct/repository/platform/platform-repository';
import { stagingBranch } from '@konduct/repository/platform/staging-branch';
import type { Logins } from './access.ts';
import type { StageOptions } from './options.ts';
import { isAboutEverything } from './selection.ts';

export interface PlatformInput {
  readonly options: StageOptions;
  readonly git: Git;
  readonly folder: string;
  readonly config: string;
  readonly manifest: Manifest;
  readonly logins: Logins;
  /** The environments of the manifest that the run is about. */
  readonly environments: readonly string[];
}

/**
 * Opens the platform repository at its remote.
 *
 * @throws UserError when it cannot be reached
 */
export async function openPlatform(input: PlatformInput): Promise<PlatformRepository> {
  const { options, git, folder, config, manifest, logins, environments } = input;
  const { github } = options;
  const own = manifest.platform.git;
  const remote = options.remote ?? (github ? `${github.serverUrl}/${github.repository}.git` : own?.remote);
  if (remote === undefined) {
    const fix = 'Add `platform.git.remote`, or stage into the working tree.';
    throw refusal('manifest-required', 'The platform repository has no `git.remote`', fix);
  }
  if (config.startsWith('..') || config.startsWith('/'))
    throw refusal('file-outside', `The platform directory ${config} is not in the repository`, 'Name a folder in it.');
  for (const branch of [...environments.map(stagingBranch), ...(options.base === undefined ? [] : [options.base])]) {
    const problem = branchProblem(branch);
    if (problem === undefined) continue;
    const message = `${JSON.stringify(branch)} cannot be a branch: ${problem}`;
    throw refusal('branch-invalid', message, 'Rename the environment, or name another base branch.');
  }
  try {
    return await PlatformRepository.open({
      git,
      remote,
      access: logins.ofPlatform(remote, own),
      folder,
      config,
      base: options.base,
      environments,
      withGone: options.target !== 'check' && isAboutEverything(manifest, options),
      timeout: options.timeLimit,
    });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw unreachable(remote, error, options.base);
  }
}

function unreachable(remote: string, failure: GitFailure, base: string | undefined): UserError {
  const machine = gitMachineProblem(failure, 'the platform repository');
  if (machine) return new UserError([machine]);
  const cause = failure.said === '' ? {} : { cause: `git said: ${visible(failure.said)}` };
  const where = visible(remote);
  switch (failure.reason) {
    case 'branch-missing': {
      const what = base === undefined ? 'default branch with a commit' : `branch ${base}`;
      return refusal(
        'branch-missing',
        `The platform repository has no ${what}: ${where}`,
        'Name a base branch it has.',
        cause,
      );
    }
    case 'refused':
    case 'host-key': {
      const fix = 'Give a token with contents: write, or a key that may push.';
      return refusal('repository-refused', `The platform repository refused the login: ${where}`, fix, cause);
    }
    case 'moved': {
      const fix = "Write the repository's new address. If it has none, give a token that may push.";
      const message = `The platform repository has another address now, or wants a login: ${where}`;
      return refusal('repository-unavailable', message, fix, cause);
    }
    case 'not-git': {
      const message = `What answers for the platform repository is not git, but perhaps a web page: ${where}`;
      return refusal('repository-unavailable', message, 'Check the remote: it is what `git clone` takes.', cause);
    }
    case 'object-format': {
      const fix = 'Use a repository with SHA-1, which is what git makes unless it is told otherwise.';
      const message = `The platform repository names its objects by SHA-256, which Konduct cannot read: ${where}`;
      return refusal('repository-unavailable', message, fix, cause);
    }
    case 'not-installed':
      return refusal('tool-missing', 'git did not start', 'Install git 2.31 or newer and put it on the PATH.', cause);
    case 'stopped':
      return refusal('run-interrupted', 'The run was asked to stop before anything was staged', 'Run it again.');
    default: {
      const fix = 'Check the remote and the network; the next run tries again.';
      return refusal('repository-unavailable', `The platform repository cannot be reached: ${where}`, fix, cause);
    }
  }
}

function refusal(
  code: Diagnostic['code'],
  message: string,
  fix: string,
  more: Pick<Diagnostic, 'cause'> = {},
): UserError {
  return new UserError([{ severity: 'error', code, message, fix, ...more }]);
}
