import * as core from '@actions/core';

/** The log of a run: how far it is in a fold, and what tools print in folds of their own. Folds do not stand in folds. */
export interface ProgressFold {
  /** Prints a line into the fold that is open; into one for progress where none is. */
  readonly show: (line: string) => void;
  /** Does some work with a fold of its own for all that is printed meanwhile. */
  readonly group: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  readonly end: () => void;
}

/** Starts without a fold: there is one only if there is something in it. */
export function progressFold(): ProgressFold {
  let open = false;
  const begin = (title: string) => {
    if (!open) core.startGroup(title);
    open = true;
  };
  const end = () => {
    if (open) core.endGroup();
    open = false;
  };
  return {
    show: (line) => {
      begin('Progress');
      core.info(line);
    },
    group: async (title, work) => {
      end();
      begin(title);
      try {
        return await work();
      } finally {
        end();
      }
    },
    end,
  };
}
