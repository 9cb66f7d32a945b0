const fonts = {
  sans: "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif",
  mono: "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
};

export interface TextStyle {
  readonly size?: number;
  readonly weight?: 400 | 600;
  readonly colour?: string;
  readonly font?: keyof typeof fonts;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** The approximate width of a text. It is exact for fixed-width fonts, which are forced to it. */
export function widthOf(text: string, { size = 14, weight = 400, font = 'sans' }: TextStyle = {}): number {
  if (font === 'mono') return [...text].length * size * 0.6;
  const narrow = [...text].filter((character) => /[\s.,:;'()|ijlft]/.test(character)).length;
  return ([...text].length * 0.56 - narrow * 0.27) * size * (weight === 600 ? 1.14 : 1.02);
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  return runs(x, y, [{ content, bold: false }], style);
}

/** A part of a line with its own weight. */
export interface Run {
  readonly content: string;
  readonly bold: boolean;
}

/** Parts of a line, one after the other, wherever the viewer's fonts let them end. */
export function runs(x: number, y: number, parts: readonly Run[], style: TextStyle = {}): string {
  const { size = 14, weight = 400, colour = '#1f2328', font = 'sans', anchor = 'start' } = style;
  const width = parts.reduce((sum, { content }) => sum + widthOf(content, style), 0);
  const exact = font === 'mono' ? ` textLength="${round(width)}" lengthAdjust="spacingAndGlyphs"` : '';
  const inner = parts.map(({ content, bold }) =>
    bold ? `<tspan font-weight="600">${escapeXml(content)}</tspan>` : escapeXml(content),
  );
  return `<text x="${round(x)}" y="${round(y)}" font-family="${fonts[font]}" font-size="${size}" font-weight="${weight}" fill="${colour}" text-anchor="${anchor}" xml:space="preserve"${exact}>${inner.join('')}</text>`;
}

export function box(x: number, y: number, width: number, height: number, attributes: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${attributes}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${colour}" fill="none"/>`;
}

export function picture(width: number, height: number, title: string, shapes: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
