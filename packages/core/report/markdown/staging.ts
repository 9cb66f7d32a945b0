import { sortDiagnostics } from '../../diagnostic/diagnostic.ts';
import type { ApiChange, ApiChangeLevel, EnvironmentStaging, ServiceStaging } from '../staging.ts';
import { visible } from '../visible.ts';
import { count } from '../words.ts';
import { codeSpan, escapeHtml, escapeMarkdown } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, commentLimit, type Detail, fit } from './fit.ts';
import { commitLink } from './source-link.ts';

const marks: Readonly<Record<ApiChangeLevel, string>> = { breaking: '💥', risky: '⚠️', harmless: '·' };
const outcomes: Readonly<Record<ServiceStaging['outcome'], string>> = {
  added: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  removed: 'removed',
  failed: '❌ not read',
  'not-asked': 'as before',
};

const mostLines = 1500;

/** What a pull request of staged specifications says: what comes from where, what changes in each API, what to look at. */
export function renderStaging(
  environment: string,
  services: readonly ServiceStaging[],
  staging: EnvironmentStaging,
): string {
  return fit((detail) => stagingBlocks(environment, services, staging, detail), commentLimit);
}

/** The blocks of {@link renderStaging}; the first says what this is about. */
export function stagingBlocks(
  environment: string,
  services: readonly ServiceStaging[],
  staging: EnvironmentStaging,
  detail: Detail,
): string[] {
  const shown = services.filter(({ outcome }) => !['unchanged', 'not-asked'].includes(outcome));
  const changed = shown.filter(({ changes }) => changes && changes.length > 0);
  const breaking = changed.filter(({ changes }) => changes?.some(({ level }) => level === 'breaking'));
  // More lines than this do not fit however short they are: they need not be written to find out.
  const room = Math.ceil(mostLines / Math.max(1, changed.length));
  const failed = services.filter(({ outcome }) => outcome === 'failed');
  const findings = sortDiagnostics([...services.flatMap(({ diagnostics }) => diagnostics), ...staging.diagnostics]);
  return [
    `Konduct staged the APIs of ${codeSpan(environment)} from their repositories.`,
    ...(breaking.length === 0 ? [] : [`💥 **${count(breaking.length, 'API')} with breaking changes.**`]),
    ...(failed.length === 0
      ? []
      : [
          `❌ **${count(failed.length, 'service')} could not be read** and stay${failed.length === 1 ? 's' : ''} as before.`,
        ]),
    ...(shown.length === 0 ? [] : [serviceTable(shown, detail)]),
    ...(atLeast(detail, 'kinds') ? [...breaking, ...changed.filter((one) => !breaking.includes(one))] : []).map((one) =>
      changesBlock(one, detail, room),
    ),
    ...findingsBlock(findings, detail),
    ...deckBlock(staging, detail),
  ];
}

function serviceTable(services: readonly ServiceStaging[], detail: Detail): string {
  const most = atLeast(detail, 'names') ? 1000 : atLeast(detail, 'kinds') ? 200 : 40;
  const rows = services.slice(0, most).map((service) => {
    const { organization, team, outcome, title, version } = service;
    const api = title === undefined ? '' : `${codeSpan(title, 'cell')} ${codeSpan(version ?? '', 'cell')}`;
    const name = codeSpan(service.service, 'cell');
    return [name, codeSpan(`${organization} / ${team}`, 'cell'), outcomes[outcome], api, commitLink(service)];
  });
  const head = ['Service', 'Organization / team', 'Specification', 'API', 'Commit'];
  const lines = [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const left = services.length - rows.length;
  return [...lines, ...(left > 0 ? ['', `and ${count(left, 'service')} more`] : [])].join('\n');
}

function changesBlock({ service, organization, changes = [] }: ServiceStaging, detail: Detail, room: number): string {
  const most = atLeast(detail, 'everything')
    ? 200
    : atLeast(detail, 'changes')
      ? 50
      : atLeast(detail, 'names')
        ? 10
        : 0;
  const levels: readonly (readonly [ApiChangeLevel, string])[] = [
    ['breaking', 'breaking'],
    ['risky', 'risky'],
    ['harmless', 'other'],
  ];
  const counts = levels.flatMap(([level, word]) => {
    const number = changes.filter((change) => change.level === level).length;
    return number === 0 ? [] : `${number} ${word}`;
  });
  const open = changes.some(({ level }) => level === 'breaking') ? ' open' : '';
  const lines = changes.slice(0, Math.min(most, room)).map(changeLine);
  const left = changes.length - lines.length;
  const title = `<b>${escapeHtml(service)}</b> (${escapeHtml(organization)}): ${counts.join(', ')}`;
  return [
    `<details${open}>`,
    `<summary>${title}</summary>`,
    '',
    ...lines,
    ...(left > 0 ? [`- and ${left} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

function changeLine({ level, operation, text }: ApiChange): string {
  const where = operation === undefined ? '' : `${codeSpan(operation)}: `;
  return `- ${marks[level]} ${where}${escapeMarkdown(text)}`;
}

function findingsBlock(findings: ReturnType<typeof sortDiagnostics>, detail: Detail): string[] {
  if (findings.length === 0) return [];
  return ['### Findings', ...findingsMarkdown(findings, undefined, atLeast(detail, 'names') ? 50 : 10)];
}

function deckBlock({ deckChanges }: EnvironmentStaging, detail: Detail): string[] {
  if (deckChanges.length === 0 || !atLeast(detail, 'kinds')) return [];
  const lines = deckChanges.flatMap(({ path, lines }) => [
    `**${codeSpan(path)}**`,
    '',
    ...(atLeast(detail, 'names') ? lines.map((line) => `- ${codeSpan(visible(line))}`) : [`- ${lines.length} changes`]),
    '',
  ]);
  const title = `decK: ${count(deckChanges.length, 'file')} of gateways change${deckChanges.length === 1 ? 's' : ''}`;
  return [['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>'].join('\n')];
}
