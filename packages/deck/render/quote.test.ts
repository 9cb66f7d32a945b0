import { parseYaml } from '@konduct/core/source/yaml';
import { expect, test } from 'vitest';
import { quoteTemplates } from './quote.ts';

const key = '${{ env "DECK_KEY" }}';
const lines = (spaces: number) => `\${{ env "DECK_KEY" | indent ${spaces} }}`;

test.each([
  ['a value', `a: ${key}\n`, `a: '${key}'\n`],
  ['a text', `a: hello ${key} # there\n`, `a: 'hello ${key}' # there\n`],
  ['an item', `a:\n- ${key}\n`, `a:\n- '${key}'\n`],
  ['a key', `${key}: b\n`, `'${key}': b\n`],
  ['a text with quotes', `a: it's ${key}\n`, `a: 'it''s ${key}'\n`],
  ['several lines of one text', `a: 'x\n  ${key}'\n`, `a: 'x ${key}'\n`],
  ['a number', 'a: ${{ env "DECK_PORT" | toInt }}\n', undefined],
  ['what is quoted', `a: '${key}'\nb:\n  - 'x ${key}'\n`, undefined],
  ['lines', `a:\n  b: ${lines(9)}\n`, `a:\n  b: |-\n    ${lines(4)}\n`],
  ['lines in a list', `a:\n- ${lines(9)}\n- c: ${lines(9)}\n`, `a:\n- |-\n  ${lines(2)}\n- c: |-\n    ${lines(4)}\n`],
  ['a block', `a:\n  b: |\n    ${lines(2)}\n`, `a:\n  b: |\n    ${lines(4)}\n`],
  ['a block with other text', `a: |\n  local x = "${key}"\n    y\n`, undefined],
  ['nothing', 'a: b\n', undefined],
  ['what is no YAML', `a: [${key}\n`, undefined],
])('%s', (_, text, quoted) => {
  const written = quoteTemplates(text);
  expect(written).toBe(quoted ?? text);
  expect(quoteTemplates(written)).toBe(written);
  if (!text.includes('indent'))
    expect(parseYaml({ path: '', text: written }).value).toEqual(parseYaml({ path: '', text }).value);
});
