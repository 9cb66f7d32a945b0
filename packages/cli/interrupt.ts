import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export function abortOnInterrupt(onAbort: () => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = (name: (typeof signals)[number]) => {
    // By `exit` and not by the signal itself: other processes and keys on the disk are cleaned up on the way out.
    if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
    onAbort();
    controller.abort();
  };
  for (const name of signals) process.on(name, abort);
  const release = () => {
    for (const name of signals) process.removeListener(name, abort);
  };
  return { signal: controller.signal, release };
}
