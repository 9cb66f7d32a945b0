import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { shorten, visible } from '@konduct/core/value/visible';
import type { GitFailure, GitFailureReason } from '../git/git-failure.ts';
import { gitMachineProblem } from '../git/machine-refusal.ts';
import type { CommitFile } from './commit-files.ts';
import type { SpecificationLimits } from './limits.ts';
import type { SpecRequest } from './request.ts';

type Where = Pick<SpecRequest, 'service' | 'remote' | 'branch' | 'path' | 'at'>;

interface Explained {
  readonly code: DiagnosticCode;
  readonly message: (where: Where) => string;
  readonly fix: string;
}

const reach: Explained = {
  code: 'repository-unavailable',
  message: ({ service, remote }) => `The repository of ${service} cannot be reached: ${remote}`,
  fix: 'Check the remote and the network; the next run tries again.',
};

const failures: Readonly<Partial<Record<GitFailureReason, Explained>>> = {
  'not-installed': {
    code: 'tool-missing',
    message: ({ service }) => `The repository of ${service} cannot be read, because git did not start`,
    fix: 'Install git 2.31 or newer and put it on the PATH.',
  },
  'timed-out': {
    code: 'repository-unavailable',
    message: ({ service, remote }) => `The repository of ${service} did not answer in time: ${remote}`,
    fix: 'Check the remote, or raise `time-limit`; the next run tries again.',
  },
  stopped: {
    code: 'run-interrupted',
    message: ({ service }) => `The repository of ${service} was not read, because the run was asked to stop`,
    fix: 'Run it again.',
  },
  'branch-missing': {
    code: 'branch-missing',
    message: ({ service, branch, remote }) => `The repository of ${service} has no branch ${branch}: ${remote}`,
    fix: 'Create the branch, or name another one for the service or for this environment.',
  },
  'not-found': {
    code: 'repository-unavailable',
    message: ({ service, remote }) => `There is no repository of ${service} at ${remote}, or not for this login`,
    fix: 'Check the remote, and that the token or key may read the repository.',
  },
  moved: {
    code: 'repository-unavailable',
    message: ({ service, remote }) =>
      `The repository of ${service} has another address now, or wants a login: ${remote}`,
    fix: "Write the repository's new address. If it has none, give a token or key that may read it.",
  },
  'not-git': {
    code: 'repository-unavailable',
    message: ({ service, remote }) => `What answers for ${service} is not git, but perhaps a web page: ${remote}`,
    fix: 'Check the remote: it is what `git clone` takes. A page for logging in means that a token is missing.',
  },
  refused: {
    code: 'repository-refused',
    message: ({ service, remote }) => `The repository of ${service} refused the login: ${remote}`,
    fix: 'Give a token or key that may read the repository, under `git.auth` of the service or for all of them.',
  },
  'host-key': {
    code: 'repository-refused',
    message: ({ service, remote }) => `The host of ${service} does not have the key it is known by: ${remote}`,
    fix: 'Compare its key with the one its operator publishes, and correct known_hosts.',
  },
  protocol: {
    code: 'remote-invalid',
    message: ({ service }) => `The remote of ${service} asks for a protocol that is not allowed`,
    fix: 'Write it with https, ssh or file.',
  },
  'object-format': {
    code: 'repository-unavailable',
    message: ({ service, remote }) =>
      `The repository of ${service} names its objects by SHA-256, which Konduct cannot read: ${remote}`,
    fix: 'Keep the specification in a repository with SHA-1, which is what git makes unless it is told otherwise.',
  },
  'too-much-output': {
    code: 'file-too-large',
    message: ({ service, remote }) => `The repository of ${service} answers with more than is allowed: ${remote}`,
    fix: 'Give it fewer branches, or a repository of its own.',
  },
};

/** The diagnostic for a failure of git, for one service. */
export function gitProblem(failure: GitFailure, where: Where): Diagnostic {
  const machine = gitMachineProblem(failure, `the repository of ${where.service}`);
  if (machine) return { ...machine, ...(where.at ? { at: where.at } : {}) };
  const { code, message, fix } = failures[failure.reason] ?? reach;
  const cause = failure.said === '' ? {} : { cause: `git said: ${visible(failure.said)}` };
  return problem(code, message(where), { ...cause, fix }, where);
}

/**
 * The diagnostic for a defect of Konduct that one service's specification met. It concerns that service only, and has
 * the place in the code.
 */
export function defect(error: unknown, where: Where): Diagnostic {
  const { path, branch, service } = where;
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const cause = visible(stack.split(/\n\s*/).slice(0, stackLines).join(' ').slice(0, 2000));
  const fix = 'Report it with the cause: https://github.com/konduct/konduct/issues';
  const message = `${path} on ${branch} of ${service} could not be read for a defect in Konduct`;
  return problem('defect', message, { cause, fix }, where);
}

/** The lines of a stack trace that are shown: the error and the calls nearest to it. */
const stackLines = 12;

/** The diagnostic for a branch name that git could take for something else. */
export function branchRefused(where: Where): Diagnostic {
  const message = `${JSON.stringify(where.branch)} cannot be a branch of ${where.service}`;
  return problem('branch-invalid', message, { fix: 'Write the name of a branch as `git branch` prints it.' }, where);
}

/** Why what stands at a path is no specification. */
export function fileProblem(
  type: Exclude<CommitFile['type'], 'file'>,
  path: string,
  where: Where,
  limits: SpecificationLimits,
): Diagnostic {
  const file = `${path} on ${where.branch} of ${where.service}`;
  switch (type) {
    case 'missing':
      return problem('file-missing', `There is no ${file}`, { fix: 'Commit the file, or correct `spec-path`.' }, where);
    case 'link':
      return problem(
        'file-symlink',
        `${file} is a symbolic link, or is reached through one`,
        { cause: 'A link can lead anywhere on the machine that reads it.', fix: 'Commit the real file there.' },
        where,
      );
    case 'submodule':
      return problem('file-missing', `${file} lies in a submodule`, { fix: 'Commit the real file there.' }, where);
    case 'folder':
      return problem('file-missing', `${file} is a folder`, { fix: 'Name a file with `spec-path`.' }, where);
    case 'too-large': {
      const most = limits.file / 1024 / 1024;
      const fix = 'Make it smaller, or raise `max-file-size`.';
      return problem('file-too-large', `${file} has more than ${most} MB`, { fix }, where);
    }
  }
}

/** A diagnostic about one service's specification, at the place in the manifest that names it. */
export function problem(
  code: DiagnosticCode,
  message: string,
  more: Pick<Diagnostic, 'cause' | 'fix'>,
  { at }: Pick<SpecRequest, 'at'>,
): Diagnostic {
  return { severity: 'error', code, message: shorten(visible(message), 500), ...more, ...(at ? { at } : {}) };
}
