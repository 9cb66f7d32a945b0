import { expect, test } from 'vitest';
import { referenceAdvice } from './reference-advice.ts';

const document = {
  components: {
    schemas: {
      Thing: { $id: 'https://x.example/thing', $anchor: 'thing', $defs: { 'a/b': { type: 'string' } } },
    },
  },
};

test.each([
  ['#thing', '`#thing` is the `$anchor` of a schema', '#/components/schemas/Thing'],
  ['https://x.example/thing', '`https://x.example/thing` is the `$id` of a schema', '#/components/schemas/Thing'],
  ['thing#/$defs/a~1b', '`thing` is the `$id` of a schema', '#/components/schemas/Thing/$defs/a~1b'],
  ['#/$defs/a~1b', '`#/$defs/a~1b` counts from the top', '#/components/schemas/Thing/$defs/a~1b'],
])('%s is told as what it is, with the place that it means', (reference, cause, place) => {
  const advice = referenceAdvice(reference, document);
  expect(advice?.cause).toContain(cause);
  expect(advice?.fix).toBe(`Refer to \`${place}\`.`);
});

test.each(['#other', '#/components/schemas/Other', 'other.yaml', '#/$defs/other', ''])(
  '%j is none of these',
  (reference) => {
    expect(referenceAdvice(reference, document)).toBeUndefined();
  },
);
