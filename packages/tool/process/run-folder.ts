import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
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
  sweep(place);
  // Readable to this user alone: mkdtemp gives the mode 0700.
  const folder = mkdtempSync(path.join(place, `konduct-${process.pid}-`));
  removeWithUs(folder);
  folders.set(place, folder);
  return folder;
}

const day = 24 * 60 * 60 * 1000;

/** Removes the folders of runs that were killed and could not: what is in memory stays there until the machine starts anew. */
function sweep(place: string): void {
  // Where there is no such folder, making one in it says so.
  for (const name of existsSync(place) ? readdirSync(place) : []) {
    const [, id] = /^konduct-(\d+)-\w{6}$/.exec(name) ?? [];
    if (id === undefined || isAlive(Number(id))) continue;
    const folder = path.join(place, name);
    try {
      // In a container that shares the place the numbers of processes are others: no run takes a day.
      if (Date.now() - statSync(folder).mtimeMs < day) continue;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It is another user's, or another run removes it now.
    }
  }
}

/** Whether there is such a process here, whoever it belongs to. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
