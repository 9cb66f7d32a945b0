import type { Input, Parsed } from './input.ts';
import { textInput } from './parse.ts';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** The longest time between two rounds, in milliseconds: a temporary folder that is older may belong to a dead run. */
const longest = 12 * 3_600_000;

/** Inputs of commands that can be repeated. Times are in milliseconds. */
export const loopInputs = {
  every: {
    name: 'every',
    description:
      'Repeats the command until SIGTERM or Ctrl-C, with this time between two rounds: 30s, 5m or 1h. A round with ' +
      'nothing to do prints nothing, and a failure is printed once until it changes. It changes without asking.',
    default: '',
    type: 'duration',
    parse: parseTime,
  } satisfies Input<number | undefined>,
  repository: textInput('URL', {
    name: 'repository',
    description:
      'With every: the git remote of the platform repository, whose newest commit is used in each round. The login is ' +
      'in KONDUCT_REPOSITORY_TOKEN, in KONDUCT_REPOSITORY_TOKEN_FILE, or in KONDUCT_REPOSITORY_SSH_KEY with ' +
      'KONDUCT_KNOWN_HOSTS. Left out, the files of the current folder are read again.',
  }),
  branch: textInput('name', {
    name: 'branch',
    description: 'With repository: its branch. The default branch of the remote when left out.',
  }),
  listen: textInput('address', {
    name: 'listen',
    description:
      'With every: where to answer /health and /metrics, such as 127.0.0.1:8080; a port alone is one of this machine. ' +
      'Nothing listens when left out.',
  }),
};

function parseTime(text: string): Parsed<number | undefined> {
  if (text === '') return { value: undefined };
  const [, number = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const time = Number(number) * (units[unit] ?? Number.NaN);
  if (time >= 1_000 && time <= longest) return { value: time };
  return { problem: 'is no time between 1s and 12h', fix: 'Write a whole number and its unit: 30s, 5m or 1h.' };
}
