import { hasControl } from '../check-text.ts';
import { block } from '../key/mapping.ts';
import { text, word } from '../key/scalar.ts';
import { secret } from '../key/secret.ts';
import { type Read, table } from '../key/table.ts';
import { parseRemote, withoutCredentials } from '../remote.ts';

export type GitConfig = Read<typeof gitTable>;

/** The `git` block of the platform or of a service. */
export const gitTable = table(
  { title: 'Git repository', definition: 'git', description: 'A git repository and how to reach it.' },
  {
    remote: text('The URL of the repository: https, ssh, `git@host:path` or file.', {
      examples: ['https://github.com/acme/platform.git', 'git@github.com:acme/flights.git'],
    }),
    author: block(
      table(
        {
          description:
            'Who commits to it. Of the platform: the author of what staging commits. Of a service: a co-author of each commit ' +
            'that changes its staged files.',
        },
        {
          name: text('The name commits carry.', { examples: ['Acme Platform'] }),
          email: text('The e-mail address commits carry.', { format: 'email', examples: ['platform@acme.example'] }),
        },
      ),
    ),
    auth: block(
      table('How git logs in. A service without this logs in as the platform does.', {
        type: word('`ssh` uses `ssh.key`, `token` uses `token`.', ['ssh', 'token']),
        ssh: block(table('Logging in with an SSH key.', { key: secret('The private key.') })),
        token: secret('The token, used as the password over https.'),
      }),
    ),
    github: block(
      table('Access to the GitHub API, for pull requests.', {
        token: secret(
          'A GitHub token that may write contents and pull requests of this repository. Staging keeps pull requests with it ' +
            "unless the run was given another one; it goes before the workflow's own token, whose pull requests start no workflows.",
        ),
      }),
    ),
  },
  (git) => ({ ...git, ...usableRemote(git.remote) }),
);

interface UsableRemote {
  /** A remote that git can use, with any password or token taken out. */
  readonly remote: string | undefined;
  /** The mistake in the written remote. The written remote itself is not kept, because it may hold a secret. */
  readonly remoteProblem: 'credentials' | 'invalid' | 'control' | undefined;
}

function usableRemote(written: string | undefined): UsableRemote {
  if (written === undefined) return { remote: undefined, remoteProblem: undefined };
  const remote = withoutCredentials(written);
  // `checkText` reports the control character.
  if (hasControl(written)) return { remote: undefined, remoteProblem: 'control' };
  if (!parseRemote(remote)) return { remote: undefined, remoteProblem: 'invalid' };
  return { remote, remoteProblem: remote === written ? undefined : 'credentials' };
}
