import { execFile } from 'node:child_process';
import { findTool } from '../../scripts/tools/place.ts';

/** The result of a run of decK. */
export interface DeckRun {
  readonly code: number;
  readonly output: string;
}

/** The path of decK: that in `KONDUCT_DECK`, else the one from `npm run tools`; undefined without either. */
export async function findDeck(): Promise<string | undefined> {
  return process.env.KONDUCT_DECK || (await findTool('deck'));
}

/** Runs decK. Never throws: a failure is a result. */
export function runDeck(binary: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<DeckRun> {
  return new Promise((resolve) => {
    // decK reads `.deck.yaml` in the home folder: that of the tests is empty.
    execFile(binary, [...args, '--analytics=false'], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
