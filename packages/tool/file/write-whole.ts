import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a file whole or not at all, even if the process is killed or the disk is full: the file is written beside its
 * place and renamed. A link in its place is replaced, never followed.
 *
 * @param mode permissions of the file; by default those of a new file
 * @throws the file system's error; the previous file is still there then
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const incoming = path.join(path.dirname(file), `.${path.basename(file).slice(0, 200)}.${process.pid}.incoming`);
  // Left behind by an earlier process with the same id that was killed.
  rmSync(incoming, { force: true });
  const descriptor = openSync(incoming, 'wx', mode);
  try {
    try {
      writeFileSync(descriptor, content);
      // Some file systems report a full disk only now.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // The user's mask has removed bits from the mode above.
    if (mode !== undefined) chmodSync(incoming, mode);
    renameSync(incoming, file);
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error;
  }
}
