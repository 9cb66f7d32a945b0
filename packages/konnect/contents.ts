import type { Content, Fields } from '@konduct/core/provider/provider';
import { compareText } from '@konduct/core/value/compare-text';
import { valueAt } from '@konduct/core/value/value-at';
import { bodyOf, type Exchange } from './exchange.ts';
import type { ContentSource } from './kinds/list-source.ts';
import { fillPath } from './kinds/path.ts';
import { scopeOf } from './kinds/step.ts';
import { ListTime } from './list-time.ts';
import { readList } from './pagination.ts';
import { type Purpose, toUserError } from './refusal.ts';
import type { KonnectRequest } from './transport.ts';

/**
 * Reads the contents of an object that neither Konduct made nor Konnect created with it, by the nouns of its kind.
 *
 * @throws UserError when one of the lists cannot be read
 */
export async function readContents(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  fields: Fields,
): Promise<readonly Content[]> {
  const { kind } = purpose;
  const nouns = Object.entries(kind.holds ?? {});
  return Promise.all(
    nouns.map(async ([noun, sources]) => {
      const names = await Promise.all(sources.map((source) => namesIn(exchange, purpose, region, fields, source)));
      return { noun, names: names.flat().sort(compareText) };
    }),
  );
}

async function namesIn(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  fields: Fields,
  { list, name, ours = () => false }: ContentSource,
): Promise<string[]> {
  const { kind } = purpose;
  const request: KonnectRequest = {
    method: 'GET',
    scope: scopeOf({ kind, region }),
    path: fillPath(list.path, fields),
  };
  try {
    const time = new ListTime(exchange.policy.list);
    const items = await readList(
      async (page) => {
        const answer = await exchange.answer(purpose, page, true, time.signal);
        time.spend(answer);
        return bodyOf(purpose, page, answer);
      },
      request,
      list,
      (item) => JSON.stringify(item),
    );
    return items.filter((item) => !ours(item)).map((item) => String(valueAt(item, name) ?? valueAt(item, 'id') ?? ''));
  } catch (error) {
    throw toUserError(purpose, request, error);
  }
}
