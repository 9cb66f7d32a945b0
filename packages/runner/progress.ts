import * as core from '@actions/core';

/** Prints how far a run is into a fold of the log, which exists only if there is something in it. */
export function progressFold(): { readonly show: (line: string) => void; readonly end: () => void } {
  let open = false;
  const show = (line: string) => {
    if (!open) core.startGroup('Progress');
    open = true;
    core.info(line);
  };
  const end = () => {
    if (open) core.endGroup();
    open = false;
  };
  return { show, end };
}
