import { UserError } from '@konduct/core/diagnostic/user-error';
import { digestLabel } from '@konduct/core/provider/ownership';
import type { ObservedObject, Update } from '@konduct/core/provider/provider';
import { readDetail } from './detail.ts';
import { bodyOf, type Exchange } from './exchange.ts';
import { patch } from './kinds/step.ts';
import type { Purpose } from './refusal.ts';
import { isSameText } from './same-text.ts';

/**
 * Reads back content that an update wrote in a request of its own, and that no list shows. Two runs at once may write
 * in turn, which leaves the content of one with the digest of the other. In that case the digest label is removed, and
 * the next run writes both again.
 *
 * @throws UserError when Konnect has other content than the update wrote
 */
export async function proveContent(
  exchange: Exchange,
  purpose: Purpose,
  update: Update,
  object: ObservedObject,
): Promise<void> {
  const { kind, address } = purpose;
  const names = update.changed.filter(
    (name) => kind.fields[name]?.compare === 'digest' && typeof update.desired[name] === 'string',
  );
  if (names.length === 0 || !kind.detail || kind.item === undefined) return;
  const seen = await readDetail(exchange, purpose, update.region, object);
  const different = names.find((name) => !isSameText(seen[name], update.desired[name]));
  if (different === undefined) return;
  if (object.labels[digestLabel] !== undefined) {
    const step = patch(kind.item, { ...update, observed: object }, { labels: { [digestLabel]: null } });
    const request = step.request([]);
    bodyOf(purpose, request, await exchange.answer(purpose, request, true));
  }
  const message = `\`${different}\` of the ${kind.name} ${address ?? ''} is not what was written`;
  const cause = 'Another run wrote it at the same time, or Konnect stored something else';
  throw new UserError([{ severity: 'error', code: 'verify-failed', message, cause, fix: 'Run again.' }]);
}
