import { evaluationError } from '../engine-error.ts';
import { formatText } from './format.ts';
import type { CelFunction } from './function.ts';
import { replace } from './text.ts';

/** cel-go's string functions that the engine lacks. Positions count code points, as its size() does. */
export const stringFunctions: readonly CelFunction[] = [
  {
    name: 'charAt',
    signature: 'string.charAt(int): string',
    description:
      'The character at a position, or an empty text right behind the last one; any other position is an error.',
    example: "'orders'.charAt(2) == 'd'",
    handler: charAt,
  },
  {
    name: 'replace',
    signature: 'string.replace(string, string): string',
    description: 'The text with every occurrence of the first argument replaced by the second.',
    example: "'orders_api_v2'.replace('_', '-') == 'orders-api-v2'",
    handler: replace,
  },
  {
    name: 'replace',
    signature: 'string.replace(string, string, int): string',
    description: 'The same for the first occurrences only, as many as the number says; all if it is negative.',
    example: "'a_b_c'.replace('_', '-', 1) == 'a-b_c'",
    handler: replace,
  },
  {
    name: 'reverse',
    signature: 'string.reverse(): string',
    description: 'The characters of the text in the opposite order.',
    example: "'abc'.reverse() == 'cba'",
    handler: (text: string) => [...text].reverse().join(''),
  },
  {
    name: 'format',
    signature: 'string.format(list<dyn>): string',
    description: 'The text with its clauses (%s %d %f %e %x %X %o %b, %% for %) replaced by the values of the list.',
    example: "'%s-%d'.format(['api', 2]) == 'api-2'",
    handler: formatText,
  },
  {
    name: 'strings.quote',
    signature: 'strings.quote(string): string',
    description: 'The text as a CEL string literal in double quotation marks.',
    example: `strings.quote('say "hi"') == '"say \\\\"hi\\\\""'`,
    handler: quote,
  },
];

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters CEL has escapes for
  return `"${text.toWellFormed().replace(/[\x07\b\f\n\r\t\v\\"]/g, (character) => escapes[character] ?? character)}"`;
}

function charAt(text: string, position: bigint): string {
  const characters = [...text];
  const index = Number(position);
  if (index < 0 || index > characters.length) {
    throw evaluationError('index_out_of_range', `charAt() position ${position} is not within the text`);
  }
  return characters[index] ?? '';
}
