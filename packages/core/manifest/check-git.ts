import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import { isAuthorEmail } from './email.ts';
import type { Manifest } from './manifest.ts';
import type { GitConfig } from './table/git.ts';

/**
 * Checks `git` blocks: git must be able to use the remote, the remote must hold no secret, git must accept the author,
 * and a login must be complete.
 */
export function checkGit(manifest: Manifest): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { git } = manifest.platform;
  if (git) diagnostics.push(...checkConfig(git, 'The platform'));
  for (const team of manifest.teams.values()) {
    for (const service of team.services.values()) {
      const what = `The service ${service.key}`;
      if (service.git) diagnostics.push(...checkConfig(service.git, what));
      if (service.git?.remote !== undefined || service.git?.remoteProblem !== undefined) continue;
      diagnostics.push(
        finding('manifest-required', `${what} has no \`git.remote\``, rangeOf(service, 'key'), {
          severity: 'warning',
          cause: 'Without it nothing can fetch the specification of the service.',
          fix: 'Add `git.remote`, or commit the staged specification by hand.',
        }),
      );
    }
  }
  return diagnostics;
}

function checkConfig(git: GitConfig, what: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const remote = rangeOf(git, 'remote');
  // The remote is not quoted: it may hold a password.
  if (git.remoteProblem === 'credentials') {
    diagnostics.push(
      finding('secret-literal', `${what} has a git remote with a user, a password, a token or a query in it`, remote, {
        cause: 'Everybody who can read the repository can read it, and git prints it.',
        fix: 'Take it out, revoke it, and name a secret source under `git.auth`.',
      }),
    );
  }
  if (git.remoteProblem === 'invalid') {
    diagnostics.push(
      finding('remote-invalid', `${what} has a git remote that is not https, ssh or file`, remote, {
        cause: 'Other protocols are unencrypted, or let a URL run a program.',
        fix: 'Write it as `https://host/owner/repository.git`, `git@host:owner/repository.git` or `file:///path`.',
      }),
    );
  }
  const email = git.author?.email;
  if (git.author && email !== undefined && !isAuthorEmail(email)) {
    diagnostics.push(
      finding('email-invalid', `${JSON.stringify(email)} is not an e-mail address`, rangeOf(git.author, 'email'), {
        fix: 'Write it as `name@example.com`.',
      }),
    );
  }
  return [...diagnostics, ...checkLogin(git, what)];
}

function checkLogin({ auth }: GitConfig, what: string): Diagnostic[] {
  if (!auth?.type) return [];
  const missing = auth.type === 'ssh' ? !auth.ssh?.key && 'ssh.key' : !auth.token && 'token';
  if (!missing) return [];
  return [
    finding(
      'secret-source',
      `${what} logs in to git by ${auth.type} and has no \`git.auth.${missing}\``,
      rangeOf(auth, 'type'),
      {
        fix: `Add \`${missing}\` with the \`type\` and \`value\` of a secret source.`,
      },
    ),
  ];
}
