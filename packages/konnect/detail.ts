import type { Fields, ObservedObject } from '@konduct/core/provider/provider';
import type { Exchange } from './exchange.ts';
import { scopeOf } from './kinds/step.ts';
import { type Purpose, toUserError } from './refusal.ts';

/**
 * Reads the fields of an object that lists leave out, those of the type `content` as text. Empty for a kind without
 * such fields.
 *
 * @throws UserError when they cannot be read
 */
export async function readDetail(
  exchange: Exchange,
  purpose: Purpose,
  region: string,
  object: ObservedObject,
): Promise<Fields> {
  const { kind } = purpose;
  const { detail } = kind;
  if (!detail) return {};
  const answers: unknown[] = [];
  for (const requestOf of detail.requests(object, scopeOf({ kind, region }))) {
    const request = requestOf(answers);
    if (!request) return {};
    try {
      answers.push(await exchange.get(purpose, request));
    } catch (error) {
      throw toUserError(purpose, request, error);
    }
  }
  return detail.decode(answers, object);
}
