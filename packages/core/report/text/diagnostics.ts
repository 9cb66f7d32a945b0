import type { Diagnostic, Severity } from '../../diagnostic/diagnostic.ts';
import { showRange } from '../../source/range.ts';
import { visible, withoutCommands } from '../../value/visible.ts';
import { type Colour, styleFor } from './style.ts';

const severityColours: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', note: 'cyan' };

/** The most places of one finding that are listed; the others are counted. */
const mostRelated = 5;

/** Diagnostics as compilers print them: `file:line:column: error[code]: message`, then cause, fix and other places. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: { readonly color: boolean }): string {
  const style = styleFor(options.color);
  const lines = diagnostics.flatMap((diagnostic) => {
    const place = diagnostic.at ? `${style('bold', visible(showRange(diagnostic.at)))}: ` : '';
    const label = style(severityColours[diagnostic.severity], `${diagnostic.severity}[${diagnostic.code}]`);
    const { related = [] } = diagnostic;
    const detail = (name: string, text: string) => `  ${style('dim', `${name}:`)} ${visible(text)}`;
    return [
      `${place}${label}: ${visible(diagnostic.message)}`,
      ...(diagnostic.cause === undefined ? [] : [detail('cause', diagnostic.cause)]),
      ...(diagnostic.fix === undefined ? [] : [detail('fix', diagnostic.fix)]),
      ...related.slice(0, mostRelated).map(({ message, at }) => detail('see', `${showRange(at)}: ${message}`)),
      ...(related.length > mostRelated ? [detail('see', `${related.length - mostRelated} more places`)] : []),
    ];
  });
  return lines.length === 0 ? '' : withoutCommands(`${lines.join('\n')}\n`);
}
