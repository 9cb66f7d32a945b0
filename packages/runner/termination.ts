/** Aborted when the run is told to end: GitHub sends SIGINT when somebody cancels it, and SIGTERM a little later. */
export function abortOnTermination(onAbort: () => void): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const abort = () => {
    if (controller.signal.aborted) return;
    onAbort();
    controller.abort();
  };
  process.on('SIGTERM', abort);
  process.on('SIGINT', abort);
  const release = () => {
    process.removeListener('SIGTERM', abort);
    process.removeListener('SIGINT', abort);
  };
  return { signal: controller.signal, release };
}
