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
