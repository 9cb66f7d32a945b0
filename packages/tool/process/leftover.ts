import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

const windows = process.platform === 'win32';

const groups = new Set<ChildProcess>();
const folders = new Set<string>();
let listening = false;

/** Ends a process that leads a group, with its children, when this process exits, however early that is. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  listen();
  groups.add(child);
  child.once('close', () => groups.delete(child));
}

/** Removes a temporary folder when this process exits. Returns a function that cancels this. */
export function removeWithUs(folder: string): () => void {
  listen();
  folders.add(folder);
  return () => folders.delete(folder);
}

/** Ends a process and all processes that it has started. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && !windows) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The process has ended meanwhile.
  }
}

/**
 * Kills the children and removes the folders when the process exits. It exits at a second signal without waiting for
 * the code that would remove them.
 */
function listen(): void {
  if (listening) return;
  listening = true;
  process.once('exit', () => {
    for (const child of groups) killGroup(child);
    for (const folder of folders) {
      try {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
      } catch {
        // The process is exiting and has no way to report a failure.
      }
    }
  });
}
