import type { Progress } from '@konduct/core/apply/result';
import { progressLine } from '@konduct/core/report/text/progress';
import type { Output } from './terminal.ts';

/** Shows how far a run is: one line that changes on a terminal, a line for each step elsewhere. */
export function progressOn(output: Output): {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
} {
  const { width } = output;
  let shown = false;
  const clear = () => {
    if (shown) output.write('\r\u001b[2K');
    shown = false;
  };
  const show = (progress: Progress) => {
    const line = progressLine(progress);
    if (line === undefined) return;
    if (width === undefined) {
      output.write(`${line}\n`);
      return;
    }
    clear();
    output.write([...line].slice(0, width - 1).join(''));
    shown = true;
  };
  return { show, clear };
}
