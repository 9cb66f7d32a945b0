import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pagePaths } from './page.ts';

const root = path.resolve(import.meta.dirname, '../..');
const pages = [
  ...pagePaths,
  'CONTRIBUTING.md',
  'SECURITY.md',
  'packages/simulator/README.md',
  'action-examples/kong-air/README.md',
  'action-examples/large-platform/README.md',
  'action-examples/loop/README.md',
];

function withoutCode(text: string): string {
  return text.replace(/^( *)```.*\n(?:.*\n)*?\1```$/gm, '').replace(/`[^`]*`/g, (code) => code.replace(/[[\]]/g, ' '));
}

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(file: string): Set<string> {
  const seen = new Map<string, number>();
  const text = readFileSync(file, 'utf8').replace(/^( *)```.*\n(?:.*\n)*?\1```$/gm, '');
  return new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

test.each(pages)('the links of %s lead somewhere in the repository', (page) => {
  const links = [...withoutCode(readFileSync(path.join(root, page), 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = '']) => link,
  );
  const broken = links.filter((link) => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !statSync(target).isDirectory() && !anchorsOf(target).has(anchor);
  });
  expect(broken).toEqual([]);
});
