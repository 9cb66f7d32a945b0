import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';

/** The inputs and surroundings of an action in a workflow step. */
export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly workspace: string;
  /** Called with the process while it runs. */
  readonly meanwhile?: (kill: (signal: NodeJS.Signals) => void, log: () => string) => void;
}

export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The folders of all steps. They stay until the end, because tests read report files after a step. */
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Runs an action's committed bundle in a process of its own, with GitHub's files and variables. */
export async function runBuiltAction(name: string, options: StepOptions): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-step-'));
  folders.push(folder);
  const files = {
    outputs: join(folder, 'outputs'),
    summary: join(folder, 'summary'),
    event: join(folder, 'event.json'),
  };
  await Promise.all([
    writeFile(files.outputs, ''),
    writeFile(files.summary, ''),
    writeFile(files.event, JSON.stringify(options.event?.payload ?? {})),
  ]);
  const bundle = join(import.meta.dirname, '../../dist', name, 'index.js');
  const child = spawn(process.execPath, [bundle], {
    cwd: options.workspace,
    env: {
      PATH: process.env.PATH,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: options.workspace,
      GITHUB_REPOSITORY: 'kong-air/platform',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_EVENT_NAME: options.event?.name ?? 'push',
      GITHUB_EVENT_PATH: files.event,
      GITHUB_SHA: 'b'.repeat(40),
      GITHUB_ACTOR: 'ines',
      GITHUB_OUTPUT: files.outputs,
      GITHUB_STEP_SUMMARY: files.summary,
      RUNNER_TEMP: folder,
      NO_COLOR: '1',
      ...inputVariables(options.inputs ?? {}),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let seen = '';
  child.stdout.on('data', (chunk) => {
    seen += chunk;
  });
  options.meanwhile?.(
    (signal) => child.kill(signal),
    () => seen,
  );
  const [log, errors, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return {
    exitCode,
    log: log + errors,
    outputs: parseOutputs(await readFile(files.outputs, 'utf8')),
    summary: await readFile(files.summary, 'utf8'),
  };
}

/** Like the runner, turns names into capitals and keeps hyphens. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

/** The file format of outputs: `name<<delimiter`, the value, the delimiter. */
function parseOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of file.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm))
    outputs[name] = value;
  return outputs;
}
