/** The parts of a comment that Konduct's comments use. */
export type Block =
  | { readonly type: 'heading' | 'paragraph'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'fold'; readonly title: string; readonly lines: readonly string[] };

/** @throws Error for Markdown that the picture cannot show, because it would be left out unnoticed */
export function parseBlocks(markdown: string): Block[] {
  // Lists inside of folds belong to the folds.
  return markdown
    .trim()
    .split(/\n\n(?=##|\*\*|\||<details>)|(?<=\*\* \(\d+\))\n\n(?=- )/)
    .map(parseBlock);
}

function parseBlock(text: string): Block {
  if (text.startsWith('## ')) return { type: 'heading', text: text.slice(3) };
  if (text.startsWith('**')) return { type: 'paragraph', text };
  if (text.startsWith('- ')) return { type: 'list', items: text.slice(2).split('\n- ').map(unescaped) };
  if (text.startsWith('|')) {
    const [head = [], , ...rows] = text.split('\n').map((line) => line.slice(2, -2).split(' | '));
    return { type: 'table', head: head.map((cell) => cell.trim()), rows };
  }
  const fold = /^<details>\n<summary>(.*)<\/summary>\n\n([\s\S]*)\n\n<\/details>$/.exec(text);
  if (!fold) throw new Error(`no picture of ${text.slice(0, 60)}`);
  const [, title = '', content = ''] = fold;
  return { type: 'fold', title, lines: content.split('\n').filter((line) => !line.startsWith('```')) };
}

/** Text without Markdown's escapes and the marks that prevent links on GitHub. */
function unescaped(text: string): string {
  return text.replace(/\\([^\w\s])/g, '$1').replaceAll('\u200b', '');
}
