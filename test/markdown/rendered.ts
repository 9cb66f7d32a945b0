import gfm from 'cmark-gfm-js';
import { micromark } from 'micromark';
import { gfm as extensions, gfmHtml } from 'micromark-extension-gfm';

/** Renderers of GitHub's Markdown: an old version of GitHub's own cmark-gfm, and a newer one with the same rules. */
export const renderers = {
  'cmark-gfm': (markdown: string) => gfm.convertUnsafe(markdown),
  micromark: (markdown: string) =>
    micromark(markdown, { extensions: [extensions()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }),
} as const;

/** The contents of a rendered page apart from plain text. */
export interface Rendered {
  /** Names of the elements, each once. */
  readonly elements: readonly string[];
  readonly links: readonly string[];
  /** Texts in which GitHub looks for references: all but those in code or in links. */
  readonly texts: readonly string[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

export function readHtml(html: string): Rendered {
  const shown = html.replace(/<!--[\s\S]*?-->/g, '');
  const links = [...shown.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) => href);
  const elements = [...shown.matchAll(/<([a-z][a-z0-9]*)\b/gi)].map(([, name = '']) => name.toLowerCase());
  const texts = shown
    .replace(/<(pre|code|a)\b[\s\S]*?<\/\1>/g, '<>')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&(?:(amp|lt|gt|quot)|#(\d+));/g, (_, name, code) => decoded(name, code)));
  return { elements: [...new Set(elements)].sort(), links, texts: texts.filter((text) => text.trim() !== '') };
}

function decoded(name: string | undefined, code: string | undefined): string {
  return name === undefined ? String.fromCodePoint(Number(code)) : (entities[name] ?? '');
}
