import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { quotable } from '@konduct/core/value/quotable';

/** What a machine can refuse, by the code of the system's error: the cause in words, and what helps. */
const refusals: Readonly<Record<string, { readonly cause: string; readonly fix: string }>> = {
  ENOSPC: { cause: 'the disk is full', fix: 'Make room on the disk that holds it, and run again.' },
  EFBIG: { cause: 'it would be larger than files may be here', fix: 'Raise the limit (`ulimit -f`), and run again.' },
  EDQUOT: { cause: 'the quota of this user is used up', fix: 'Make room, or raise the quota, and run again.' },
  EROFS: {
    cause: 'the file system is read-only',
    fix: 'Run where it can be written to; TMPDIR names the folder for temporary files.',
  },
  EACCES: {
    cause: 'this user has no right to',
    fix: 'Give this user the right, or run as another; TMPDIR names the folder for temporary files.',
  },
  EPERM: {
    cause: 'this user has no right to',
    fix: 'Give this user the right, or run as another; TMPDIR names the folder for temporary files.',
  },
  EMFILE: { cause: 'too many files are open', fix: 'Raise the limit of open files (`ulimit -n`), and run again.' },
  ENFILE: { cause: 'too many files are open', fix: 'Raise the limit of open files of this machine, and run again.' },
  ENOMEM: { cause: 'there is no memory left', fix: 'Run on a machine with more memory.' },
  EIO: { cause: 'the disk cannot be read or written', fix: 'Check the disk.' },
};

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
    : refusals[code];
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
