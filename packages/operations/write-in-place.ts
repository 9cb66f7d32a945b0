import { UserError } from '@konduct/core/diagnostic/user-error';
import { startOf } from '@konduct/core/source/range';
import { writeWhole } from '@konduct/tool/file/write-whole';

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
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const message = `${shown} cannot be written: ${reason}`;
  const isFull = /ENOSPC|EDQUOT|EFBIG/.test(reason);
  const fix = isFull
    ? 'Make room on the disk and run again: what was there before is there still.'
    : 'Check its permissions.';
  return new UserError([{ severity: 'error', code: 'file-unreadable', message, fix, at: startOf(shown) }]);
}
