import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** What is in flight may take so long after the second signal. GitHub waits 2.5 seconds before it ends everything. */
const grace = 1000;

/**
 * Aborted when the run is told to end: GitHub sends SIGINT when somebody cancels it, and SIGTERM 7.5 seconds later. Then
 * the process ends by itself, because other processes and keys on the disk are cleaned up on the way out.
 */
export function abortOnTermination(onAbort: () => void): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  let last: NodeJS.Timeout | undefined;
  const abort = (name: (typeof signals)[number]) => {
    if (controller.signal.aborted) {
      last ??= setTimeout(() => process.exit(128 + constants.signals[name]), grace).unref();
      return;
    }
    onAbort();
    controller.abort();
  };
  for (const name of signals) process.on(name, abort);
  const release = () => {
    clearTimeout(last);
    for (const name of signals) process.removeListener(name, abort);
  };
  return { signal: controller.signal, release };
}
