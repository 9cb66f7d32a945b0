import { delimiter, dirname } from 'node:path';
import { renderDeck } from '@konduct/operations/deck/render';
import { optionsFor } from '@konduct/operations/options.fixture';
import { programs } from './programs.ts';

/** Renders decK files, as a person does after a change to gateways. Returns the paths that were written or removed. */
export async function renderHere(workspace: string): Promise<readonly string[]> {
  const report = await renderDeck(
    { ...optionsFor(workspace), check: false },
    {
      environment: { PATH: [...programs, dirname(process.execPath)].join(delimiter) },
      maskSecret: () => {},
      onProgress: () => {},
      signal: new AbortController().signal,
    },
  );
  return report.written ?? [];
}
