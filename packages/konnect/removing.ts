import type { Removal } from '@konduct/core/provider/provider';
import { bodyOf, type Exchange, isSuccess } from './exchange.ts';
import type { KonnectKind } from './kinds/kind.ts';
import { fillPath } from './kinds/path.ts';
import { scopeOf } from './kinds/step.ts';
import type { Purpose } from './refusal.ts';
import type { KonnectRequest } from './transport.ts';

/**
 * Deletes an object. The request may be repeated: 404 means that the object is gone, which is what was asked for.
 *
 * @throws UserError when Konnect refuses, such as with 409 for an object in use
 */
export async function removeObject(exchange: Exchange, purpose: Purpose, removal: Removal): Promise<void> {
  const { kind } = purpose;
  const request = kind.removal?.(removal).request([]) ?? deletion(kind, removal);
  const answer = await exchange.answer(purpose, request, true);
  if (answer.status === 404 || isSuccess(answer)) return;
  bodyOf(purpose, request, answer);
}

/** Whether objects of a kind can be deleted. */
export function isRemovable({ item, removal }: KonnectKind): boolean {
  return item !== undefined || removal !== undefined;
}

function deletion(kind: KonnectKind, removal: Removal): KonnectRequest {
  if (kind.item === undefined) throw new Error(`${kind.name} cannot be deleted`);
  return {
    method: 'DELETE',
    scope: scopeOf(removal),
    path: fillPath(kind.item, removal.observed.fields),
    ...(removal.force && kind.forced ? { query: kind.forced } : {}),
  };
}
