import { UserError } from '@konduct/core/diagnostic/user-error';
import { startOf } from '@konduct/core/source/range';
import { writeWhole } from '@konduct/tool/file/write-whole';
import { machineProblem } from './machine-problem.ts';

/**
 * Writes a file for people, whole or not at all.
 *
 * @param shown its path in messages
 * @throws UserError when it cannot be written; the previous file is still there then
 */
export function writeInPlace(file: string, shown: string, content: string | Uint8Array): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    throw unwritten(error, shown);
  }
}

/** The error for a file that could not be written. */
export function unwritten(error: unknown, shown: string): UserError {
  const machine = machineProblem(error, shown);
  if (machine) return new UserError([{ ...machine, at: startOf(shown) }]);
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const message = `${shown} cannot be written: ${reason}`;
  const fix = 'Check what stands at that path.';
  return new UserError([{ severity: 'error', code: 'file-unreadable', message, fix, at: startOf(shown) }]);
}
