import * as core from '@actions/core';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { FailureReason } from '@konduct/core/run/outcome';
import { withoutCommands } from '@konduct/core/value/visible';
import { machineProblem } from '@konduct/operations/machine-problem';
import { type FullRunContext, runContextFor } from '@konduct/operations/reconcile/run-context';
import { abortOnSignals } from '@konduct/operations/termination';
import { verifyAlways } from '@konduct/operations/verify-always';
import { Waiting } from '@konduct/operations/waiting';
import { annotate } from './check/annotate.ts';
import { execRunner } from './exec-runner.ts';
import { type GitHub, readGitHub } from './github.ts';
import { setOutputs } from './outputs.ts';
import { progressFold } from './progress.ts';

/** The surroundings of an action. */
export interface ActionPlace {
  readonly github: GitHub;
  /** Runs an operation, with its progress in a fold of the log. */
  readonly operate: <T>(operation: (runContext: FullRunContext) => Promise<T>) => Promise<T>;
  /** The text of an input; empty when the workflow does not set it. */
  readonly input: (name: string) => string;
  readonly color: boolean;
}

/**
 * Milliseconds for work in progress after the second signal. GitHub sends SIGINT when a run is cancelled, SIGTERM 7.5
 * seconds later, and kills all processes 2.5 seconds after that.
 */
export const graceAfterSignals = 1000;

/**
 * Runs an action. Errors that a person can mend are printed as diagnostics; any other error is a defect and is printed
 * with a stack trace.
 */
export async function runAction(act: (place: ActionPlace) => Promise<void>): Promise<void> {
  const color = !process.env.NO_COLOR;
  process.on('uncaughtException', crash);
  const ignored = verifyAlways(process.env);
  if (ignored) core.warning(ignored);
  const { signal, release } = abortOnSignals(
    () => core.warning('Stopping: what is in flight is finished first.'),
    graceAfterSignals,
  );
  const operate = async <T>(operation: (runContext: FullRunContext) => Promise<T>): Promise<T> => {
    const progress = progressFold();
    const installer = execRunner(progress);
    // Shown where the secret or variable ACTIONS_STEP_DEBUG is true.
    const waiting = new Waiting(progress.show, (line) => core.debug(line));
    try {
      // Outside of GitHub, the command that masks a secret would show it.
      const maskSecret = (value: string) => process.env.GITHUB_ACTIONS === 'true' && core.setSecret(value);
      return await operation(
        runContextFor({ environment: process.env, maskSecret, signal, waiting, installer }, waiting.show),
      );
    } finally {
      waiting.end();
      progress.end();
    }
  };
  try {
    await act({ github: readGitHub(process.env), operate, input: (name) => core.getInput(name), color });
  } catch (error) {
    fail(error, color);
  } finally {
    release();
  }
}

function fail(error: unknown, color: boolean): void {
  process.exitCode = 1;
  const machine = machineProblem(error);
  const found = error instanceof UserError ? error.diagnostics : machine && [machine];
  if (found) {
    annotate(found, { color });
    setOutputs({ changed: 'false', 'failure-reason': machine ? 'machine' : reasonOf(found) });
    return;
  }
  printDefect(error);
  setOutputs({ changed: 'false', 'failure-reason': 'defect' });
}

/** Handles uncaught exceptions. Node.js would print the line of code, which is a whole bundle. */
function crash(error: unknown): void {
  printDefect(error);
  process.exit(1);
}

function printDefect(error: unknown): void {
  core.info(withoutCommands(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  core.error(
    'This is a defect in Konduct. Please report it with the lines above: https://github.com/konduct/konduct/issues',
  );
}

const inputCodes: readonly Diagnostic['code'][] = ['input-invalid', 'konnect-url-invalid', 'selection-empty'];

function reasonOf(diagnostics: readonly Diagnostic[]): FailureReason {
  return diagnostics.every(({ code }) => inputCodes.includes(code)) ? 'invalid-input' : 'invalid-configuration';
}
