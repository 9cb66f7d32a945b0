import { Worker } from 'node:worker_threads';
import type { MatrixOptions } from './matrix.ts';
import type { Message, Task } from './thread.ts';

/** The end of a row, and its duration. */
export interface RowEnd {
  /** The reason why it cannot run here. */
  readonly skipped?: string;
  /** The error of the row without a disturbance. */
  readonly failed?: string;
  readonly seconds: number;
}

type Told = Required<Pick<MatrixOptions, 'onProgress' | 'onCell'>>;

/**
 * Runs rows in threads of their own, several at the same time.
 *
 * @param told called with progress and with each complete cell
 * @returns the ends of the rows, in the order of the tasks
 */
export async function runInThreads(tasks: readonly Task[], jobs: number, told: Told): Promise<readonly RowEnd[]> {
  const ends: RowEnd[] = [];
  // The last rows start the most processes. They are run first, so that none of them is left to run alone.
  const waiting = tasks.map((task, index) => ({ task, index })).reverse();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      ends[next.index] = await runInThread(next.task, told);
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return ends;
}

function runInThread(task: Task, { onProgress, onCell }: Told): Promise<RowEnd> {
  const started = performance.now();
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task });
    const end = (result: Omit<RowEnd, 'seconds'>) =>
      resolve({ ...result, seconds: (performance.now() - started) / 1000 });
    thread.on('message', (message: Message) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('cell' in message) onCell(message.cell);
      else end('skipped' in message ? { skipped: message.skipped } : {});
    });
    thread.on('error', (error) => end({ failed: String(error) }));
    thread.on('exit', () => end({ failed: 'it ended without a result' }));
  });
}
