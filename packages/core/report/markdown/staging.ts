import { sortDiagnostics } from '../../diagnostic/diagnostic.ts';
import type { EnvironmentStaging, ServiceStaging } from '../../run/staging.ts';
import { count } from '../../value/count.ts';
import { visible } from '../../value/visible.ts';
import { changedWords, versionWords } from '../comparison-words.ts';
import { otherFilesWords } from '../other-files.ts';
import { changesBlocks, chooseChanges, type ToldChanges } from './api-changes.ts';
import { apiHeadlines } from './api-headlines.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingsMarkdown } from './findings.ts';
import { atLeast, commentLimit, type Detail, fitLists } from './fit.ts';
import { newApiBlocks } from './new-apis.ts';
import { commitLink } from './source-link.ts';

const mostFiles = 20;
const outcomes: Readonly<Record<ServiceStaging['outcome'], string>> = {
  added: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  removed: 'removed',
  failed: '❌ not read',
  'not-asked': 'as before',
};

/** Options of a page about a staging. */
export interface StagingPage {
  readonly detail: Detail;
  readonly told: ToldChanges;
  /** The address of the run's GitHub: `https://github.com`. */
  readonly server: string | undefined;
}

/**
 * The text of a pull request with staged specifications: their origins, the changes in each API, and the findings.
 *
 * @param server the address of the run's GitHub
 */
export function renderStaging(
  environment: string,
  services: readonly ServiceStaging[],
  staging: EnvironmentStaging,
  server?: string,
): string {
  return fitLists((detail, room) => {
    const told = chooseChanges(services, room, commentLimit.measure);
    return stagingBlocks(environment, services, staging, { detail, told, server });
  }, commentLimit);
}

/** The blocks of {@link renderStaging}; the first introduces the pull request. */
export function stagingBlocks(
  environment: string,
  services: readonly ServiceStaging[],
  staging: EnvironmentStaging,
  { detail, told, server }: StagingPage,
): string[] {
  const shown = services.filter((service) => !isAsBefore(service) || service.otherFiles);
  const changing = shown.filter((service) => !isAsBefore(service) && service.outcome !== 'failed');
  const failed = services.filter(({ outcome }) => outcome === 'failed');
  const findings = sortDiagnostics([...services.flatMap(({ diagnostics }) => diagnostics), ...staging.diagnostics]);
  return [
    `Konduct staged the APIs of ${codeSpan(environment)} from their repositories.`,
    ...apiHeadlines(services, staging),
    ...(failed.length === 0
      ? []
      : [
          `❌ **${count(failed.length, 'service')} could not be read** and stay${failed.length === 1 ? 's' : ''} as before.`,
        ]),
    ...(changing.length === 0 && files(staging).length > 0 ? ['**No specification changes.**'] : []),
    ...(shown.length === 0 ? filesBlock(staging) : [serviceTable(shown, detail, server)]),
    ...changesBlocks(services, told),
    ...newApiBlocks(services, detail),
    ...findingsBlock(findings, detail),
    ...deckBlock(staging, detail),
  ];
}

function isAsBefore({ outcome }: ServiceStaging): boolean {
  return outcome === 'unchanged' || outcome === 'not-asked';
}

function files({ written, removed }: EnvironmentStaging): readonly string[] {
  return [...written, ...removed];
}

/** The changed files, if neither specifications nor gateway entities change: for example only decK's records. */
function filesBlock(staging: EnvironmentStaging): string[] {
  const all = files(staging);
  if (all.length === 0 || staging.deckChanges.length > 0) return [];
  const left = all.length - mostFiles;
  const names = all.slice(0, mostFiles).map((name) => `- ${codeSpan(name)}`);
  return [['Files:', '', ...names, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n')];
}

function serviceTable(services: readonly ServiceStaging[], detail: Detail, server: string | undefined): string {
  const most = atLeast(detail, 'names') ? 1000 : atLeast(detail, 'kinds') ? 200 : 40;
  const rows = services.slice(0, most).map((service) => {
    const { organization, team, outcome, title } = service;
    const api = title === undefined ? '' : `${codeSpan(title, 'cell')} ${versions(service)}`;
    const name = codeSpan(service.service, 'cell');
    const only = otherFilesWords(service);
    const changed = outcome === 'changed' ? changedWords(service) : undefined;
    const told = changed === undefined ? '' : `: ${escapeMarkdown(changed)}`;
    const what = `${outcomes[outcome]}${told}${only === undefined ? '' : `; ${escapeMarkdown(only)}`}`;
    return [name, codeSpan(`${organization} / ${team}`, 'cell'), what, api, commitLink(service, server)];
  });
  const head = ['Service', 'Organization / team', 'Specification', 'API', 'Commit'];
  const lines = [head, head.map(() => ':--'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const left = services.length - rows.length;
  return [...lines, ...(left > 0 ? ['', `and ${count(left, 'service')} more`] : [])].join('\n');
}

/** The version before and after, or the one version if it stays the same. */
function versions(service: ServiceStaging): string {
  const { version = '', before } = service;
  const old =
    before?.version === undefined || before.version === version ? '' : `${codeSpan(before.version, 'cell')} → `;
  const problem = versionWords(service);
  return `${old}${codeSpan(version, 'cell')}${problem === undefined ? '' : ` 🔢 ${problem}`}`;
}

function findingsBlock(findings: ReturnType<typeof sortDiagnostics>, detail: Detail): string[] {
  if (findings.length === 0) return [];
  return ['### Findings', ...findingsMarkdown(findings, undefined, atLeast(detail, 'names') ? 50 : 10)];
}

function deckBlock({ deckChanges }: EnvironmentStaging, detail: Detail): string[] {
  if (deckChanges.length === 0 || !atLeast(detail, 'kinds')) return [];
  const lines = deckChanges.flatMap(({ path, lines, total }) => {
    const left = total - lines.length;
    return [
      `**${codeSpan(path)}**`,
      '',
      ...(atLeast(detail, 'names')
        ? [...lines.map((line) => `- ${codeSpan(visible(line))}`), ...(left > 0 ? [`- and ${left} more`] : [])]
        : [`- ${count(total, 'change')}`]),
      '',
    ];
  });
  const title = `decK: ${count(deckChanges.length, 'file')} of gateways change${deckChanges.length === 1 ? 's' : ''}`;
  return [['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>'].join('\n')];
}
