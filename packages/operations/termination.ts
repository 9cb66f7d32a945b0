import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * A signal that the first SIGINT or SIGTERM aborts. After the second one the process exits by itself instead of being
 * killed, so that child processes and keys on the disk are removed.
 *
 * @param grace milliseconds for work in progress after the second signal
 */
export function abortOnSignals(
  onAbort: () => void,
  grace = 0,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  let last: NodeJS.Timeout | undefined;
  const abort = (name: (typeof signals)[number]) => {
    if (controller.signal.aborted) {
      const code = 128 + constants.signals[name];
      if (grace === 0) process.exit(code);
      last ??= setTimeout(() => process.exit(code), grace).unref();
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
