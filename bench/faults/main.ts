import { runProgram } from '../program.ts';
import type { Cell } from './matrix.ts';
import { type Options, readOptions, usage } from './options.ts';
import { rows } from './rows.ts';
import { isFine, renderTable, sumsOf } from './table.ts';
import { runInThreads } from './threads.ts';

/** Runs the selected rows. @returns the exit code */
async function main({ rows: wanted, faults, sample, jobs, json, list }: Options): Promise<number> {
  const chosen = rows.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (chosen.length === 0) throw new Error(`no row has such a name; there are ${names()}`);
  if (list) {
    console.log(chosen.map(({ name }) => name).join('\n'));
    return 0;
  }
  const started = performance.now();
  const cells: Cell[] = [];
  const order = chosen.map(({ name }) => name);
  const print = () => {
    cells.sort((a, b) => order.indexOf(a.row) - order.indexOf(b.row));
    console.log(json ? JSON.stringify({ sums: cells.map(sumsOf), cells }, undefined, 2) : renderTable(cells));
  };
  // Results so far are printed when the run is stopped, because a full run takes hours.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      print();
      process.stderr.write('stopped before the end\n');
      process.exit(1);
    });
  const tasks = order.map((row) => ({ row, faults, sample }));
  const ends = await runInThreads(tasks, jobs, { onProgress: showProgress, onCell: (cell) => void cells.push(cell) });
  showProgress('');
  for (const [index, { skipped, failed, seconds }] of ends.entries()) {
    const [end] = [failed, skipped && `skipped, because ${skipped}`, `${Math.round(seconds)} s`].filter(Boolean);
    process.stderr.write(`${order[index]}: ${end}\n`);
  }
  const outcomes = cells.flatMap((cell) => cell.outcomes);
  if (outcomes.length === 0) throw new Error('nothing was disturbed');
  print();
  process.stderr.write(`all: ${Math.round((performance.now() - started) / 1000)} s\n`);
  return outcomes.every(isFine) && ends.every(({ failed }) => failed === undefined) ? 0 : 1;
}

function names(): string {
  return rows.map(({ name }) => name).join('; ');
}

/** Shows progress: one line that is overwritten on a terminal, and a line for each cell elsewhere. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
  else if (/: (\d+) of \1$/.test(line)) process.stderr.write(`${line}\n`);
}

await runProgram(readOptions, main, usage);
