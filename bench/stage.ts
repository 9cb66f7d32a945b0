import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StageReport } from '@konduct/core/run/staging';
import { optionsFor } from '@konduct/operations/options.fixture';
import { stage } from '@konduct/operations/stage/stage';
import { writePlatform } from './platform.ts';

const services = 200;
const concurrency = 16;

interface StageFigure {
  readonly run: string;
  readonly report: StageReport;
  readonly seconds: number;
}

/** Stages 200 services in two environments from repositories on this disk: at first, unchanged, and with one of them changed. */
export async function measureStaging(specification: string): Promise<readonly StageFigure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'konduct-bench-stage-'));
  try {
    const repositories = makeRepositories(folder, specification);
    const platform = path.join(folder, 'platform.git');
    const workspace = makePlatform(folder, platform, repositories, specification);
    const measure = async (run: string): Promise<StageFigure> => {
      const started = performance.now();
      const report = await runStage(workspace, platform);
      const seconds = (performance.now() - started) / 1000;
      if (report.exitCode !== 0) throw new Error(`${run}: staging ended with ${report.exitCode}`);
      return { run, report, seconds };
    };
    const first = await measure('first');
    const waiting = await measure('unchanged, not merged');
    for (const environment of ['dev', 'prd']) merge(platform, `${environment}-konnect-orchestrator-apply`);
    const unchanged = await measure('unchanged, merged');
    const changed = path.join(repositories, 'service-000.git');
    commit(changed, 'dev', `${readFileSync(specification, 'utf8')}\nx-changed-in-service: true\n`);
    return [first, waiting, unchanged, await measure('one changed')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the figures of {@link measureStaging}. */
export async function printStaging(specification: string): Promise<void> {
  const figures = await measureStaging(specification);
  console.log(`\nStaging ${services} services in 2 environments, without decK (koctl: about 500 full clones)`);
  console.log(`${''.padEnd(24)} seconds  processes  contacts  repositories`);
  for (const { run, report, seconds } of figures) {
    const { processes, contacts, repositories } = report.git;
    const cells = [seconds.toFixed(2).padStart(7), String(processes).padStart(10), String(contacts).padStart(9)];
    console.log(`${run.padEnd(24)} ${cells.join(' ')} ${String(repositories).padStart(13)}`);
  }
}

function runStage(workspace: string, platform: string): Promise<StageReport> {
  const runContext = {
    environment: { PATH: process.env.PATH },
    maskSecret: () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  const options = {
    ...optionsFor(workspace),
    services: [],
    target: 'pull-request',
    remote: `file://${platform}`,
    labels: [],
    reviewers: [],
    teamReviewers: [],
    referenceHosts: [],
    concurrency,
    timeLimit: 60_000,
  } as const;
  return stage(options, runContext);
}

/** A bare repository with branches main and dev for each service, without shared objects. */
function makeRepositories(folder: string, specification: string): string {
  const repositories = path.join(folder, 'repositories');
  const first = path.join(folder, 'first.git');
  git(folder, 'init', '-q', '--bare', '-b', 'main', first);
  git(first, 'config', 'uploadpack.allowFilter', 'true');
  for (const branch of ['main', 'dev']) commit(first, branch, readFileSync(specification, 'utf8'));
  mkdirSync(repositories);
  for (let index = 0; index < services; index += 1)
    cpSync(first, path.join(repositories, `service-${String(index).padStart(3, '0')}.git`), { recursive: true });
  return repositories;
}

function makePlatform(folder: string, platform: string, repositories: string, specification: string): string {
  const workspace = path.join(folder, 'workspace');
  const config = path.join(workspace, 'konnect');
  const scratch = path.join(folder, 'scratch');
  writePlatform(scratch, services, specification);
  mkdirSync(config, { recursive: true });
  for (const name of ['platform.yaml', 'teams.yaml', 'organizations.yaml'])
    copyFileSync(path.join(scratch, name), path.join(config, name));
  const teams = readFileSync(path.join(config, 'teams.yaml'), 'utf8');
  writeFileSync(
    path.join(config, 'teams.yaml'),
    teams.replaceAll('https://github.com/bench/', `file://${repositories}/`),
  );
  git(workspace, 'init', '-q', '-b', 'main');
  git(workspace, 'add', '-A');
  git(workspace, 'commit', '-q', '-m', 'platform');
  git(folder, 'clone', '-q', '--bare', workspace, platform);
  return workspace;
}

function commit(repository: string, branch: string, specification: string): void {
  const blob = git(repository, { input: specification }, 'hash-object', '-w', '--stdin');
  const tree = git(repository, { input: `100644 blob ${blob}\topenapi.yaml\n` }, 'mktree');
  const id = git(repository, 'commit-tree', tree, '-m', branch);
  git(repository, 'update-ref', `refs/heads/${branch}`, id);
}

/** Squashes a branch into main and removes it. */
function merge(platform: string, branch: string): void {
  const tree = git(platform, 'merge-tree', '--write-tree', 'main', branch);
  git(platform, 'update-ref', 'refs/heads/main', git(platform, 'commit-tree', tree, '-p', 'main', '-m', 'Squashed'));
  git(platform, 'update-ref', '-d', `refs/heads/${branch}`);
}

function git(cwd: string, ...given: readonly (string | { readonly input: string })[]): string {
  const args = given.filter((arg) => typeof arg === 'string');
  const input = given.find((arg) => typeof arg !== 'string')?.input ?? '';
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd, input, encoding: 'utf8' }).trim();
}
