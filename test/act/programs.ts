import { dirname } from 'node:path';
import { findTool } from '../../scripts/tools/place.ts';
import { findDeck } from '../deck/deck.ts';
import { hasAct } from './act.ts';

const deck = await findDeck();
const oasdiff = await findTool('oasdiff');

/** Folders of what a runner has besides act's own needs: decK and oasdiff, where they are here. */
export const programs: readonly string[] = [deck, oasdiff].flatMap((program) =>
  program === undefined ? [] : [dirname(program)],
);

/** Whether act and decK are here; tests that need both are skipped without and say so. In CI they fail instead. */
export function hasActAndDeck(what: string): boolean {
  if (!hasAct(what)) return false;
  if (deck !== undefined) return true;
  const missing = 'decK was not found: run `npm run tools`';
  if (process.env.CI === 'true') throw new Error(missing);
  process.stdout.write(`skipped: ${what}. ${missing}\n`);
  return false;
}
