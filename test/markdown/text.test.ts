import { codeBlock, codeSpan, escapeHtml, escapeMarkdown, messageMarkdown } from '@konduct/core/report/markdown/escape';
import { inert } from '@konduct/core/report/markdown/inert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileTexts, referencesIn } from './references.ts';
import { readHtml, renderers } from './rendered.ts';

/** Places for untrusted text: the Markdown around it, and the elements of that Markdown. */
const places: Readonly<Record<string, { write: (text: string) => string; elements: readonly string[] }>> = {
  paragraph: { write: escapeMarkdown, elements: ['p'] },
  'list item': { write: (text) => `- ${escapeMarkdown(text)}`, elements: ['li', 'ul'] },
  'emphasized text': { write: (text) => `**x ${escapeMarkdown(text)} x**`, elements: ['p', 'strong'] },
  message: { write: messageMarkdown, elements: ['code', 'p'] },
  'table cell': {
    write: (text) => `| a |\n|---|\n| ${escapeMarkdown(text)} |`,
    elements: ['table', 'tbody', 'td', 'th', 'thead', 'tr'],
  },
  'title of a fold': {
    write: (text) => `<details>\n<summary>${escapeHtml(text)}</summary>\n\nx\n\n</details>`,
    elements: ['details', 'p', 'summary'],
  },
  'code span': { write: (text) => codeSpan(text), elements: ['code', 'p'] },
  'code in a cell': {
    write: (text) => `| a |\n|---|\n| ${codeSpan(text, 'cell')} |`,
    elements: ['code', 'table', 'tbody', 'td', 'th', 'thead', 'tr'],
  },
  'code block': { write: (text) => codeBlock('diff', text.split('\n')), elements: ['code', 'pre'] },
};

/** The elements and references that an untrusted text became. */
function found(html: string, elements: readonly string[]): unknown {
  const read = readHtml(html);
  return {
    links: read.links,
    elements: read.elements.filter((element) => !elements.includes(element)),
    references: read.texts.flatMap(referencesIn),
  };
}

const nothing = { links: [], elements: [], references: [] };

test('the renderers and our patterns know what is to be kept out', () => {
  for (const render of Object.values(renderers)) {
    expect(readHtml(render('www.a.example https://b.example c@d.example')).links).toHaveLength(3);
    expect(readHtml(render('<img src=x>\n\n- a')).elements).toEqual(['img', 'li', 'ul']);
    expect(readHtml(render('a `@b` [#1](https://x.example) &amp;')).texts.map((text) => text.trim())).toEqual([
      'a',
      '&',
    ]);
  }
  const all = '@a #1 T-1 GH-1 CVE-1 3d3c42e :a: https://x www.x a@b';
  expect(referencesIn(all).sort()).toEqual(
    [
      'address',
      'advisory',
      'commit',
      'custom autolink',
      'emoji',
      'issue',
      'issue by name',
      'mail',
      'mention',
      'www',
    ].sort(),
  );
});

describe.each(Object.entries(renderers))('%s', (_, render) => {
  describe.each(Object.entries(places))('in a %s', (_, { write, elements }) => {
    test.each(Object.entries(hostileTexts))('%s', (_, text) => {
      expect(found(render(write(text)), elements)).toEqual(nothing);
    });
  });

  test('any mixture of such texts, anywhere', () => {
    const pieces = [...Object.values(hostileTexts), ...'`*_[]()<>|\\~$#@:/.-=+!&; \nwh0a9'];
    const texts = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.values(places)), (text, { write, elements }) => {
        expect(found(render(write(text)), elements)).toEqual(nothing);
      }),
      { numRuns: 400, seed: 9 },
    );
  });
});

test('what people read is the same', () => {
  const text = 'closes GH-1 of TICKET-2 at www.a.example by ines@b.example: 3d3c42e5aac5, https://c.example :tada: #7';
  expect(inert(text)).not.toBe(text);
  expect(inert(text).replaceAll('\u200b', '')).toBe(text);
  expect(inert('a plain sentence: nothing, at 12:30.')).toBe('a plain sentence: nothing, at 12:30.');
});

test('titles and commit messages refer to nothing', () => {
  for (const text of Object.values(hostileTexts)) expect(referencesIn(inert(text))).toEqual([]);
});
