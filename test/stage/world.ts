import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceStaging, StageReport } from '@konduct/core/run/staging';
import { Secret } from '@konduct/core/secret/secret';
import { optionsFor } from '@konduct/operations/options.fixture';
import type { StageOptions, StageTools } from '@konduct/operations/stage/options';
import { stage } from '@konduct/operations/stage/stage';
import { type Files, LocalRepositories, type LocalRepository } from '@konduct/repository/git/local-repository.fixture';
import { actionsBot } from '../github/account.ts';
import { type GitHub, startGitHub } from '../github/server.ts';

/** A small specification with a title to recognise it by. */
export function specification(
  title: string,
  paths = '  /flights:\n    get:\n      responses: {"200": {description: ok}}\n',
) {
  return `openapi: 3.0.3\ninfo:\n  title: ${title}\n  version: "1.0"\npaths:\n${paths}`;
}

/** The far sides of staging: real git repositories on this disk and a stand-in for GitHub. */
export class StageWorld {
  readonly repositories = new LocalRepositories();
  readonly platform: LocalRepository;
  readonly github: GitHub;
  /** An empty folder for a checkout; manifests are written into it when they are committed. */
  readonly workspace = mkdtempSync(path.join(tmpdir(), 'konduct-workspace-'));

  readonly #token: string;

  private constructor(platform: LocalRepository, repositories: LocalRepositories, github: GitHub, token: string) {
    this.#token = token;
    this.platform = platform;
    this.repositories = repositories;
    this.github = github;
  }

  static async create(name = 'platform', token = 'ghs_stage'): Promise<StageWorld> {
    const repositories = new LocalRepositories();
    const platform = repositories.create(name);
    const github = await startGitHub({
      repository: 'kong-air/platform',
      pulls: [],
      tokens: { [token]: actionsBot },
      commitOf: (branch) => commitOf(platform, branch),
    });
    return new StageWorld(platform, repositories, github, token);
  }

  /** Commits files to the platform's main branch and checks the branch out into the workspace. */
  commitPlatform(files: Files): string {
    const commit = this.platform.commit('main', files);
    this.checkOut();
    return commit;
  }

  checkOut(branch = 'main'): void {
    for (const name of readdirSync(this.workspace)) rmSync(path.join(this.workspace, name), { recursive: true });
    this.platform.git(`--work-tree=${this.workspace}`, 'checkout', '-q', '--force', branch, '--', '.');
  }

  /** Merges an environment's branch as GitHub's squash does: its changes become one commit on main. */
  merge(environment: string): void {
    const branch = stagingBranch(environment);
    const tree = this.platform.git('merge-tree', '--write-tree', 'main', branch).trim();
    const parent = this.platform.git('rev-parse', 'main').trim();
    const identity = ['-c', 'user.name=Ines', '-c', 'user.email=ines@kong-air.example'];
    const commit = this.platform.git(...identity, 'commit-tree', tree, '-p', parent, '-m', 'Squashed').trim();
    this.platform.git('update-ref', 'refs/heads/main', commit);
    this.platform.git('update-ref', '-d', `refs/heads/${branch}`);
    for (const pull of this.github.pulls.values()) {
      if (pull.head === branch && pull.state === 'open') Object.assign(pull, { state: 'closed', merged: true });
    }
    this.checkOut();
  }

  stage(more: Partial<StageOptions> = {}, tools: StageTools = {}, environment: Record<string, string> = {}) {
    const runContext = {
      environment: { PATH: process.env.PATH, ...environment },
      maskSecret: () => {},
      onProgress: () => {},
      signal: new AbortController().signal,
    };
    return stage(this.options(more), runContext, { patience: { baseDelay: 1, limitDelay: 1 }, ...tools });
  }

  /** The options of a staging run. */
  options(more: Partial<StageOptions> = {}): StageOptions {
    return {
      ...optionsFor(this.workspace),
      services: [],
      target: 'pull-request',
      remote: this.platform.remote,
      github: {
        serverUrl: 'https://github.com',
        apiUrl: this.github.url,
        repository: 'kong-air/platform',
        token: new Secret(this.#token),
      },
      labels: [],
      reviewers: [],
      teamReviewers: [],
      referenceHosts: [],
      concurrency: 8,
      timeLimit: 20_000,
      ...more,
    };
  }

  /** A file as a branch of the platform repository has it; undefined when there is none. */
  file(branch: string, name: string): string | undefined {
    try {
      return this.platform.git('show', `${branch}:${name}`);
    } catch {
      return undefined;
    }
  }

  head(branch: string): string | undefined {
    return commitOf(this.platform, branch);
  }

  files(branch: string, folder = 'konnect'): string[] {
    return this.platform.git('ls-tree', '-r', '--name-only', branch, '--', folder).split('\n').filter(Boolean);
  }

  async close(): Promise<void> {
    await this.github.close();
    this.repositories.remove();
    rmSync(this.workspace, { recursive: true, force: true });
  }
}

export function stagingBranch(environment: string): string {
  return `${environment}-konnect-orchestrator-apply`;
}

function commitOf(repository: LocalRepository, branch: string): string | undefined {
  try {
    return repository.git('rev-parse', '--verify', '-q', `refs/heads/${branch}`).trim();
  } catch {
    return undefined;
  }
}

/** `service environment: outcome` of each service. */
export function outcomes(report: StageReport): string[] {
  return report.services.map(
    ({ service, environment, outcome }: ServiceStaging) => `${service} ${environment}: ${outcome}`,
  );
}

/** The outcome of each environment. */
export function environments(report: StageReport): Record<string, string> {
  return Object.fromEntries(report.environments.map(({ environment, outcome }) => [environment, outcome]));
}

/** The codes of all findings of a run, sorted. */
export function codes(report: StageReport): string[] {
  const all = [
    ...report.diagnostics,
    ...report.services.flatMap(({ diagnostics }) => diagnostics),
    ...report.environments.flatMap(({ diagnostics }) => diagnostics),
  ];
  return all.map(({ code }) => code).sort();
}
