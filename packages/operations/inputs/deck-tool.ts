import type { DeckToolOptions } from '../deck/options.ts';
import { toolModules } from '../suite-folder.ts';
import type { deckToolInputs } from './deck.ts';
import type { InputValues } from './input.ts';

type DeckToolValues = InputValues<typeof deckToolInputs>;

/** The options of decK in the inputs. If it must be built, the go.mod beside the bundle is used. */
export function deckToolOptions({ deckVersion, deckChecksums }: DeckToolValues): DeckToolOptions {
  const modules = toolModules('deck', process.argv[1]);
  return {
    deckVersion,
    ...(deckChecksums === '' ? {} : { deckChecksums }),
    ...(modules === undefined ? {} : { deckModules: modules }),
  };
}
