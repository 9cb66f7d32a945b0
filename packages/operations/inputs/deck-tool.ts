import { deckTimeLimits } from '@konduct/deck/time-limits';
import type { DeckToolOptions } from '../deck/options.ts';
import { toolModules } from '../suite-folder.ts';
import type { deckToolInputs } from './deck.ts';
import type { InputValues } from './input.ts';

type DeckToolValues = InputValues<typeof deckToolInputs>;

/**
 * Which decK the inputs mean, and how long it may take. One that has to be built is built from the go.mod beside the bundle.
 *
 * @param gatewayTimeLimit seconds
 */
export function deckToolOptions(values: DeckToolValues, gatewayTimeLimit?: number): DeckToolOptions {
  const { deckVersion, deckChecksums, deckTimeLimit } = values;
  const modules = toolModules('deck', process.argv[1]);
  return {
    deckVersion,
    deckTimeLimits: {
      file: deckTimeLimit * 1000,
      gateway: gatewayTimeLimit === undefined ? deckTimeLimits.gateway : gatewayTimeLimit * 1000,
    },
    ...(deckChecksums === '' ? {} : { deckChecksums }),
    ...(modules === undefined ? {} : { deckModules: modules }),
  };
}
