import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { type MachineRefusalCode, machineRefusals } from '@konduct/core/diagnostic/machine-refusal';
import { visible } from '@konduct/core/value/visible';
import type { GitFailure } from './git-failure.ts';

/** What git says about this machine: the system's words (strerror of LC_ALL=C), and one phrase of git's own. */
const words: readonly (readonly [RegExp, MachineRefusalCode])[] = [
  [/No space left on device|Out of diskspace/i, 'ENOSPC'],
  [/Disk quota exceeded/i, 'EDQUOT'],
  [/Read-only file system/i, 'EROFS'],
  [/Too many open files in system/i, 'ENFILE'],
  [/Too many open files/i, 'EMFILE'],
  [/Cannot allocate memory|Out of memory/i, 'ENOMEM'],
  [/Input\/output error/i, 'EIO'],
  // ssh and curl say the same of a login and of a connection; then it does not end git's own line about a file.
  [/^(?:fatal|error): (?!.*:\/\/).*: Permission denied$/i, 'EACCES'],
];

/** Lines about the far side or another program, and those of which git goes on. */
const ofOthers = /^(?:remote|warning|hint|ssh):/i;

/** What this machine refused to git, by git's output; undefined if it says nothing of the kind. */
export function machineRefusalIn(said: string): MachineRefusalCode | undefined {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !ofOthers.test(line));
  return words.find(([pattern]) => lines.some((line) => pattern.test(line)))?.[1];
}

/**
 * A finding for a failure of git for which this machine is the reason; undefined for any other.
 *
 * @param whose the repository, as in `the repository of air/flights`
 */
export function gitMachineProblem({ refused, said }: GitFailure, whose: string): Diagnostic | undefined {
  if (refused === undefined) return undefined;
  const { cause, fix } = machineRefusals[refused];
  return {
    severity: 'error',
    code: 'machine-refused',
    message: `git cannot keep its files for ${whose}: ${cause}`,
    cause: `git said: ${visible(said)}`,
    fix,
  };
}
