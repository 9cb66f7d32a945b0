import { existsSync, mkdtempSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeWithUs } from './leftover.ts';

let ours: string | undefined;
let secret: string | undefined;

/**
 * A new folder for what is temporary. All of one run stand in one folder, which goes with the process; where GitHub's
 * runner has a place that it empties itself, they stand there, whatever ends the process.
 */
export function scratchFolder(name: string): Promise<string> {
  ours ??= makeFolder(process.env.RUNNER_TEMP || tmpdir());
  return mkdtemp(path.join(ours, `${name}-`));
}

/** A new folder for keys, which nobody but this user can open: where the runner empties, else in memory where there is some. */
export function secretFolder(name: string): Promise<string> {
  const { RUNNER_TEMP, XDG_RUNTIME_DIR } = process.env;
  const memory = [XDG_RUNTIME_DIR, '/dev/shm'].find((place) => place && existsSync(place));
  secret ??= makeFolder(RUNNER_TEMP || memory || tmpdir());
  return mkdtemp(path.join(secret, `${name}-`));
}

function makeFolder(place: string): string {
  const folder = mkdtempSync(path.join(place, 'konduct-'));
  removeWithUs(folder);
  return folder;
}
