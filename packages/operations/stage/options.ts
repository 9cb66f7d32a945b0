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
  /** Keys of the services to read; empty for all. Staged files of other services stay unchanged. */
  readonly services: readonly string[];
  /**
   * `pull-request` keeps one pull request for each environment. `working-tree` writes files here. `check` only compares
   * the files here with the base branch.
   */
  readonly target: 'pull-request' | 'working-tree' | 'check';
  /** The changes of APIs that are stopped; replaces the manifest's `fail-on`. */
  readonly failOn?: FailOn | undefined;
  /** The pull request of a check. */
  readonly pullRequest?: GatedPullRequest | undefined;
  /** The remote of the platform repository, if it is not the one of GitHub or the manifest. */
  readonly remote?: string | undefined;
  /** The base branch of pull requests; by default the default branch. */
  readonly base?: string | undefined;
  /** The run's repository on GitHub. */
  readonly github?: GitHubSettings | undefined;
  /** For service repositories on GitHub's host without a login of their own. */
  readonly serviceToken?: Secret | undefined;
  /** For service repositories by ssh without a login of their own. */
  readonly serviceKey?: Secret | undefined;
  /** Lines of a known_hosts file; without them a host's key is accepted at the first contact. */
  readonly knownHosts?: string | undefined;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
  /** The hosts to which a `$ref` of a specification may lead. */
  readonly referenceHosts: readonly string[];
  /** The most repositories at the same time. */
  readonly concurrency: number;
  /** The time limit of each git process, in milliseconds. */
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
  /** Whether the token is the workflow's own, before which one of the manifest goes. */
  readonly isWorkflowToken?: boolean;
}

export type StageProgress =
  | { readonly event: 'read'; readonly repository: string; readonly done: number; readonly total: number }
  | { readonly event: 'wait'; readonly line: string }
  | { readonly event: 'staged'; readonly environment: StageReport['environments'][number] };

export interface StageRunContext extends RunContext {
  readonly onStageProgress?: (progress: StageProgress) => void;
}

/** The tools of staging besides git and GitHub. All are optional. */
export interface StageTools {
  readonly renderer?: DeckRenderer | undefined;
  readonly comparer?: ApiComparer | undefined;
  /** When requests to GitHub are repeated; tests use shorter times. */
  readonly patience?: Partial<Patience>;
  /** The day of the run, `2026-11-30`, on which the last days of accepted changes are judged; by default today. */
  readonly today?: string;
  /** Findings from installing the tools. */
  readonly diagnostics?: readonly Diagnostic[];
}
