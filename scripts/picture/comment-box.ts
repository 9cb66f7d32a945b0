import { inline } from './inline.ts';
import type { Block } from './markdown-blocks.ts';
import { box, line, picture, text, widthOf } from './svg.ts';

const width = 900;
const left = 72;
const right = width - 16;
const inside = left + 16;
const border = '#d1d9e0';
/** The most lines of the open fold. */
const shownLines = 16;

const diffColours: Readonly<Record<string, readonly [background: string, ink: string]>> = {
  '+': ['#dafbe1', '#116329'],
  '-': ['#ffebe9', '#82071e'],
  '!': ['#fff1e5', '#953800'],
  '#': ['#f6f8fa', '#59636e'],
};

interface Drawn {
  readonly shapes: readonly string[];
  readonly bottom: number;
}

/** A comment on a pull request as GitHub shows it, with one fold open. */
export function commentPicture(blocks: readonly Block[], opened: string, title: string): string {
  const shapes: string[] = [];
  let y = 56;
  for (const block of blocks) {
    const drawn = draw(block, y, opened);
    shapes.push(...drawn.shapes);
    y = drawn.bottom;
  }
  return picture(width, y + 20, title, [...frame(y + 12), ...header(), ...shapes]);
}

function frame(bottom: number): string[] {
  return [
    box(0, 0, width, bottom + 8, 'fill="#ffffff"'),
    box(left, 8, right - left, bottom - 8, `rx="6" fill="#ffffff" stroke="${border}"`),
  ];
}

function header(): string[] {
  const bot = text(left + 16, 32, 'github-actions', { weight: 600 });
  const badge = left + 20 + widthOf('github-actions', { weight: 600 });
  return [
    `<path d="M${left} 44V14a6 6 0 0 1 6-6H${right - 6}a6 6 0 0 1 6 6V44Z" fill="#f6f8fa" stroke="${border}"/>`,
    `<circle cx="36" cy="28" r="20" fill="#1f2328"/>`,
    `<path d="M28 22l9 6-9 6Z" fill="#ffffff"/>`,
    bot,
    box(badge, 19, 30, 18, `rx="9" fill="none" stroke="${border}"`),
    text(badge + 15, 32, 'bot', { size: 12, colour: '#59636e', anchor: 'middle' }),
    text(badge + 38, 32, 'commented', { colour: '#59636e' }),
  ];
}

function draw(block: Block, y: number, opened: string): Drawn {
  switch (block.type) {
    case 'heading': {
      const shapes = inline(inside, y + 26, block.text, { size: 20, weight: 600 });
      return { shapes: [...shapes, line(inside, y + 40, right - 16, y + 40, border)], bottom: y + 48 };
    }
    case 'paragraph':
      return { shapes: inline(inside, y + 20, block.text), bottom: y + 32 };
    case 'list':
      return drawList(block.items, y);
    case 'table':
      return drawTable(block, y);
    case 'fold':
      return block.title.includes(opened) ? drawOpen(block.title, block.lines, y) : drawClosed(block.title, y);
  }
}

function drawList(items: readonly string[], y: number): Drawn {
  const row = 24;
  const shapes = items.flatMap((item, index) => {
    const baseline = y + 16 + index * row;
    return [
      `<circle cx="${inside + 12}" cy="${baseline - 5}" r="2.5" fill="#1f2328"/>`,
      ...inline(inside + 26, baseline, item),
    ];
  });
  return { shapes, bottom: y + items.length * row + 8 };
}

function drawTable({ head, rows }: Extract<Block, { type: 'table' }>, y: number): Drawn {
  const row = 33;
  const widths = head.map((cell, column) =>
    Math.max(
      column === 0 ? 130 : 76,
      ...[cell, ...rows.map((cells) => cells[column] ?? '')].map((each) => widthOf(each) + 26),
    ),
  );
  const total = widths.reduce((sum, each) => sum + each, 0);
  const shapes: string[] = [];
  for (const [index, cells] of [head, ...rows].entries()) {
    const top = y + 4 + index * row;
    if (index % 2 === 0 && index > 0) shapes.push(box(inside, top, total, row, 'fill="#f6f8fa"'));
    let x = inside;
    for (const [column, cell] of cells.entries()) {
      const cellWidth = widths[column] ?? 0;
      shapes.push(box(x, top, cellWidth, row, `fill="none" stroke="${border}"`));
      if (column === 0) shapes.push(...inline(x + 13, top + 21, cell));
      else shapes.push(text(x + cellWidth - 13, top + 21, cell, { anchor: 'end', weight: index === 0 ? 600 : 400 }));
      x += cellWidth;
    }
  }
  return { shapes, bottom: y + 4 + (rows.length + 1) * row + 12 };
}

function drawClosed(title: string, y: number): Drawn {
  const triangle = `<path d="M${inside + 2} ${y + 8}l7 5-7 5Z" fill="#1f2328"/>`;
  return { shapes: [triangle, ...inline(inside + 18, y + 18, title)], bottom: y + 28 };
}

function drawOpen(title: string, lines: readonly string[], y: number): Drawn {
  const lineHeight = 18;
  const shown = lines.slice(0, shownLines);
  const left = lines.length - shown.length;
  const top = y + 30;
  const height = (shown.length + (left > 0 ? 1 : 0)) * lineHeight + 24;
  const triangle = `<path d="M${inside} ${y + 10}h11l-5.5 7Z" fill="#1f2328"/>`;
  const shapes = [triangle, ...inline(inside + 18, y + 18, title)];
  shapes.push(box(inside, top, right - 16 - inside, height, 'rx="6" fill="#f6f8fa"'));
  for (const [index, content] of shown.entries()) {
    const [background, ink] = diffColours[content[0] ?? ''] ?? ['#f6f8fa', '#1f2328'];
    const baseline = top + 12 + index * lineHeight;
    shapes.push(box(inside + 12, baseline, right - 40 - inside, lineHeight, `fill="${background}"`));
    shapes.push(text(inside + 16, baseline + 13, content, { size: 12, font: 'mono', colour: ink }));
  }
  const rest = top + 12 + shown.length * lineHeight + 14;
  if (left > 0) shapes.push(text(inside + 16, rest, `⋮ ${left} more lines`, { size: 12, colour: '#59636e' }));
  return { shapes, bottom: top + height + 14 };
}
