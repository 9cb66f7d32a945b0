import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { visible } from '@konduct/core/value/visible';
import { type FarHost, type NetworkFault, networkFix } from '@konduct/network/fault';

/**
 * Why a request to GitHub came to nothing: there was no answer; a refusal, or a failure that lasted; a limit on requests;
 * an answer that is not one of GitHub's API; a run that was asked to stop.
 */
export type GitHubFault = NetworkFault | 'refused' | 'limited' | 'answer' | 'stopped';

/** Why GitHub did not do something. Holds no token. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  readonly fault: GitHubFault;
  /** Of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Of a limit: when it ends, in milliseconds since 1970, where GitHub says so. */
  readonly until: number | undefined;

  /** @param message what GitHub said or what is wrong with its answer, for people */
  constructor(fault: GitHubFault, message: string, { status, until }: { status?: number; until?: number } = {}) {
    super(message);
    this.fault = fault;
    this.status = status;
    this.until = until;
  }
}

/**
 * What a failure means for a run.
 *
 * @param doing what GitHub was asked to do, after "did not let Konduct"
 * @param right what whoever is refused gives to the token, as one sentence
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

/** What became of a request, as a clause: `it answered 502`. */
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

/** How fixes name GitHub. */
const gitHub: FarHost = { name: 'GitHub', setting: 'GITHUB_API_URL', kept: 'what was pushed is kept' };

function fixOf({ fault, status, message }: GitHubFailure, right: string): string {
  // GitHub has no code of its own for it, and no permission helps.
  if (status === 403 && /\blocked\b/i.test(message))
    return 'Unlock the conversation of the pull request; until then the summary of the run says the same.';
  if (fault === 'limited') return 'Run it again later, or give it a token that is not used by so much else.';
  if (fault === 'answer') return `${networkFix('too-large', gitHub).replace(/\.$/, '')}; then run it again.`;
  // 404 is GitHub's answer for what a token may not even see.
  if (status === 401 || status === 403 || status === 404) return right;
  if (status !== undefined && status >= 300 && status < 400)
    return 'Check that GITHUB_API_URL and the name of the repository are those of today: redirects are not followed.';
  return networkFix(fault === 'refused' || fault === 'stopped' ? 'reset' : fault, gitHub);
}
