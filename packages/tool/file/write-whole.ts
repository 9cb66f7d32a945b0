import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a file that is there as a whole or not at all, whatever ends the process or fills the disk: it is written beside
 * its place and renamed. A link in its place is replaced, never followed.
 *
 * @param mode permissions of the file; those of a new file when left out
 * @throws what the file system says; what was there before is there still
 */
export function writeWhole(file: string, content: string | Uint8Array, mode?: number): void {
  const incoming = path.join(path.dirname(file), `.${path.basename(file).slice(0, 200)}.${process.pid}.incoming`);
  // Of a process before us that had the same number and was killed.
  rmSync(incoming, { force: true });
  const descriptor = openSync(incoming, 'wx', mode);
  try {
    try {
      writeFileSync(descriptor, content);
      // A disk that is full may say so only now.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    // The mode above is less what the user's mask takes from it.
    if (mode !== undefined) chmodSync(incoming, mode);
    renameSync(incoming, file);
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error;
  }
}
