import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeWithUs } from './leftover.ts';

/** The folder of this run in each parent folder. */
const folders = new Map<string, string>();

/**
 * A new temporary folder that only this user can open. All folders of a run are in one folder, which is removed when
 * the process ends. On GitHub's runners it is in a place that the runner itself empties, even if the process is killed.
 */
export function scratchFolder(name: string): Promise<string> {
  return mkdtemp(path.join(runFolder(process.env.RUNNER_TEMP || tmpdir()), `${name}-`));
}

/** A new folder for keys: in the place that the runner empties, else in memory if possible. */
export function secretFolder(name: string): Promise<string> {
  const { RUNNER_TEMP, XDG_RUNTIME_DIR } = process.env;
  const memory = [XDG_RUNTIME_DIR, '/dev/shm'].find((place) => place && existsSync(place));
  return mkdtemp(path.join(runFolder(RUNNER_TEMP || memory || tmpdir()), `${name}-`));
}

function runFolder(place: string): string {
  const known = folders.get(place);
  if (known !== undefined) return known;
  sweep(place);
  // mkdtemp gives the mode 0700: only this user can read it.
  const folder = mkdtempSync(path.join(place, `konduct-${process.pid}-`));
  removeWithUs(folder);
  folders.set(place, folder);
  return folder;
}

const day = 24 * 60 * 60 * 1000;

/** Removes the folders of runs that were killed. Otherwise a folder in memory would stay until the machine restarts. */
function sweep(place: string): void {
  // Where there is no such folder, making one in it says so.
  for (const name of existsSync(place) ? readdirSync(place) : []) {
    const [, id] = /^konduct-(\d+)-\w{6}$/.exec(name) ?? [];
    if (id === undefined || isAlive(Number(id))) continue;
    const folder = path.join(place, name);
    try {
      // In a container, process ids differ from those of other containers that share the folder. No run takes a day.
      if (Date.now() - statSync(folder).mtimeMs < day) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // The folder is another user's, or another run is removing it.
    }
  }
}

/** Whether a process with this id exists, of whatever user. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
