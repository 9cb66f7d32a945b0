import { ExactNumber } from '@konduct/core/source/exact-number';
import { type ScalarTag, stringify } from 'yaml';
import { jsonText } from '../document/write-json.ts';

/** Numbers in their author's notation. */
const exactNumbers: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  // Matches no text: the tag is only for writing.
  test: /(?!)/,
  resolve: (text) => text,
  identify: (value) => value instanceof ExactNumber,
  stringify: ({ value }) => String(value),
};

/** Text with characters that older readers take for line breaks or for special values. */
const oddText: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /(?!)/,
  resolve: (text) => text,
  identify: (value) => typeof value === 'string' && /[\u007f-\u009f\u2028\u2029\ufeff]|^=$/.test(value),
  stringify: ({ value }) => jsonText(value),
};

/** Writes a value as YAML that readers of YAML 1.1 and 1.2 read alike. */
export function writeYaml(value: unknown): string {
  return stringify(value, {
    compat: 'yaml-1.1',
    customTags: (tags) => [exactNumbers, oddText, ...tags],
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
