import type { Result } from '../apply/result.ts';
import type { Change } from '../plan/change.ts';
import { count } from './words.ts';

/** A resource that is not dealt with in this run. */
export interface Waiting {
  readonly change: Change;
  readonly reason: string;
  /** An error of the plan is behind it: it does not only wait, and no later run goes on by itself. */
  readonly hindered: boolean;
}

/** What waits: by the plan, or after an apply by what became of it. */
export function waitingOf(changes: readonly Change[], results: Iterable<Result>): ReadonlyMap<Change, Waiting> {
  const byAddress = new Map([...results].map((result) => [result.address, result]));
  const waiting = changes.flatMap((change): Waiting[] => {
    const result = byAddress.get(change.address);
    const state = result?.outcome ?? change.action;
    if (state !== 'waiting' && state !== 'blocked') return [];
    const reason = result?.reason ?? change.reason ?? '';
    return [{ change, reason, hindered: state === 'blocked' }];
  });
  return new Map(waiting.map((each) => [each.change, each]));
}

/** What keeps a resource from being dealt with, as a clause after its name: `waits for …`, `is left alone: …`. */
export function waitingClause({ change, reason, hindered }: Waiting): string {
  if (reason === '') return 'waits';
  if (!hindered) return `waits for ${reason}`;
  const itself = `${change.kind} ${JSON.stringify(change.name)}: `;
  return reason.startsWith(itself) ? `is left alone: ${reason.slice(itself.length)}` : `is held up by ${reason}`;
}

/** More than this many that wait for the same kind of thing are told in one sentence. */
const mostListed = 20;

/** Resources that wait, those of one environment and kind that wait for the same kind of thing together if they are many. */
export function gatherWaiting(waiting: Iterable<Waiting>): (readonly [Waiting, ...Waiting[]])[] {
  const groups = Map.groupBy(waiting, ({ change, reason, hindered }) =>
    JSON.stringify([change.environment, change.kind, hindered, reason.split(' ').slice(0, 3)]),
  );
  return [...groups.values()].flatMap((members) => {
    const [first, ...rest] = members;
    if (!first) return [];
    return members.length > mostListed ? [[first, ...rest] as const] : members.map((member) => [member] as const);
  });
}

/** `200 APIImplementations wait for a gateway service tagged ko-api-name=…`. */
export function gatheredClause(members: readonly [Waiting, ...Waiting[]]): string {
  const [{ change, hindered }] = members;
  const verb = hindered ? 'are held up by' : 'wait for';
  return `${count(members.length, change.kind)} ${verb} ${commonText(members.map(({ reason }) => reason))}`;
}

/** The first three, and how many more there are, in parts that a line may break between. */
export function firstNames(names: readonly string[]): string[] {
  const left = names.length - 3;
  const shown = names.slice(0, 3).map((name, index, { length }) => (index < length - 1 ? `${name},` : name));
  return left > 0 ? [...shown, `and ${left} more`] : shown;
}

/** What texts have in common, with `…` for each word, or end of the text, that differs. */
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
