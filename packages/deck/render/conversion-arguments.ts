import type { DeckOptions } from '@konduct/core/manifest/effective';
import { writtenName } from '@konduct/core/manifest/key/key';
import type { RenderService } from './files.ts';

/** The options of a service as decK's arguments. They are sorted, so that the same options give the same arguments. */
export function conversionArguments(options: DeckOptions = {}): readonly string[] {
  return Object.entries(options)
    .flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return [`--${writtenName(name)}${value === true ? '' : `=${value}`}`];
    })
    .sort();
}

/** The settings of a service that change its rendering. Empty by default, so that earlier records stay valid. */
export function settingsOf({ options, upstream }: Pick<RenderService, 'options' | 'upstream'>): readonly string[] {
  const set = [...conversionArguments(options), ...(upstream ? [JSON.stringify(upstream.targets)] : [])];
  return set.length === 0 ? [] : [JSON.stringify(set)];
}
