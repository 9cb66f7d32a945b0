import type { Result } from '../apply/result.ts';
import type { Change } from '../plan/change.ts';
import { count } from '../value/count.ts';

/** A resource that waits for an object in Konnect that does not exist yet. A later run finds it. */
export interface Waiting {
  readonly change: Change;
  readonly reason: string;
}

/** The resources that wait: by their results if there are any, else by the plan. */
export function waitingOf(changes: readonly Change[], results: Iterable<Result>): ReadonlyMap<Change, Waiting> {
  const byAddress = new Map([...results].map((result) => [result.address, result]));
  const waiting = changes.flatMap((change): Waiting[] => {
    const result = byAddress.get(change.address);
    if ((result?.outcome ?? change.action) !== 'waiting') return [];
    return [{ change, reason: result?.reason ?? change.reason ?? '' }];
  });
  return new Map(waiting.map((each) => [each.change, each]));
}

/** The reason why a resource waits, as a clause after its name. */
export function waitingClause({ reason }: Waiting): string {
  return reason === '' ? 'waits' : `waits for ${reason}`;
}

/** More resources than this that wait for the same kind of thing share one sentence. */
const mostListed = 20;

/**
 * Groups resources of one environment and kind that wait for the same kind of thing, if there are more than
 * `mostListed`; each other one is a group of its own.
 */
export function gatherWaiting(waiting: Iterable<Waiting>): (readonly [Waiting, ...Waiting[]])[] {
  const groups = Map.groupBy(waiting, ({ change, reason }) =>
    JSON.stringify([change.environment, change.kind, reason.split(' ').slice(0, 3)]),
  );
  return [...groups.values()].flatMap((members) => {
    const [first, ...rest] = members;
    if (!first) return [];
    return members.length > mostListed ? [[first, ...rest] as const] : members.map((member) => [member] as const);
  });
}

/** `200 APIImplementations wait for a gateway service tagged ko-api-name=…`. */
export function gatheredClause(members: readonly [Waiting, ...Waiting[]]): string {
  const [{ change }] = members;
  return `${count(members.length, change.kind)} wait for ${commonText(members.map(({ reason }) => reason))}`;
}

/** The words that all texts share, with `…` for each word, or end of a text, that differs. */
function commonText(texts: readonly string[]): string {
  const [first = [], ...others] = texts.map((text) => text.split(' '));
  const words = first.map((word, index) => commonWord([word, ...others.map((other) => other[index] ?? '')]));
  const sameLength = others.every((other) => other.length === first.length);
  const shown = sameLength ? words : [...words.slice(0, Math.max(0, words.indexOf('…'))), '…'];
  return shown.filter((word, index) => word !== '…' || shown[index - 1] !== '…').join(' ');
}

function commonWord(words: readonly string[]): string {
  const [first = ''] = words;
  if (words.every((word) => word === first)) return first;
  const end = first.search(/[=:]/) + 1;
  const start = first.slice(0, end);
  return words.every((word) => word.startsWith(start)) ? `${start}…` : '…';
}
