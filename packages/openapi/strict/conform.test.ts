import { parseYaml } from '@konduct/core/source/yaml';
import { describe, expect, test } from 'vitest';
import { writeJson } from '../document/write-json.ts';
import { conformOpenApi } from './conform.ts';

function conform(text: string) {
  const { value } = parseYaml({ path: 'openapi.yaml', text }, { exactNumbers: true });
  const { value: strict, leftOut } = conformOpenApi(value);
  return { strict: JSON.parse(writeJson(strict).text), text: writeJson(strict).text, leftOut };
}

const schemaOf = (fields: string) => conform(`components: {schemas: {A: {${fields}}}}`).strict.components?.schemas?.A;

describe('a value that stands for one of another type', () => {
  test('is text where text belongs, as it was written', () => {
    const { text } = conform(
      'openapi: 3.1\ninfo: {title: a, version: 1.10}\nservers: [{url: "https://{h}", variables: {h: {default: 8443, enum: [8443, true]}}}]\n',
    );
    expect(text).toContain('"openapi": "3.1"');
    expect(text).toContain('"version": "1.10"');
    expect(text).toContain('"default": "8443"');
    expect(JSON.parse(text).servers[0].variables.h.enum).toEqual(['8443', 'true']);
  });

  test.each([
    ['minLength: "3"', { minLength: 3 }],
    ['maxLength: 10.0', { maxLength: 10 }],
    ['minimum: "0.5"', { minimum: 0.5 }],
    ['exclusiveMinimum: true', { exclusiveMinimum: true }],
    ['exclusiveMinimum: "true"', { exclusiveMinimum: true }],
    ['exclusiveMinimum: 3', { exclusiveMinimum: 3 }],
    ['nullable: "True"', { nullable: true }],
    ['required: id', { required: ['id'] }],
    ['type: [string, null]', { type: ['string', 'null'] }],
    ['type: null', { type: 'null' }],
    ['additionalProperties: false', { additionalProperties: false }],
    ['additionalProperties: {type: string}', { additionalProperties: { type: 'string' } }],
    ['properties: []', { properties: {} }],
    ['allOf: {type: object}', { allOf: [{ type: 'object' }] }],
    ['properties: {description: {type: string}}', { properties: { description: { type: 'string' } } }],
    ['default: 1, enum: [1, "2", null]', { default: 1, enum: [1, '2', null] }],
    ['x-anything: {a: [1]}', { 'x-anything': { a: [1] } }],
  ])('%s', (fields, expected) => {
    expect(schemaOf(fields)).toEqual(expected);
  });

  test('a whole number has no point, which strict readers refuse', () => {
    expect(conform('components: {schemas: {A: {maxItems: 5.0}}}').text).toMatch(/"maxItems": 5\n/);
    const largest = '18446744073709551615';
    expect(conform(`components: {schemas: {A: {maxItems: ${largest}}}}`).text).toContain(`"maxItems": ${largest}`);
  });
});

test('what cannot become the right type is left out, and listed with its place', () => {
  const { strict, leftOut } = conform(
    'components:\n  schemas:\n    A:\n      type: object\n      required: true\n      maxLength: -1\n      properties: yes\n',
  );
  expect(strict.components.schemas.A).toEqual({ type: 'object' });
  expect(leftOut.map(({ path, at }) => [path.join('/'), at?.start.line])).toEqual([
    ['components/schemas/A/required', 5],
    ['components/schemas/A/maxLength', 6],
    ['components/schemas/A/properties', 7],
  ]);
});

test('what only people read is left out, and everything else is kept', () => {
  const { strict, leftOut } = conform(
    [
      'openapi: 3.0.3',
      'info: {title: a, version: "1", contact: {email: 5}}',
      'paths:',
      '  /a:',
      '    summary: 5',
      '    get:',
      '      description: b',
      '      responses:',
      '        200: {description: ok, content: {a/b: {example: 1, examples: [c], schema: {type: string}}}}',
      'webhooks: {gone: null}',
    ].join('\n'),
  );
  expect(strict).toEqual({
    openapi: '3.0.3',
    info: { version: '1' },
    paths: { '/a': { get: { responses: { 200: { content: { 'a/b': { schema: { type: 'string' } } } } } } } },
    webhooks: {},
  });
  expect(leftOut).toEqual([]);
});
