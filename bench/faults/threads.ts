import { Worker } from 'node:worker_threads';
import type { Cell } from './matrix.ts';
import type { Message, Task } from './thread.ts';

/** What came of one row, and how long it took. */
export interface RowResult {
  readonly cells: readonly Cell[];
  /** Why it cannot run here. */
  readonly skipped?: string;
  /** What was wrong with it without any disturbance. */
  readonly failed?: string;
  readonly seconds: number;
}

/**
 * Runs rows in threads of their own, so many at once.
 *
 * @returns the results, in the order of the tasks
 */
export async function runInThreads(
  tasks: readonly Task[],
  jobs: number,
  onProgress: (line: string) => void,
): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  // The last rows start the most processes. They come first, so that none of them is left to run alone.
  const waiting = tasks.map((task, index) => ({ task, index })).reverse();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results[next.index] = await runInThread(next.task, onProgress);
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

function runInThread(task: Task, onProgress: (line: string) => void): Promise<RowResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task });
    const end = (result: Omit<RowResult, 'seconds'>) =>
      resolve({ ...result, seconds: (performance.now() - started) / 1000 });
    thread.on('message', (message: Message) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('skipped' in message) end({ cells: [], skipped: message.skipped });
      else end({ cells: message.cells });
    });
    thread.on('error', (error) => end({ cells: [], failed: String(error) }));
    thread.on('exit', () => end({ cells: [], failed: 'it ended without a result' }));
  });
}
