import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { branchProblem } from '@konduct/core/manifest/branch';
import { parseRemote, withoutCredentials } from '@konduct/core/manifest/remote';
import type { InputValues } from '../inputs/input.ts';
import type { loopInputs } from '../inputs/loop.ts';
import { type ListenAddress, readListenAddress } from './listen-address.ts';

/** What a person asked of a loop. */
export interface LoopSettings {
  /** Milliseconds between two rounds. */
  readonly interval: number;
  readonly repository?: { readonly remote: string; readonly branch: string | undefined };
  readonly listen?: ListenAddress;
}

/**
 * The loop that options ask for; undefined if they ask for one run.
 *
 * @param wouldAsk whether one run would ask a person before it changes anything: a loop has nobody to ask
 * @throws UserError for options that contradict each other, a remote, a branch or an address that cannot be one
 */
export function loopSettings(given: InputValues<typeof loopInputs>, wouldAsk: boolean): LoopSettings | undefined {
  const { every, repository, branch, listen } = given;
  const problems: Diagnostic[] = [];
  const refuse = (message: string, fix: string) => problems.push(finding('input-invalid', message, undefined, { fix }));
  if (every === undefined) {
    for (const [name, value] of Object.entries({ repository, branch, listen }))
      if (value !== '') refuse(`--${name} needs --every`, 'Say how often there is to be a round: --every 5m.');
  }
  if (every !== undefined && wouldAsk)
    refuse('--every changes without asking', 'Give --yes as well, if that is what you want.');
  if (branch !== '' && repository === '') refuse('--branch needs --repository', 'Name the remote, too.');
  if (repository !== '') checkRemote(repository, refuse);
  const wrong = branch === '' ? undefined : branchProblem(branch);
  if (wrong !== undefined)
    refuse(
      `--branch ${JSON.stringify(branch)} cannot be a branch: ${wrong}`,
      'Write the name of a branch as `git branch` prints it.',
    );
  const address = listen === '' ? undefined : readListenAddress(listen);
  if (listen !== '' && address === undefined)
    refuse(`--listen ${JSON.stringify(listen)} is no address`, 'Write HOST:PORT, such as 127.0.0.1:8080 or [::]:8080.');
  if (problems.length > 0) throw new UserError(problems);
  if (every === undefined) return undefined;
  return {
    interval: every,
    ...(repository === '' ? {} : { repository: { remote: repository, branch: branch === '' ? undefined : branch } }),
    ...(address === undefined ? {} : { listen: address }),
  };
}

function checkRemote(remote: string, refuse: (message: string, fix: string) => void): void {
  const clean = withoutCredentials(remote);
  if (clean !== remote)
    refuse(
      `--repository ${JSON.stringify(clean)} was given with a login or a query`,
      'Take it out and revoke it, since every process here could read it. Put a token into KONDUCT_REPOSITORY_TOKEN.',
    );
  else if (!parseRemote(remote))
    refuse(
      `--repository ${JSON.stringify(remote)} is no git remote`,
      'Write it with https, ssh or file, as in https://github.com/kong-air/platform.git.',
    );
}
