import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { describe, expect, test } from 'vitest';
import { findTool } from '../../../scripts/tools/place.ts';
import { strictDocument } from '../../../test/stage/strict-document.fixture.ts';
import { unexplainedDifferences } from './unexplained.ts';

// With the real oasdiff: which differences its answer explains depends on how it names them.

const program = await findTool('oasdiff');
const comparer = oasdiffComparer({
  program: program ?? '',
  runner: new SpawnRunner(2),
  environment: { PATH: process.env.PATH },
});

const ok = { '200': { description: 'ok' } };
const body = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } }, responses: ok });
const answer = (schema: object) => ({
  responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
});
const parameters = (...list: readonly object[]) => ({ parameters: list, responses: ok });
const query = (name: string, schema: object, more: object = {}) => ({ name, in: 'query', schema, ...more });
const text = { type: 'string' };
const record = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const tree = { $ref: '#/components/schemas/Tree' };

async function unexplained(before: object, after: object, components: readonly object[] = [{}, {}]) {
  const [old, recent] = [before, after].map((operation, index) =>
    strictDocument(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Things', version: '1' },
        paths: { '/a': { post: operation } },
        components: { schemas: components[index] },
      }),
    ),
  );
  if (!old || !recent) throw new Error('two documents are compared');
  const { changes } = await comparer.compare(old, recent);
  return {
    told: changes.length,
    left: unexplainedDifferences(old, recent, changes).map(({ location }) => location.split('.').slice(-2).join('.')),
  };
}

describe.skipIf(program === undefined)('a difference that the answer explains', () => {
  test.each([
    ['a new property that is required', body(record({})), body(record({ a: text }, { required: ['a'] }))],
    ['another type, with other members', body(record({ a: text })), body({ type: 'array', items: text })],
    ['a format', body(record({ a: text })), body(record({ a: { ...text, format: 'date' } }))],
    ['null', answer(record({ a: text })), answer(record({ a: { type: ['string', 'null'] } }))],
    ['a constant', body(record({ a: { const: 1 } })), body(record({ a: { const: 2 } }))],
    ['the first of several', body({ oneOf: [{ type: 'boolean' }, text] }), body({ oneOf: [text] })],
    ['one of several', body(record({ a: text })), body({ oneOf: [record({ a: text }), record({ b: text })] })],
    ['false', body(record({ a: text })), body(record({ a: false }))],
    ['a parameter', parameters(), parameters(query('q', text))],
    [
      'items of a parameter',
      parameters(query('q', { type: 'array', items: text })),
      parameters(query('q', { type: 'array', items: { type: 'integer' } })),
    ],
    ['a header', { responses: ok }, { responses: { '200': { description: 'ok', headers: { H: { schema: text } } } } }],
    ['a body', { responses: ok }, body(text)],
    ['a schema in a schema', body({ not: { ...text, maxLength: 5 } }), body({ not: { ...text, maxLength: 6 } })],
  ])('%s', async (_, before, after) => {
    const { told, left } = await unexplained(before, after);
    expect(told).toBeGreaterThan(0);
    expect(left).toEqual([]);
  });

  test('in a schema that requests and answers share', async () => {
    const both = { ...body(tree), ...answer(tree) };
    const shared = (limit: number) => ({ Tree: record({ next: tree, name: { ...text, maxLength: limit } }) });
    expect(await unexplained(both, both, [shared(1), shared(2)])).toMatchObject({ left: [] });
  });
});

describe.skipIf(program === undefined)('a difference that only stands beside a change', () => {
  test.each([
    [
      'a closed object',
      body(record({})),
      body(record({ a: text }, { additionalProperties: false })),
      'schema.additionalProperties',
    ],
    [
      'an excluded value',
      answer(record({ a: text })),
      answer(record({ a: { ...text, not: { enum: ['x'] } }, b: text })),
      '*.not',
    ],
    [
      'the style of a parameter',
      parameters(query('q', text)),
      parameters(query('q', text, { style: 'pipeDelimited', explode: true }), query('r', text)),
      '*.style',
    ],
    [
      'a limit of another part of a parameter',
      parameters(query('q', { ...text, maxLength: 1 }), query('r', { items: { ...text, maxLength: 1 } })),
      parameters(query('q', { ...text, maxLength: 2 }), query('r', { items: { ...text, maxLength: 2 } })),
      'items.maxLength',
    ],
    [
      'a callback',
      body(text),
      { ...body({ ...text, maxLength: 3 }), callbacks: { c: { '{$url}': { post: { responses: ok } } } } },
      'callbacks',
    ],
  ])('%s', async (_, before, after, place) => {
    const { told, left } = await unexplained(before, after);
    expect(told).toBeGreaterThan(0);
    expect(left).toEqual([place]);
  });
});
