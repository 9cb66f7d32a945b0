import { existsSync, readFileSync } from 'node:fs';

/** For tests: whether a process of this machine has not ended. One that nobody has waited for yet has ended. */
export function isAlive(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    const status = `/proc/${pid}/status`;
    return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
  } catch {
    return false;
  }
}
