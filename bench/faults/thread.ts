import { parentPort, workerData } from 'node:worker_threads';
import { type Cell, type MatrixOptions, runRow } from './matrix.ts';
import { rows } from './rows.ts';

/** What a thread is told: a row of the matrix by its name, and what to do to it. */
export interface Task extends Pick<MatrixOptions, 'faults' | 'sample'> {
  readonly row: string;
}

/** What a thread tells: how far it is, each cell when it is complete, and that there are no more. */
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
