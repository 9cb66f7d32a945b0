import { parentPort, workerData } from 'node:worker_threads';
import { type Cell, type MatrixOptions, runRow } from './matrix.ts';
import { rows } from './rows.ts';

/** The task of a thread: a row of the matrix by name, and its faults. */
export interface Task extends Pick<MatrixOptions, 'faults' | 'sample'> {
  readonly row: string;
}

/** A message of a thread: progress, a complete cell, or the end. */
export type Message =
  | { readonly progress: string }
  | { readonly skipped: string }
  | { readonly cell: Cell }
  | { readonly done: true };

const { row: name, ...options } = workerData as Task;
const tell = (message: Message) => parentPort?.postMessage(message);
const row = rows.find((candidate) => candidate.name === name);
if (!row) throw new Error(`there is no row ${name}`);
const lacking = await row.lacks();
if (lacking === undefined) {
  await runRow(row, { ...options, onProgress: (progress) => tell({ progress }), onCell: (cell) => tell({ cell }) });
  tell({ done: true });
} else tell({ skipped: lacking });
