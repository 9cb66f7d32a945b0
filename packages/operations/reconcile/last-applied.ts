import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { appliedTo } from '@konduct/core/drift/applied-part';
import type { LastApply } from '@konduct/core/drift/drift';
import type { Past } from '@konduct/core/drift/past';
import type { Commit } from '@konduct/core/plan/change';
import { Git } from '@konduct/repository/git/git';
import { GitFailure } from '@konduct/repository/git/git-failure';
import { ObjectReader } from '@konduct/repository/git/object-reader';
import { copyOfCommit } from '@konduct/repository/platform/commit-copy';
import { readCommit } from '@konduct/repository/platform/history';
import { CommitFiles } from '@konduct/repository/specification/commit-files';
import { scratchFolder } from '@konduct/tool/process/run-folder';
import { type Configuration, configure, isUsable } from '../configuration.ts';
import type { PlatformOptions, ReconcileOptions, RunContext } from '../options.ts';
import { secretHandle } from '../secret-source.ts';
import { sizeLimits } from '../text-file.ts';
import { repositoryAround } from './repository-around.ts';

/** Milliseconds for all processes of git, and the most of a commit that is read. */
const limits = {
  time: 60_000,
  copy: { files: 50_000, bytes: 1024 * 1024 * 1024, file: sizeLimits.specification },
} as const;

/** What is known of the last apply of one organization. */
export interface LastOfOrganization {
  readonly last: LastApply;
  readonly commits: readonly Commit[];
  /** Why some or all of it is not known, as a clause. */
  readonly untold?: string;
  readonly diagnostics: readonly Diagnostic[];
}

interface Loaded {
  readonly commit: Commit;
  readonly configuration: Configuration;
}

/** The platform of a run, and what is said of its last apply. */
type LastAppliedOptions = PlatformOptions &
  Pick<ReconcileOptions, 'lastApplied' | 'lastAppliedUnknown' | 'newestCommitAlone'>;

interface Problem {
  readonly problem: string;
  readonly fix: string;
}

type Outcome = Loaded | Problem;

/**
 * What the manifests wanted when they were applied last. A commit is read out of git once for a run, when a difference
 * needs it: its platform directory is copied to a temporary folder and read like the present one, with today's built-in
 * blueprints and today's secrets.
 */
export class LastApplied {
  readonly #options: LastAppliedOptions;
  readonly #runContext: RunContext;
  readonly #loaded = new Map<string, Promise<Outcome>>();
  readonly #folders: string[] = [];

  constructor(options: LastAppliedOptions, runContext: RunContext) {
    this.#options = options;
    this.#runContext = runContext;
  }

