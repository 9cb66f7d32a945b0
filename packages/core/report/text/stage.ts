import type { ApiChange } from '../../run/api-change.ts';
import type { EnvironmentOutcome, EnvironmentStaging, ServiceStaging, StageReport } from '../../run/staging.ts';
import { count } from '../../value/count.ts';
import { visible, withoutCommands } from '../../value/visible.ts';
import { changedWords, trafficMove, versionWords } from '../comparison-words.ts';
import { otherFilesWords } from '../other-files.ts';
import { unstagedClause } from '../unstaged.ts';
import { type Colour, type Style, styleFor } from './style.ts';

/** The mark in front of a service and its colour; undefined for outcomes that have no line. */
const marks: Readonly<Record<ServiceStaging['outcome'], readonly [mark: string, colour: Colour] | undefined>> = {
  added: ['+', 'green'],
  changed: ['~', 'yellow'],
  removed: ['-', 'red'],
  failed: ['!', 'red'],
  unchanged: undefined,
  'not-asked': undefined,
};

const words: Readonly<Record<EnvironmentOutcome, string>> = {
  unchanged: 'nothing to do',
  opened: 'pull request opened',
  updated: 'pull request updated',
  declined: 'left alone: people closed its pull request, and nothing is new since',
  closed: 'pull request closed: there is nothing left to bring',
  pushed: 'branch pushed',
  written: 'written',
  passed: 'the changes of APIs are allowed',
  stopped: 'stopped: changes of APIs are not accepted',
  refused: 'refused: the branch has commits that are not ours',
  failed: 'failed',
};

const colours: Partial<Readonly<Record<EnvironmentOutcome, Colour>>> = {
  failed: 'red',
  refused: 'red',
  stopped: 'red',
};

