import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { FailOn } from '@konduct/core/manifest/table/environment';
import type { StageReport } from '@konduct/core/run/staging';
import type { Secret } from '@konduct/core/secret/secret';
import type { ApiComparer } from '@konduct/repository/api-change/comparer';
import type { Patience } from '@konduct/repository/github/patience';
import type { SpecificationLimits } from '@konduct/repository/specification/limits';
import type { DeckRenderer } from '../deck/renderer.ts';
import type { PlatformOptions, RunContext } from '../options.ts';
import type { GatedPullRequest } from './gate-label.ts';

export interface StageOptions extends PlatformOptions {
  /** Keys of the services to read; empty means all. What others have staged stays as it is. */
  readonly services: readonly string[];
  /**
   * Whether one pull request is kept for each environment, or files are written here and nothing is opened, or what is
   * here is only compared with the base branch.
   */
  readonly target: 'pull-request' | 'working-tree' | 'check';
  /** Which changes of APIs are stopped, whatever the manifest says. */
  readonly failOn?: FailOn | undefined;
  /** The pull request that a check is about. */
  readonly pullRequest?: GatedPullRequest | undefined;
  /** The remote of the platform repository, where it is not the one GitHub or the manifest says. */
  readonly remote?: string | undefined;
  /** The branch pull requests are for; the default branch when left out. */
  readonly base?: string | undefined;
  /** The repository on GitHub that the run is about. */
  readonly github?: GitHubSettings | undefined;
  /** For service repositories on GitHub's host that name no login of their own. */
  readonly serviceToken?: Secret | undefined;
  /** For service repositories by ssh that name no login of their own. */
  readonly serviceKey?: Secret | undefined;
  /** Lines of a known_hosts file; without them a host is believed the first time. */
  readonly knownHosts?: string | undefined;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
  /** Hosts that a `$ref` of a specification may lead to. */
  readonly referenceHosts: readonly string[];
  /** Repositories read at a time. */
  readonly concurrency: number;
  /** Milliseconds each git process may take. */
  readonly timeLimit: number;
  /** On each specification; the usual ones when left out. */
  readonly specificationLimits?: SpecificationLimits;
}

export interface GitHubSettings {
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: Secret;
}

export type StageProgress =
  | { readonly event: 'read'; readonly repository: string; readonly done: number; readonly total: number }
  | { readonly event: 'wait'; readonly line: string }
  | { readonly event: 'staged'; readonly environment: StageReport['environments'][number] };

export interface StageRunContext extends RunContext {
  readonly onStageProgress?: (progress: StageProgress) => void;
}

/** What staging uses besides git and GitHub; what is left out it stages without. */
export interface StageTools {
  readonly renderer?: DeckRenderer | undefined;
  readonly comparer?: ApiComparer | undefined;
  /** When GitHub is asked again; tests have less of it. */
  readonly patience?: Partial<Patience>;
  /** The day of the run, `2026-11-30`, by which accepted changes are judged; today when left out. */
  readonly today?: string;
  /** What was found while getting them. */
  readonly diagnostics?: readonly Diagnostic[];
}
