import type { GitConfig } from './manifest.ts';
import type { Reading } from './reading.ts';
import { parseRemote, withoutCredentials } from './remote.ts';

/** Reads a `git` block, of the platform or of a service. */
export function readGit(git: Reading): GitConfig {
  const written = git.text('remote');
  const remote = written === undefined ? undefined : withoutCredentials(written);
  const invalid = remote !== undefined && !parseRemote(remote);
  return git.place({
    remote: invalid ? undefined : remote,
    remoteProblem: invalid ? 'invalid' : remote !== written ? 'credentials' : undefined,
    author: git.block('author', (author) => author.place({ name: author.text('name'), email: author.text('email') })),
    auth: git.block('auth', (auth) =>
      auth.place({
        type: auth.word('type', ['ssh', 'token']),
        ssh: auth.block('ssh', (ssh) => ssh.place({ key: ssh.secret('key') })),
        token: auth.secret('token'),
      }),
    ),
    github: git.block('github', (github) => github.place({ token: github.secret('token') })),
  });
}
