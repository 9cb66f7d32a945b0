/** Aborted by the first Ctrl-C or SIGTERM; a second Ctrl-C ends the process as if nobody had listened. */
export function abortOnInterrupt(onAbort: () => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const abort = () => {
    release();
    onAbort();
    controller.abort();
  };
  const release = () => {
    process.removeListener('SIGINT', abort);
    process.removeListener('SIGTERM', abort);
  };
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  return { signal: controller.signal, release };
}
