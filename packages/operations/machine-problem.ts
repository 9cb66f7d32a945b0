import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { machineRefusalOf } from '@konduct/core/diagnostic/machine-refusal';
import { quotable } from '@konduct/core/value/quotable';

/** The system's calls that write: what they refuse is told as a file that cannot be written. */
const writing: ReadonlySet<string> = new Set([
  ...[
    'write',
    'mkdir',
    'mkdtemp',
    'rename',
    'unlink',
    'rmdir',
    'rm',
    'chmod',
    'copyfile',
    'symlink',
    'link',
    'ftruncate',
  ],
  ...['utime', 'futime', 'fsync', 'open'],
]);

/**
 * A finding for an error of the operating system that only the owner of the machine can mend, such as a full disk;
 * undefined for everything else, which is a defect of Konduct.
 *
 * @param shown the path of the file as people know it, where the caller knows better than the system
 */
export function machineProblem(error: unknown, shown?: string): Diagnostic | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  const isMissingFolder = code === 'ENOENT' && syscall === 'mkdtemp';
  const refusal = isMissingFolder
    ? { cause: 'there is no such folder', fix: 'Let TMPDIR name a folder that exists and can be written to.' }
    : machineRefusalOf(code);
  if (!refusal) return undefined;
  const what = shown ?? (path === undefined ? 'A file' : quotable(path));
  return {
    severity: 'error',
    code: 'machine-refused',
    message: `${what} cannot be ${writing.has(syscall) ? 'written' : 'read'}: ${refusal.cause}`,
    cause: `The system refused \`${syscall}\` with ${code}`,
    fix: refusal.fix,
  };
}
