import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Fault, faults } from './fault.ts';

export interface Options {
  /** Parts of names of rows to run; empty for all. */
  readonly rows: readonly string[];
  readonly faults: readonly (Fault | 'none')[];
  readonly sample: number | undefined;
  /** The number of rows at the same time, each in a thread of its own. */
  readonly jobs: number;
  readonly json: boolean;
  readonly list: boolean;
}

export const usage = `npm run bench:faults -- [options]

Disturbs every call of a run, runs again until nothing is left, and compares what is there with what an undisturbed run
leaves. Exits with 1 when something differs.

  --rows TEXT,...     only rows whose name contains one of these
  --faults NAME,...   only these faults: none (another run at the same time), ${faults.join(', ')}
  --sample N          only N calls of each run, spread evenly
  --jobs N            so many rows at once; as many as there are processors when left out
  --json              prints every outcome as JSON instead of a table
  --list              prints the names of the rows
`;

/** @throws Error with the mistake in the arguments */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '' },
      faults: { type: 'string', default: '' },
      sample: { type: 'string' },
      jobs: { type: 'string' },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const known = ['none', ...faults] as const;
  const named = parts(values.faults).map((name) => {
    const found = known.find((fault) => fault === name);
    if (!found) throw new Error(`there is no fault ${JSON.stringify(name)}; there are ${known.join(', ')}`);
    return found;
  });
  return {
    rows: parts(values.rows),
    faults: named.length > 0 ? named : known,
    sample: count('sample', values.sample),
    jobs: count('jobs', values.jobs) ?? availableParallelism(),
    json: values.json,
    list: values.list,
  };
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${option} takes a whole number from 1, not ${text}`);
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
