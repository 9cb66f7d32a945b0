import type { ApiChange, ApiChangeLevel } from '../../run/api-change.ts';
import type { ServiceStaging } from '../../run/staging.ts';
import { count } from '../../value/count.ts';
import { countChanges, isBreaking, levelWords } from '../comparison-words.ts';
import { codeSpan, escapeHtml, escapeMarkdown, messageMarkdown } from './escape.ts';
import type { Limit } from './fit.ts';

const marks: Readonly<Record<ApiChangeLevel, string>> = { breaking: '💥', risky: '⚠️', harmless: '·' };

/** The changes that a page shows, by API. An API without shown changes has no entry. */
export type ToldChanges = ReadonlyMap<ServiceStaging, readonly ApiChange[]>;

/**
 * Chooses the changes that a page has room for: the breaking ones of all APIs first, then the risky ones, then the
 * rest. The APIs take turns with one change each, so that an API with many changes does not crowd out the others.
 *
 * @param room the most that all chosen changes together may take, measured by `measure`
 */
export function chooseChanges(
  services: readonly ServiceStaging[],
  room: number,
  measure: Limit['measure'],
): ToldChanges {
  const told = new Map<ServiceStaging, ApiChange[]>();
  let left = room;
  for (const [level] of levelWords) {
    let waiting = services.map((service) => ({ service, changes: ofLevel(service.changes ?? [], level) }));
    for (let turn = 0; waiting.length > 0; turn += 1) {
      waiting = waiting.filter(({ changes }) => changes.length > turn);
      for (const { service, changes } of waiting) {
        const change = changes[turn];
        if (!change) continue;
        const known = told.get(service);
        left -= measure(`${changeLine(change)}\n`) + (known ? 0 : measure(`${fold(service, [])}\n\n`));
        // The choice ends at the first change that does not fit: a less important one must not take its place.
        if (left < 0) return told;
        if (known) known.push(change);
        else told.set(service, [change]);
      }
    }
  }
  return told;
}

/**
 * A fold for each API with shown changes, those with breaking changes first, and the number of changes that are not
 * shown.
 */
export function changesBlocks(services: readonly ServiceStaging[], told: ToldChanges): string[] {
  const changed = services.filter(({ changes = [] }) => changes.length > 0);
  const [breaking, others] = [true, false].map((wanted) => changed.filter((one) => isBreaking(one) === wanted));
  const folds = [...(breaking ?? []), ...(others ?? [])].flatMap((service) => {
    const changes = told.get(service);
    return changes ? [fold(service, changes)] : [];
  });
  const untold = changed.filter((service) => !told.has(service));
  if (untold.length === 0) return folds;
  const words = countChanges(untold.flatMap(({ changes = [] }) => changes));
  return [...folds, `_Not shown, because there is no room for them here: ${words} changes of ${apis(untold.length)}._`];
}

function apis(number: number): string {
  return count(number, 'API');
}

function fold(service: ServiceStaging, told: readonly ApiChange[]): string {
  const { changes = [], organization } = service;
  const title = `<b>${escapeHtml(service.service)}</b> (${escapeHtml(organization)}): ${countChanges(changes)}`;
  const shown = new Set(told);
  const left = told.length === changes.length ? [] : changes.filter((change) => !shown.has(change));
  return [
    `<details${isBreaking(service) ? ' open' : ''}>`,
    `<summary>${title}</summary>`,
    '',
    ...withoutRepeatedReasons(told).map(changeLine),
    ...(left.length === 0 ? [] : [`- _not shown: ${countChanges(left)}_`]),
    '',
    '</details>',
  ].join('\n');
}

function ofLevel(changes: readonly ApiChange[], wanted: ApiChangeLevel): readonly ApiChange[] {
  return changes.filter(({ level }) => level === wanted);
}

/**
 * The changes without the reasons that an earlier change of the same rule has shown: mostly, all changes of a rule have
 * the same reason.
 */
function withoutRepeatedReasons(changes: readonly ApiChange[]): readonly ApiChange[] {
  const known = new Set<string>();
  return changes.map((change) => {
    const { reason, ...rest } = change;
    const key = `${change.rule} ${reason}`;
    if (reason === undefined || !known.has(key)) {
      known.add(key);
      return change;
    }
    return rest;
  });
}

/**
 * The line of a change with its rule and its place; below it the reason for its level, and the reason why it is
 * accepted.
 */
function changeLine({ level, operation, text, rule, reason, line, lineOf, accepted }: ApiChange): string {
  const where = operation === undefined ? '' : `${codeSpan(operation)}: `;
  const place = line === undefined ? undefined : `line ${line}${lineOf === 'before' ? ' of the file before' : ''}`;
  const more = [...(rule === undefined ? [] : [codeSpan(rule)]), ...(place === undefined ? [] : [place])];
  const source = more.length === 0 ? '' : ` (${more.join(', ')})`;
  return [
    `- ${accepted ? '☑️' : marks[level]} ${where}${messageMarkdown(text)}${source}`,
    ...(reason === undefined ? [] : [`  - ${messageMarkdown(reason)}`]),
    ...(accepted ? [`  - accepted until ${codeSpan(accepted.until)}: ${escapeMarkdown(accepted.reason)}`] : []),
  ].join('\n');
}
