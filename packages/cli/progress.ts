import type { Output } from './terminal.ts';

/** Shows progress: one line that is overwritten on a terminal, and a line for each step elsewhere. */
export function progressOn(output: Output): {
  readonly show: (line: string) => void;
  /** Writes a line that stays, above the one that changes. */
  readonly line: (line: string) => void;
  readonly clear: () => void;
} {
  const { width } = output;
  let shown = false;
  const clear = () => {
    if (shown) output.write('\r\u001b[2K');
    shown = false;
  };
  const show = (line: string) => {
    if (width === undefined) {
      output.write(`${line}\n`);
      return;
    }
    clear();
    output.write([...line].slice(0, width - 1).join(''));
    shown = true;
  };
  const line = (text: string) => {
    clear();
    output.write(`${text}\n`);
  };
  return { show, line, clear };
}
