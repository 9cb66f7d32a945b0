import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

const windows = process.platform === 'win32';

const groups = new Set<ChildProcess>();
const folders = new Set<string>();
let listening = false;

/** Has a process that leads a group end with ours, however early ours ends. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  listen();
  groups.add(child);
  child.once('close', () => groups.delete(child));
}

/** Has a temporary folder go with our process if nobody removes it before. Returns what takes that back. */
export function removeWithUs(folder: string): () => void {
  listen();
  folders.add(folder);
  return () => folders.delete(folder);
}

/** Ends a process and all it has started. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && !windows) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** A process that is told twice to end waits for nobody: what it leaves to clean up is done here, at once. */
function listen(): void {
  if (listening) return;
  listening = true;
  process.once('exit', () => {
    for (const child of groups) killGroup(child);
    for (const folder of folders) {
      try {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      } catch {
        // Nobody is left who could be told.
      }
    }
  });
}