/** A staging run as text for a terminal or a log: each environment with its changed services, then how many are unchanged. */
export function renderStageText(report: StageReport, options: { readonly color: boolean }): string {
  const style = styleFor(options.color);
  const blocks = report.environments.map((staging) => {
    const services = report.services.filter(({ environment }) => environment === staging.environment);
    return environmentLines(staging, services, style);
  });
  const broken = namedChanges(report.services, style);
  if (broken.length > 0) blocks.push(broken);
  if (blocks.length === 0) blocks.push([style('red', 'Nothing was staged; see the errors.')]);
  const { repositories, contacts } = report.git;
  const asked = count(repositories, 'repository', 'repositories');
  blocks.push([style('dim', `Asked ${asked}, ${count(contacts, 'connection')}.`)]);
  return withoutCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function environmentLines(staging: EnvironmentStaging, services: readonly ServiceStaging[], style: Style): string[] {
  const unstaged = unstagedClause(staging, services);
  const shown = services.filter((service) => marks[service.outcome] || service.otherFiles);
  const files = staging.outcome === 'written' ? [`  ${filesLine(staging)}`] : [];
  const url = staging.pullRequest ? [`  ${visible(staging.pullRequest.url)}`] : [];
  const rest = services.filter((service) => !shown.includes(service));
  return [
    `${style('bold', visible(staging.environment))}: ${style(colours[staging.outcome] ?? 'green', words[staging.outcome])}${
      unstaged === undefined ? '' : style('red', `; ${unstaged}`)
    }`,
    ...shown.flatMap((service) => [serviceLine(service, style), ...trafficLines(service, style)]),
    ...(rest.length > 0 && shown.length > 0 ? [style('dim', restLine(rest))] : []),
    ...staging.deckChanges.map(({ path, total }) => `  ${visible(path)}: ${count(total, 'change')}`),
    ...files,
    ...url,
  ];
}

/** The most changes of a level that are named; the others are counted. */
const mostChanges = 20;

/** The levels whose changes are named. */
const namedLevels = [
  { level: 'breaking', title: 'Breaking changes', mark: '!', colour: 'red' },
  { level: 'risky', title: 'Risky changes', mark: '?', colour: 'yellow' },
] as const;

/**
 * Breaking and risky changes by name, each with its rule, which an entry of accepted changes needs. A change of one
 * service in several organizations or environments has one line. Accepted changes come last, each with its reason and
 * its last day.
 */
function namedChanges(services: readonly ServiceStaging[], style: Style): string[] {
  return namedLevels.flatMap(({ level, title, mark, colour }) => {
    const all = services.flatMap(({ service, changes = [] }) =>
      changes.filter((change) => change.level === level).map((change) => ({ service, change })),
    );
    const open = all.filter(({ change }) => !change.accepted);
    const accepted = all.filter(({ change }) => change.accepted);
    const lines = [...open, ...accepted].map(({ service, change }) =>
      changeLine(service, change, style(colour, mark), style),
    );
    const distinct = [...new Set(lines)];
    const left = distinct.length - mostChanges;
    if (distinct.length === 0) return [];
    return [style('bold', title), ...distinct.slice(0, mostChanges), ...(left > 0 ? [`  and ${left} more`] : [])];
  });
}

/** The line of a change; a second line if it is accepted. */
function changeLine(service: string, change: ApiChange, mark: string, style: Style): string {
  const { operation, text, rule, accepted } = change;
  const parts = [`${service}:`, ...(operation === undefined ? [] : [`${operation}:`]), text];
  const what = visible([...parts, ...(rule === undefined ? [] : [`(${rule})`])].join(' '));
  if (!accepted) return `  ${mark} ${what}`;
  const until = visible(`accepted until ${accepted.until}: ${accepted.reason}`);
  return `  ${style('green', '✓')} ${what}\n      ${style('dim', until)}`;
}

function restLine(rest: readonly ServiceStaging[]): string {
  const others = rest.filter(({ outcome }) => outcome === 'not-asked').length;
  const unchanged = rest.length - others;
  const facts = [
    ...(unchanged > 0 ? [`${count(unchanged, 'specification')} unchanged`] : []),
    ...(others > 0
      ? [unchanged > 0 ? `${others} not asked about` : `${count(others, 'specification')} not asked about`]
      : []),
  ];
  return `  = ${facts.join(', ')}`;
}

function serviceLine(service: ServiceStaging, style: Style): string {
  const [mark, colour] = marks[service.outcome] ?? (['=', 'dim'] as const);
  const { version, commit, branch, changes = [], before } = service;
  const from = commit === undefined ? undefined : `${visible(branch ?? '')} ${commit.slice(0, 7)}`.trim();
  const only = otherFilesWords(service);
  const facts = [
    ...(version === undefined ? [] : [versionFact(version, before?.version)]),
    ...(from === undefined ? [] : [from]),
    ...(only === undefined ? [] : [only]),
    ...(service.outcome === 'failed' ? ['not read'] : []),
    ...(changes.length > 0 ? [count(changes.length, 'change')] : []),
    ...breakingFacts(changes, style),
    ...(changes.length === 0 && service.outcome === 'changed' ? [changedWords(service) ?? 'changed'] : []),
    ...(changes.length > 0 && service.uncompared ? ['compared in part only'] : []),
    ...[versionWords(service) ?? []].flat(),
  ];
  const name = `${visible(service.organization)} / ${visible(service.team)} / ${visible(service.service)}`;
  return `${style(colour, `  ${mark}`)} ${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

/** The number of breaking changes, and how many of them are accepted. */
function breakingFacts(changes: readonly ApiChange[], style: Style): string[] {
  const breaking = changes.filter(({ level }) => level === 'breaking');
  const accepted = breaking.filter((change) => change.accepted).length;
  if (breaking.length === 0) return [];
  if (accepted === 0) return [style('red', `${breaking.length} breaking`)];
  const all = accepted === breaking.length;
  return [style(all ? 'green' : 'red', `${breaking.length} breaking, ${all ? 'all' : accepted} of them accepted`)];
}

function versionFact(version: string, before: string | undefined): string {
  return before === undefined || before === version ? visible(version) : `${visible(before)} → ${visible(version)}`;
}

/** The addresses before and after, if gateways send requests elsewhere. */
function trafficLines(service: ServiceStaging, style: Style): string[] {
  const move = trafficMove(service);
  if (!move) return [];
  const list = (urls: readonly string[]) =>
    urls.length === 0 ? 'none' : urls.map((url) => visible(url || '/')).join(', ');
  return [style('yellow', `      traffic moves: ${list(move.from)} → ${list(move.to)}`)];
}

function filesLine({ written, removed }: EnvironmentStaging): string {
  const gone = removed.length === 0 ? '' : `, ${removed.length} removed`;
  return `${count(written.length, 'file')} written${gone}`;
}
