import type { deckInputs } from '../inputs/deck.ts';
import { deckToolOptions } from '../inputs/deck-tool.ts';
import type { InputValues } from '../inputs/input.ts';
import { diffDeck, syncDeck } from './gateway.ts';
import { lintDeck } from './lint.ts';
import type { DeckRunContext } from './options.ts';
import { renderDeck } from './render.ts';
import type { DeckReport } from './report.ts';

/** The values of the inputs, and their surroundings. */
export type DeckRun = InputValues<typeof deckInputs> & {
  readonly workspace: string;
  readonly skipWithoutSecrets: boolean;
  /** The files of the workspace to lint, if the inputs name none. */
  readonly changed?: readonly string[];
  /** Whether a rendering writes nothing and ends with exit code 2 if it would. */
  readonly check?: boolean;
};

/**
 * Runs decK as the mode says.
 *
 * @throws UserError for an unusable Konnect URL
 */
export function runDeck(run: DeckRun, runContext: DeckRunContext): Promise<DeckReport> {
  const {
    mode,
    deckVersion,
    deckChecksums,
    deckTimeLimit,
    gatewayTimeLimit,
    changedFiles,
    check = false,
    ...rest
  } = run;
  const tool = deckToolOptions({ deckVersion, deckChecksums, deckTimeLimit }, gatewayTimeLimit);
  const options = { ...rest, ...tool };
  const changed = changedFiles.length > 0 ? changedFiles : run.changed;
  switch (mode) {
    case 'render':
      return renderDeck({ ...options, check }, runContext);
    case 'lint':
      return lintDeck({ ...options, ...(changed ? { changed } : {}) }, runContext);
    case 'diff':
      return diffDeck(options, runContext);
    case 'sync':
      return syncDeck(options, runContext);
  }
}
