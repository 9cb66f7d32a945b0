import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../workflows/workflow.ts';

const run = promisify(execFile);

/** One call of GitHub's command line. */
export interface Asked {
  readonly token: string;
  readonly args: readonly string[];
}

/**
 * A checkout of a service's repository with the six lines of the example's README, and a `gh` that only records its
 * calls.
 */
export interface ServiceCheckout {
  readonly folder: string;
  /** The folder with the `gh`. */
  readonly programs: string;
  asked(): Promise<Asked>;
  remove(): Promise<void>;
}

export async function checkOutService(name: string): Promise<ServiceCheckout> {
  const scratch = await mkdtemp(join(tmpdir(), 'konduct-service-'));
  const folder = join(scratch, 'service');
  const programs = join(scratch, 'bin');
  const notes = join(scratch, 'asked.json');
  const workflow = join(folder, '.github/workflows/stage.yaml');
  await mkdir(dirname(workflow), { recursive: true });
  await mkdir(programs);
  await writeFile(workflow, await sixLines());
  const gh = join(programs, 'gh');
  const note = `require('fs').writeFileSync(${JSON.stringify(notes)}, JSON.stringify({ token: process.env.GH_TOKEN, args: process.argv.slice(2) }))`;
  await writeFile(gh, `#!/usr/bin/env node\n${note}\n`);
  await chmod(gh, 0o755);
  const git = (...args: readonly string[]) => run('git', ['-C', folder, ...args]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', `https://github.com/${name}.git`);
  await git('add', '--all');
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@kong-air.example', '-c', 'commit.gpgsign=false'];
  await git(...author, 'commit', '--quiet', '--message', 'Ask the platform to stage');
  return {
    folder,
    programs,
    asked: async () => JSON.parse(await readFile(notes, 'utf8')) as Asked,
    remove: () => rm(scratch, { recursive: true, force: true }),
  };
}

async function sixLines(): Promise<string> {
  const readme = await readFile(join(root, 'action-examples/kong-air/README.md'), 'utf8');
  const [, text] = /```yaml\n(on:[\s\S]+?)```/.exec(readme) ?? [];
  if (text === undefined) throw new Error('the README has no workflow for services');
  return text;
}
