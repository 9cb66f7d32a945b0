import type { DeckOptions } from '@konduct/core/manifest/effective';
import { writtenName } from '@konduct/core/manifest/key/key';

/** The options of a service as decK's command line has them, sorted: the same options are the same arguments. */
export function conversionArguments(options: DeckOptions = {}): readonly string[] {
  return Object.entries(options)
    .flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return [`--${writtenName(name)}${value === true ? '' : `=${value}`}`];
    })
    .sort();
}
