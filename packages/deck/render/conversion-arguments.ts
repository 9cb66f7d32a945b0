import type { DeckOptions } from '@konduct/core/manifest/effective';
import { writtenName } from '@konduct/core/manifest/key/key';
import type { RenderService } from './files.ts';

/** The options of a service as decK's command line has them, sorted: the same options are the same arguments. */
export function conversionArguments(options: DeckOptions = {}): readonly string[] {
  return Object.entries(options)
    .flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return [`--${writtenName(name)}${value === true ? '' : `=${value}`}`];
    })
    .sort();
}

/** What a rendering depends on beside texts; nothing where nobody set anything, so that older records stay valid. */
export function settingsOf({ options, upstream }: Pick<RenderService, 'options' | 'upstream'>): readonly string[] {
  const set = [...conversionArguments(options), ...(upstream ? [JSON.stringify(upstream.targets)] : [])];
  return set.length === 0 ? [] : [JSON.stringify(set)];
}
