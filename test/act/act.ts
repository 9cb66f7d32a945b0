import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findTool } from '../../scripts/tools/place.ts';
import { type ActRun, readActOutput } from './act-output.ts';
import type { Event } from './event.ts';

/** Options for running a workflow as GitHub does. */
export interface ActOptions {
  readonly event: Event;
  /** The checkout of the platform repository. */
  readonly repository: string;
  /** Relative to the repository. */
  readonly workflow: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly githubUrl: string;
  /** The address of the repositories for workflows that fetch and push. By default none can. */
  readonly gitUrl?: string;
  /** More environment variables of the runner. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folders of programs on the runner. */
  readonly programs?: readonly string[];
  /** Folders of programs that replace those with the same name. */
  readonly standIns?: readonly string[];
  /** The folders to use instead of fetching an action, by `owner/name@ref`. */
  readonly localRepositories: Readonly<Record<string, string>>;
}

const binary = await findTool('act');
const missing = 'act v0.2.89 was not found: run `npm run tools`';

/** Whether act is installed. Tests that need it are skipped without it, with a line that says so; in CI they fail. */
export function hasAct(what: string): boolean {
  if (binary !== undefined) return true;
  if (process.env.CI === 'true') throw new Error(missing);
  process.stdout.write(`skipped: ${what}. ${missing}\n`);
  return false;
}

/**
 * Runs one workflow with the real act, on this machine and without containers. Secrets are not masked in its output:
 * our actions must not print them at all.
 */
export async function runAct(options: ActOptions): Promise<ActRun> {
  if (binary === undefined) throw new Error(missing);
  // Each run has a home and a cache of its own: no settings of the user, and nothing from an earlier run.
  const scratch = await mkdtemp(join(tmpdir(), 'konduct-act-'));
  const { PATH: path = '' } = process.env;
  try {
    const eventFile = join(scratch, 'event.json');
    await writeFile(eventFile, JSON.stringify(options.event.payload));
    const child = spawn(binary, argumentsFor(options, eventFile, scratch), {
      cwd: options.repository,
      // npm put Node 24 first on this PATH; act runs a `node24` action with the `node` that it finds there.
      env: {
        HOME: scratch,
        PATH: [...new Set([...(options.standIns ?? []), ...path.split(delimiter), ...(options.programs ?? [])])].join(
          delimiter,
        ),
        TMPDIR: tmpdir(),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return readActOutput(stdout, stderr, exitCode);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function argumentsFor(options: ActOptions, eventFile: string, scratch: string): string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  return [
    options.event.name,
    ...['--workflows', options.workflow, '--eventpath', eventFile, '--platform', 'ubuntu-latest=-self-hosted'],
    ...['--json', '--insecure-secrets', '--no-cache-server', '--action-cache-path', join(scratch, 'cache')],
    ...pairs('--secret', options.secrets),
    ...pairs('--var', options.variables),
    // Only `--env` reaches steps that are JavaScript actions. act sets these variables itself when a workflow has them.
    ...pairs('--env', {
      GITHUB_API_URL: options.githubUrl,
      GITHUB_GRAPHQL_URL: `${options.githubUrl}/graphql`,
      GITHUB_SERVER_URL: options.gitUrl ?? 'https://github.com',
      GITHUB_RUN_ID: '42',
      ...options.environment,
    }),
    ...pairs('--local-repository', options.localRepositories),
  ];
}
