import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { visible } from '@konduct/core/value/visible';
import { type FarHost, type NetworkFault, networkFix } from '@konduct/network/fault';

/**
 * The reason why a request to GitHub failed: no answer (`NetworkFault`); a refusal or a lasting failure (`refused`); a
 * limit on requests (`limited`); an answer that is not of GitHub's API (`answer`); a run that was asked to stop
 * (`stopped`).
 */
export type GitHubFault = NetworkFault | 'refused' | 'limited' | 'answer' | 'stopped';

/** The error of a request to GitHub. It holds no token. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  readonly fault: GitHubFault;
  /** The answer's status; undefined without an answer. */
  readonly status: number | undefined;
  /** For a limit: its end in milliseconds since 1970, if GitHub sends it. */
  readonly until: number | undefined;

  /** @param message GitHub's own words, or the fault of its answer, for people */
  constructor(fault: GitHubFault, message: string, { status, until }: { status?: number; until?: number } = {}) {
    super(message);
    this.fault = fault;
    this.status = status;
    this.until = until;
  }
}

/**
 * The diagnostic for a failure.
 *
 * @param doing the action that GitHub was asked for, after "did not let Konduct"
 * @param right a sentence that says which permission the token needs
 */
export function gitHubProblem(doing: string, failure: GitHubFailure, right = writing): Diagnostic {
  const said = visible(failure.message).slice(0, 300);
  return {
    severity: 'error',
    code: codeOf(failure),
    message: `GitHub did not let Konduct ${doing}: ${reasonOf(failure)}`,
    ...(said === '' ? {} : { cause: said }),
    fix: fixOf(failure, right),
  };
}

const writing =
  'Give the token the permission pull-requests: write, and let Actions open pull requests in the settings of the repository.';

/** The result of a request as a clause: `it answered 502`. */
export function reasonOf({ fault, status, until }: GitHubFailure): string {
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString().replace(/\.\d+Z$/, 'Z')}`;
  if (fault === 'limited') return `it limits the requests of this token${end} (${status})`;
  if (fault === 'stopped') return 'the run was asked to stop';
  if (fault === 'answer') return 'what answered in its place is not its API';
  if (status !== undefined) return `it answered ${status}`;
  switch (fault) {
    case 'plain':
      return 'no TLS is spoken where it should be';
    case 'proxy-unreachable':
      return 'the proxy of HTTPS_PROXY cannot be reached';
    case 'proxy-plain':
      return 'the proxy of HTTPS_PROXY speaks no TLS';
    case 'untrusted':
      return 'its certificate is not trusted here';
    case 'misnamed':
      return 'its certificate is for another host name';
    case 'expired':
      return 'its certificate is not valid today';
    case 'proxy':
      return 'the proxy does not lead to it';
    case 'settings':
      return 'the network of this machine is not set up as its environment says';
    case 'timeout':
      return 'it did not answer in time';
    case 'reset':
      return 'the connection broke off';
    case 'too-large':
      return 'its answer is larger than it can be';
    default:
      return 'it could not be reached';
  }
}

function codeOf({ fault }: GitHubFailure): DiagnosticCode {
  if (fault === 'limited') return 'github-rate-limited';
  if (fault === 'stopped') return 'run-interrupted';
  return fault === 'answer' || fault === 'too-large' ? 'github-answer' : 'github-unavailable';
}

/** GitHub's name and settings in fixes. */
const gitHub: FarHost = { name: 'GitHub', setting: 'GITHUB_API_URL', kept: 'what was pushed is kept' };

function fixOf({ fault, status, message }: GitHubFailure, right: string): string {
  // GitHub has no code for a locked conversation, and a permission does not help.
  if (status === 403 && /\blocked\b/i.test(message))
    return 'Unlock the conversation of the pull request; until then the summary of the run says the same.';
  if (fault === 'limited') return 'Run it again later, or give it a token that is not used by so much else.';
  if (fault === 'answer') return `${networkFix('too-large', gitHub).replace(/\.$/, '')}; then run it again.`;
  // GitHub answers 404 for a repository that the token must not see.
  if (status === 401 || status === 403 || status === 404) return right;
  if (status !== undefined && status >= 300 && status < 400)
    return 'Check that GITHUB_API_URL and the name of the repository are those of today: redirects are not followed.';
  return networkFix(fault === 'refused' || fault === 'stopped' ? 'reset' : fault, gitHub);
}
