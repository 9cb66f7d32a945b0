import { box, type Run, runs, type TextStyle, text, widthOf } from './svg.ts';

/** The shapes of a line of text with `code` in pills, `**bold**` and `<b>bold</b>`, as GitHub shows it. */
export function inline(x: number, y: number, source: string, style: TextStyle = {}): string[] {
  const { size = 14 } = style;
  const shapes: string[] = [];
  let at = x;
  let waiting: Run[] = [];
  const flush = () => {
    if (waiting.length === 0) return;
    shapes.push(runs(at, y, waiting, style));
    at += waiting.reduce(
      (sum, { content, bold }) => sum + widthOf(content, bold ? { ...style, weight: 600 } : style),
      0,
    );
    waiting = [];
  };
  for (const [, bold, html, code, plain] of source.matchAll(/\*\*(.+?)\*\*|<b>(.+?)<\/b>|`(.+?)`|([^`*<]+)/g)) {
    if (code === undefined) {
      waiting.push({ content: bold ?? html ?? plain ?? '', bold: plain === undefined });
      continue;
    }
    flush();
    const codeStyle: TextStyle = { ...style, size: size * 0.86, font: 'mono' };
    const width = widthOf(code, codeStyle) + 10;
    const pill = box(at, y - size * 1.05, width, size * 1.42, 'rx="5" fill="#eff1f3"');
    shapes.push(pill, text(at + 5, y, code, codeStyle));
    at += width;
  }
  flush();
  return shapes;
}