  /**
   * @param wanted the environments that the run is about; undefined is the organization as a whole
   */
  async of(organization: string, wanted: readonly (string | undefined)[]): Promise<LastOfOrganization> {
    const { lastApplied: parts = [], lastAppliedUnknown } = this.#options;
    const pasts = new Map<string, Past>();
    const commits: Commit[] = [];
    const problems = new Map<string, string>();
    for (const part of wanted) {
      const named = appliedTo(parts, organization, part);
      if (named === undefined) {
        problems.set(lastAppliedUnknown ?? 'nothing says what was applied last', howToTell(this.#options));
        continue;
      }
      if (pasts.has(named)) continue;
      const outcome = await this.#load(named);
      if ('problem' in outcome) {
        problems.set(outcome.problem, outcome.fix);
        continue;
      }
      const past = pastOf(outcome, organization);
      pasts.set(named, past);
      if (!commits.some(({ id }) => id === past.commit)) commits.push(outcome.commit);
    }
    const last: LastApply = {
      at: (environment) => {
        const named = appliedTo(parts, organization, environment);
        return named === undefined ? undefined : pasts.get(named);
      },
      all: [...pasts.values()],
    };
    const [first] = problems;
    if (!first) return { last, commits, diagnostics: [] };
    const [untold, fix] = first;
    const what = pasts.size > 0 ? 'Some drift' : 'Drift';
    const message = `${what} cannot be told from changes that were not applied yet: ${untold}`;
    const diagnostic = finding('last-apply-unknown', message, undefined, { severity: 'warning', fix });
    return { last, commits, untold, diagnostics: [diagnostic] };
  }

  /**
   * Reads the commits that the user named.
   *
   * @throws UserError for one that git does not have, or that cannot be read
   */
  async refuseUnusable(): Promise<void> {
    const { lastApplied: parts = [] } = this.#options;
    for (const { commit, organization } of parts) {
      if (organization !== undefined) continue;
      const outcome = await this.#load(commit);
      if ('problem' in outcome) throw unusable(outcome);
    }
  }

  /** Removes what was copied. */
  async close(): Promise<void> {
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  #load(named: string): Promise<Outcome> {
    const known = this.#loaded.get(named) ?? this.#read(named);
    this.#loaded.set(named, known);
    return known;
  }

  async #read(named: string): Promise<Outcome> {
    const repository = repositoryAround(this.#options);
    const fix = howToTell(this.#options);
    if (!isRevision(named)) return unknownCommit(named);
    if (!repository) return { problem: 'the platform directory is in no git repository', fix };
    const { environment, signal } = this.#runContext;
    const home = await scratchFolder('applied');
    this.#folders.push(home);
    const git = new Git({ environment, home, timeout: limits.time, signal });
    if (!(await git.isUsable())) return { problem: 'git is missing, or is too old', fix: 'Install git 2.31 or newer.' };
    const reader = new ObjectReader(git, repository.directory, limits.time);
    try {
      const commit = await readCommit(reader, `${named}^{commit}`);
      const opened = commit && (await CommitFiles.open(reader, commit.id));
      if (!opened) return unknownCommit(named);
      const { folder, paths } = repository;
      const copy = await copyOfCommit(opened.files, folder, paths, path.join(home, 'copy'), limits.copy);
      if (copy !== 'copied') return { problem: `${commit.id.slice(0, 12)} ${copyProblems[copy]}`, fix };
      const configuration = this.#configured(path.join(home, 'copy'), repository);
      if (isUsable(configuration)) return { commit, configuration };
      const problem = `the manifests of ${commit.id.slice(0, 12)} have errors for this version of Konduct`;
      return { problem, fix: `Apply a newer commit. ${fix}` };
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      return { problem: `git could not read ${named} (${error.message})`, fix };
    } finally {
      reader.close();
    }
  }

  #configured(workspace: string, { folder, paths }: { readonly folder: string; readonly paths: readonly string[] }) {
    const { maskSecret } = this.#runContext;
    const present = this.#options;
    const outside = present.manifests
      .map((file) => path.resolve(present.workspace, file))
      .filter((file) => path.relative(path.dirname(this.#root()), file).startsWith('..'));
    const options: PlatformOptions = {
      config: folder === '' ? '.' : folder,
      manifests: [...paths, ...outside],
      workspace,
      organizations: [],
      environments: [],
      allowLiteralSecrets: true,
    };
    return configure(options, false, maskSecret, (secret) => secretHandle(secret, present, this.#runContext));
  }

  #root(): string {
    return repositoryAround(this.#options)?.directory ?? '';
  }
}

function unusable({ problem, fix }: Problem): UserError {
  return new UserError([finding('input-invalid', problem, undefined, { fix })]);
}

function pastOf({ commit, configuration }: Loaded, organization: string): Past {
  const found = configuration.organizations.find(({ name }) => name === organization);
  const nothing = { organization, nodes: [], dependencies: new Map(), names: new Map() };
  return {
    commit: commit.id,
    graph: found?.graph ?? nothing,
    documents: configuration.documents,
    owner: found?.owner ?? '',
  };
}

/** What makes known what was applied last. */
function howToTell({ newestCommitAlone = false }: LastAppliedOptions): string {
  const since = inputWords('since');
  return newestCommitAlone
    ? `Look in a clone of the repository, where ${since} can name the commit that was applied last.`
    : `Name the commit that was applied last with ${since}.`;
}

const copyProblems = {
  missing: 'has no platform directory at this place',
  'too-large': 'is too large to be read',
} as const;

/** Whether a text names a commit and means nothing else to git. */
function isRevision(text: string): boolean {
  return /^[\w][\w./~-]*$/.test(text) && !text.includes('..');
}

function unknownCommit(named: string): Outcome {
  const fix = 'Fetch the whole history (`fetch-depth: 0` of actions/checkout), or name a commit that is there.';
  return { problem: `git does not have the commit ${JSON.stringify(named)} here`, fix };
}
