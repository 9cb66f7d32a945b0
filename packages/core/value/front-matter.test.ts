import { expect, test } from 'vitest';
import { frontMatterOf } from './front-matter.ts';

test.each([
  ['nothing', '', {}],
  ['no front matter', '# Title\ntitle: x\n', {}],
  ['one that does not end', '---\ntitle: x\n', {}],
  ['one behind a line', '\n---\ntitle: x\n---\n', {}],
  ['an empty one', '---\n---\n# Title\n', {}],
  [
    'all of it',
    '---\ntitle: A page\ndescription: "What: it is"\nvisibility: public # for all\nstatus: \'published\'\n---\n',
    { title: 'A page', description: 'What: it is', visibility: 'public', status: 'published' },
  ],
  ['other line ends', '---\r\ntitle: x\r\n---\r\n', { title: 'x' }],
  ['other keys and lines', '---\nauthor: me\n- item\n  title: below\ntitle:x\nstatus:\n---\n', {}],
  ['quotes that do not end', '---\ntitle: "x\n---\n', { title: '"x' }],
  ['a comment alone', '---\ntitle: # none\n---\n', {}],
])('of a page with %s', (_, text, found) => {
  expect(frontMatterOf(text)).toEqual(found);
});
