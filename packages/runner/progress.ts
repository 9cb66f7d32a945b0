import * as core from '@actions/core';
import type { Progress } from '@konduct/core/apply/result';
import { progressLine } from '@konduct/core/report/text/progress';

/** Prints how far a run is into a fold of the log, which exists only if there is something in it. */
export function progressFold(): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  let open = false;
  const show = (progress: Progress) => {
    const line = progressLine(progress);
    if (line === undefined) return;
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
