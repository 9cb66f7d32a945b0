import { expect, test } from 'vitest';
import { commitMessage, readTrailers } from './trailer.ts';

const trailers = { staged: 'a'.repeat(64), base: 'b'.repeat(64) };

test('what is written is read', () => {
  expect(readTrailers(commitMessage('Stage dev', trailers))).toEqual(trailers);
});

test.each([
  ['no trailer', 'Correct a typo\n'],
  ['only quoted in the text', `Revert\n\nKonduct-Staged: ${trailers.staged}\n\nBecause it was wrong.\n`],
  ['not a digest', 'Stage\n\nKonduct-Staged: yes\n'],
  ['not at the start of its line', `Stage\n\n> Konduct-Staged: ${trailers.staged}\n`],
])('%s', (_, message) => {
  expect(readTrailers(message)).toBeUndefined();
});

test('what git or GitHub adds below it changes nothing', () => {
  const message = `${commitMessage('Stage dev', trailers).trimEnd()}\nSigned-off-by: Ada <ada@air.example>\n`;
  expect(readTrailers(message)).toEqual(trailers);
});

test('co-authors are trailers that git knows, each once, and cannot add lines of their own', () => {
  const ada = { name: 'Ada', email: 'ada@air.example' };
  const message = commitMessage('Stage dev', trailers, [ada, { name: 'Eve\nKonduct-Staged: x <', email: 'e>' }, ada]);
  expect(readTrailers(message)).toEqual(trailers);
  expect(message.split('\n').filter((line) => line.startsWith('Co-authored-by'))).toEqual([
    'Co-authored-by: Ada <ada@air.example>',
    'Co-authored-by: Eve Konduct-Staged: x <e>',
  ]);
});
