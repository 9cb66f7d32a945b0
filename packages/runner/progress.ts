import * as core from '@actions/core';

/** Prints progress into a fold of the log. The fold begins with the first line. */
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
