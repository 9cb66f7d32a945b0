import { styleFor } from '@konduct/core/report/text/style';
import { countSeverities } from '@konduct/core/run/findings';
import { count } from '@konduct/core/value/count';
import { visible, withoutCommands } from '@konduct/core/value/visible';
import type { RenderCounts } from '@konduct/deck/render/render';
import { resultClause } from './gateway/words.ts';
import { deckText } from './markdown.ts';
import { type DeckReport, deckFindings } from './report.ts';

/** A run with decK as text for a terminal or a log, without its diagnostics. */
export function renderDeckText(report: DeckReport, options: { readonly color: boolean }): string {
  const style = styleFor(options.color);
  const verdict = verdictOf(report);
  const blocks = [
    ...report.notes.map(visible),
    ...(report.controlPlanes.length === 0 ? [] : [deckText(report).trimEnd()]),
    ...(report.written?.length ? [report.written.map((file) => `  ${visible(file)}`).join('\n')] : []),
    style(report.failureReason === undefined ? 'green' : 'red', verdict),
  ];
  return withoutCommands(`${blocks.join('\n\n')}\n`);
}

/** The result of a run in one sentence. */
export function verdictOf(report: DeckReport): string {
  const { mode, failureReason, controlPlanes } = report;
  switch (mode) {
    case 'render':
      return renderVerdict(report);
    case 'lint':
      return failureReason === undefined || failureReason === 'lint-failed'
        ? lintVerdict(report)
        : 'Nothing was linted; see the errors.';
    case 'diff':
      return controlPlanes.length === 0 && failureReason !== undefined
        ? 'Nothing was compared; see the errors.'
        : `Diff: ${resultClause(controlPlanes, mode)}.`;
    case 'sync':
      return controlPlanes.length === 0 && failureReason !== undefined
        ? 'Nothing was synced; see the errors.'
        : `Sync: ${resultClause(controlPlanes, mode)}.`;
  }
}

function renderVerdict({ written, rendering, failureReason }: DeckReport): string {
  if (!written) return 'Nothing was rendered; see the errors.';
  const state = written.length === 0 ? 'every file was current' : `${count(written.length, 'file')} differed`;
  const work = rendering ? ` (${convertedOf(rendering)})` : '';
  return `Rendered: ${state}${work}${failureReason === undefined ? '' : '; not all could be rendered'}.`;
}

/** The other specifications had decK files that were up to date, which may still be merged anew. */
function convertedOf({ rendered, kept }: RenderCounts): string {
  return `${count(rendered + kept, 'specification')}, ${rendered} converted anew`;
}

function lintVerdict(report: DeckReport): string {
  const { errors, warnings } = countSeverities(deckFindings(report));
  return `Lint: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
}
