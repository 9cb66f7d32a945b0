import { CommanderError } from 'commander';
import { capturedTerminal } from './captured-terminal.ts';
import { konductProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** What surrounds a command. */
export interface Surroundings {
  readonly environment: Terminal['environment'];
  readonly workingDirectory: string;
  /** What a person at the terminal answers to every question; absent where nobody is there. */
  readonly answer?: string;
}

/**
 * Runs the command line in this process, version 1.2.3.
 *
 * @returns what was written and asked, and the exit code
 *
 * @throws UserError for mistakes that `main.ts` prints
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings) {
  const { terminal, written } = capturedTerminal(surroundings);
  const { answer } = surroundings;
  const questions: string[] = [];
  const ask = async (question: string): Promise<string> => {
    questions.push(question);
    return answer ?? '';
  };
  const exitCode = await runAt({ ...terminal, ...(answer === undefined ? {} : { ask }) }, args);
  return { ...written, questions, exitCode };
}

/** Runs the command line at a terminal. Returns the exit code. */
export async function runAt(terminal: Terminal, args: readonly string[]): Promise<string | number> {
  const program = konductProgram(terminal, '1.2.3');
  const commands = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of [program, ...commands]) command.exitOverride();
  process.exitCode = undefined;
  try {
    await program.parseAsync(args, { from: 'user' });
    return process.exitCode ?? 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode;
  } finally {
    process.exitCode = undefined;
  }
}
