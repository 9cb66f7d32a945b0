import path from 'node:path';
import * as core from '@actions/core';
import { getExecOutput } from '@actions/exec';
import { withoutCommands } from '@konduct/core/value/visible';
import type { Command, ProcessResult, ProcessRunner } from '@konduct/tool/process/runner';
import type { ProgressFold } from './progress.ts';

/**
 * Runs what installs a tool, as GitHub's own actions do, with its output as it comes in a group of the log. The time of the
 * job is the only limit, since GitHub itself ends what a job has started; a run that is stopped waits for it no longer.
 * What needs a limit of its own, or to end at once with all it started, is for `SpawnRunner`.
 */
export function execRunner({ group }: Pick<ProgressFold, 'group'>): ProcessRunner {
  return {
    async run(command) {
      if (command.signal?.aborted) return stopped;
      const [name, ...args] = [path.basename(command.program), ...command.args];
      return await group(withoutCommands(`${name} ${args[0] ?? ''}`.trim()), () => {
        core.info(withoutCommands([name, ...args].join(' ')));
        return Promise.race([execute(command), whenStopped(command.signal)]);
      });
    },
  };
}

const stopped: ProcessResult = { end: 'stopped', code: undefined, stdout: '', stderr: '' };

async function execute({ program, args, environment, directory, input, onLine }: Command): Promise<ProcessResult> {
  const say = (line: string) => core.info(withoutCommands(line));
  try {
    const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
      env: { ...environment },
      ...(directory === undefined ? {} : { cwd: directory }),
      ...(input === undefined ? {} : { input: Buffer.from(input) }),
      ignoreReturnCode: true,
      // It would print lines that are commands to the runner.
      silent: true,
      listeners: {
        stdline: say,
        errline: (line) => {
          say(line);
          onLine?.(line);
        },
      },
    });
    return { end: 'exited', code: exitCode, stdout, stderr };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(reason);
    return { end: 'not-started', code: undefined, stdout: '', stderr: reason };
  }
}

/** `exec` reads its first argument as a command line. */
function quoted(program: string): string {
  return `"${program.replaceAll('"', '\\"')}"`;
}

function whenStopped(signal: AbortSignal | undefined): Promise<ProcessResult> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(stopped), { once: true }));
}
