import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { parseRemote } from '@konduct/core/manifest/remote';
import { Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { isMaskable } from '@konduct/core/value/secret-length';
import type { Access } from '@konduct/repository/git/access';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { FollowedBranch } from '@konduct/repository/platform/followed-branch';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import { machineProblem } from '../machine-problem.ts';
import { repositoryProblem } from './repository-problem.ts';

/** The files of a round. */
export interface PlatformFolder {
  readonly directory: string;
  /** Absent where they are those of a folder, whatever is committed. */
  readonly commit?: string;
}

/** Where the files of each round come from. */
export interface PlatformSource {
  /** The newest files, or why they cannot be had. Files that were given before are gone when newer ones are given. */
  latest(signal: AbortSignal): Promise<PlatformFolder | { readonly problem: Diagnostic }>;
  close(): Promise<void>;
}

/** A folder, which is read again in each round. */
export function folderSource(directory: string): PlatformSource {
  return { latest: async () => ({ directory }), close: async () => {} };
}

export interface RepositoryOptions {
  readonly remote: string;
  /** Undefined for the default branch of the remote. */
  readonly branch: string | undefined;
  readonly environment: EnvironmentVariables;
  readonly maskSecret: (value: string) => void;
}

/** Milliseconds for each contact with the remote. */
const contactTime = 120_000;

/** The newest commit of a branch, in a temporary folder that `close` removes. Nothing is executed from it. */
export async function repositorySource(options: RepositoryOptions): Promise<PlatformSource> {
  const { remote, branch, environment, maskSecret } = options;
  const folder = await scratchFolder('platform');
  const followed = new FollowedBranch({ environment, remote, branch, folder, timeout: contactTime });
  return {
    async latest(signal) {
      try {
        const { directory, commit } = await followed.latest(loginFor(remote, environment, maskSecret), signal);
        return { directory, commit };
      } catch (error) {
        const problem =
          error instanceof LoginMissing
            ? error.problem
            : error instanceof GitFailure
              ? repositoryProblem(error, remote, branch)
              : machineProblem(error);
        if (!problem) throw error;
        return { problem };
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

class LoginMissing extends Error {
  readonly problem: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The login for the platform repository. It is read anew each time, so that a renewed token in a file is used. */
function loginFor(remote: string, environment: EnvironmentVariables, maskSecret: (value: string) => void): Access {
  const protocol = parseRemote(remote)?.protocol;
  const key = environment.KONDUCT_REPOSITORY_SSH_KEY ?? '';
  if (protocol === 'ssh' && key !== '') {
    for (const line of key.split('\n')) if (isMaskable(line)) maskSecret(line.trim());
    const knownHosts = environment.KONDUCT_KNOWN_HOSTS ?? '';
    return { type: 'ssh', key: new Secret(`${key}\n`), ...(knownHosts === '' ? {} : { knownHosts }) };
  }
  if (protocol !== 'https') return { type: 'none' };
  const token = tokenFrom(environment);
  if (token === '') return { type: 'none' };
  maskSecret(token);
  return { type: 'token', token: new Secret(token) };
}

function tokenFrom(environment: EnvironmentVariables): string {
  const file = environment.KONDUCT_REPOSITORY_TOKEN_FILE ?? '';
  if (file === '') return environment.KONDUCT_REPOSITORY_TOKEN ?? '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const fix = 'Correct KONDUCT_REPOSITORY_TOKEN_FILE, or let this user read the file.';
    throw new LoginMissing(
      finding('secret-missing', 'The token for the platform repository cannot be read', undefined, { cause, fix }),
    );
  }
}
