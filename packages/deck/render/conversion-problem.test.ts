import { expect, test } from 'vitest';
import { conversionProblem } from './conversion-problem.ts';

test('a reference by `$anchor`, which decK does not know, is told with the place that it means', () => {
  const text = [
    'openapi: 3.1.0',
    'paths: {/a: {get: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: "#thing"}}}}}}}}',
    'components: {schemas: {Thing: {$anchor: thing, type: string}}}',
  ].join('\n');
  const reason = 'cannot create v3 model from document: component `#thing` does not exist in the specification';
  const file = { path: 'openapi.yaml', text };
  const problem = conversionProblem({ ok: false, code: 'deck-failed', reason }, file, { text, places: undefined });
  expect(problem).toMatchObject({
    message: 'decK finds nothing at "#thing" in openapi.yaml',
    fix: 'Refer to `#/components/schemas/Thing`.',
    at: { start: { line: 2 } },
  });
  expect(problem.cause).toContain('`#thing` is the `$anchor` of a schema');
});
