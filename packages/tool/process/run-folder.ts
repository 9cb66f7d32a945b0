import { existsSync, mkdtempSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeWithUs } from './leftover.ts';

/** The folder of this run in each place that has one. */
const folders = new Map<string, string>();

/**
 * A new folder for what is temporary, which nobody but this user can open. All of one run stand in one folder, which goes
 * with the process; where GitHub's runner has a place that it empties itself, they stand there, whatever ends the process.
 */
export function scratchFolder(name: string): Promise<string> {
  return mkdtemp(path.join(runFolder(process.env.RUNNER_TEMP || tmpdir()), `${name}-`));
}

/** The same for keys: where the runner empties, else in memory where there is some. */
export function secretFolder(name: string): Promise<string> {
  const { RUNNER_TEMP, XDG_RUNTIME_DIR } = process.env;
  const memory = [XDG_RUNTIME_DIR, '/dev/shm'].find((place) => place && existsSync(place));
  return mkdtemp(path.join(runFolder(RUNNER_TEMP || memory || tmpdir()), `${name}-`));
}

function runFolder(place: string): string {
  const known = folders.get(place);
  if (known !== undefined) return known;
  // Readable to this user alone: mkdtemp gives the mode 0700.
  const folder = mkdtempSync(path.join(place, 'konduct-'));
  removeWithUs(folder);
  folders.set(place, folder);
  return folder;
}
