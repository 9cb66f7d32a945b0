import type { Cell, Outcome } from './matrix.ts';

/** The sums of a cell, for the table and the JSON. */
export interface Sums {
  readonly row: string;
  readonly fault: string;
  /** The number of disturbed calls. */
  readonly calls: number;
  /** The number of runs, from the disturbed ones to those that found nothing to do. */
  readonly runs: number;
  /** The number of calls after which a run found nothing left to do. */
  readonly converged: number;
  readonly duplicates: number;
  readonly orphans: number;
  readonly wrong: number;
  readonly secrets: number;
  /** The number of disturbed runs that threw instead of reporting a failure. */
  readonly crashes: number;
}

const columns = ['calls', 'runs', 'converged', 'duplicates', 'orphans', 'wrong', 'secrets', 'crashes'] as const;
const headings: Readonly<Record<(typeof columns)[number], string>> = {
  calls: 'calls disturbed',
  runs: 'runs',
  converged: 'converged',
  duplicates: 'duplicates',
  orphans: 'orphans',
  wrong: 'wrong contents',
  secrets: 'secrets',
  crashes: 'crashes',
};

export function sumsOf({ row, fault, outcomes }: Cell): Sums {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    row,
    fault,
    calls: outcomes.length,
    runs: sum(({ runs }) => runs),
    converged: sum(({ converged }) => Number(converged)),
    duplicates: sum(({ duplicates }) => duplicates.length),
    orphans: sum(({ orphans }) => orphans.length),
    wrong: sum(({ wrong }) => wrong.length),
    secrets: sum(({ leaks }) => leaks.length),
    crashes: sum(({ crash }) => Number(crash !== undefined)),
  };
}

/** Whether everything is the same after a disturbed call as after an undisturbed run. */
export function isFine({ call, converged, crash, duplicates, orphans, wrong, leaks }: Outcome): boolean {
  const ended = call !== undefined && crash === undefined && converged;
  return ended && [duplicates, orphans, wrong, leaks].every(({ length }) => length === 0);
}

/**
 * The table for people: a line for each cell and one for all, and below it every call after which something is wrong.
 */
export function renderTable(cells: readonly Cell[]): string {
  const sums = cells.map(sumsOf);
  const all = sumsOf({ row: 'all', fault: 'none', outcomes: cells.flatMap(({ outcomes }) => outcomes) });
  const width = Math.max(...sums.map(({ row }) => row.length), 3);
  const line = (row: string, fault: string, values: readonly string[]) =>
    `${row.padEnd(width)}  ${fault.padEnd(19)}  ${values
      .map((value, index) => value.padStart(headings[columns[index] ?? 'calls'].length))
      .join('  ')}`;
  const numbers = (of: Sums) => columns.map((column) => String(of[column]));
  return [
    line('', 'fault', Object.values(headings)),
    ...sums.map((of, index) => line(of.row === sums[index - 1]?.row ? '' : of.row, of.fault, numbers(of))),
    line('all', '', numbers(all)),
    ...cells.flatMap(complaints),
    '',
  ].join('\n');
}

function complaints({ row, fault, outcomes }: Cell): string[] {
  return outcomes.flatMap((outcome) => {
    if (isFine(outcome)) return [];
    const { call, converged, crash, duplicates, orphans, wrong, leaks } = outcome;
    const said = [
      ...(call === undefined ? ['the run ended before the call that was chosen'] : []),
      ...(crash === undefined ? [] : [`it threw: ${crash.split('\n').slice(0, 2).join(' ')}`]),
      ...(converged ? [] : ['it does not come to rest']),
      ...duplicates.map((name) => `twice: ${name}`),
      ...orphans.map((name) => `left over: ${name}`),
      ...wrong.map((name) => `wrong: ${name}`),
      ...leaks,
    ];
    return [`\n${row}, ${fault}, at ${call ?? 'no call'}:`, ...said.map((text) => `  ${text}`)];
  });
}
