/** What a machine refuses to any program: the cause in words, and what its owner can do. */
export interface MachineRefusal {
  readonly cause: string;
  readonly fix: string;
}

const withoutRight: MachineRefusal = {
  cause: 'this user has no right to',
  fix: 'Give this user the right, or run as another; TMPDIR names the folder for temporary files.',
};

/** What a machine can refuse, by the code of the system's error. */
export const machineRefusals = {
  ENOSPC: {
    cause: 'the disk is full',
    fix: 'Make room on the disk that holds it, and run again; TMPDIR names the folder for temporary files.',
  },
  EFBIG: { cause: 'it would be larger than files may be here', fix: 'Raise the limit (`ulimit -f`), and run again.' },
  EDQUOT: { cause: 'the quota of this user is used up', fix: 'Make room, or raise the quota, and run again.' },
  EROFS: {
    cause: 'the file system is read-only',
    fix: 'Run where it can be written to; TMPDIR names the folder for temporary files.',
  },
  EACCES: withoutRight,
  EPERM: withoutRight,
  EMFILE: { cause: 'too many files are open', fix: 'Raise the limit of open files (`ulimit -n`), and run again.' },
  ENFILE: { cause: 'too many files are open', fix: 'Raise the limit of open files of this machine, and run again.' },
  ENOMEM: { cause: 'there is no memory left', fix: 'Run on a machine with more memory.' },
  EIO: { cause: 'the disk cannot be read or written', fix: 'Check the disk.' },
} as const satisfies Readonly<Record<string, MachineRefusal>>;

export type MachineRefusalCode = keyof typeof machineRefusals;

/** @returns undefined for a code that is not about the machine */
export function machineRefusalOf(code: string): MachineRefusal | undefined {
  const table: Readonly<Record<string, MachineRefusal>> = machineRefusals;
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
