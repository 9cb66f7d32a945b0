import { execFile } from 'node:child_process';
import { findTool } from '../../scripts/tools/place.ts';

/** What a run of decK came to. */
export interface DeckRun {
  readonly code: number;
  readonly output: string;
}

/** decK: the one `KONDUCT_DECK` names, else the one `npm run tools` provides; undefined when there is none. */
export async function findDeck(): Promise<string | undefined> {
  return process.env.KONDUCT_DECK || (await findTool('deck'));
}

/** Runs decK. A failure is a result too; nothing is thrown. */
export function runDeck(binary: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<DeckRun> {
  return new Promise((resolve) => {
    // decK reads `.deck.yaml` in the home folder: that of the tests is empty.
    execFile(binary, [...args, '--analytics=false'], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
