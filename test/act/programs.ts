import { dirname } from 'node:path';
import { findTool } from '../../scripts/tools/place.ts';
import { findDeck } from '../deck/deck.ts';
import { hasAct } from './act.ts';

const deck = await findDeck();
const oasdiff = await findTool('oasdiff');

/** Folders of programs on a runner that act itself does not need: decK and oasdiff, if they are installed. */
export const programs: readonly string[] = [deck, oasdiff].flatMap((program) =>
  program === undefined ? [] : [dirname(program)],
);

/**
 * Whether act and decK are installed. Tests that need both are skipped without them, with a line that says so; in CI
 * they fail.
 */
export function hasActAndDeck(what: string): boolean {
  if (!hasAct(what)) return false;
  if (deck !== undefined) return true;
  const missing = 'decK was not found: run `npm run tools`';
  if (process.env.CI === 'true') throw new Error(missing);
  process.stdout.write(`skipped: ${what}. ${missing}\n`);
  return false;
}
