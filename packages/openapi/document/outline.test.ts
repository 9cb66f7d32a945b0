import { describe, expect, test } from 'vitest';
import { readOutline } from './outline.ts';

const block = `# Flights
openapi: "3.0.0"
info:
  title: Flights
  description: |
    version: 9
  version: '1.2.3' # the version
servers: []
paths:
  # all of them
  /flights:
    get:
      responses: {}
    "post":
      summary: x
  /flights:batch:
    put: {}
  '/flights/{id}':
    parameters: []
    delete: {}
components:
  schemas: {}
`;

const sets = (content: string) => [...(readOutline(content)?.operations ?? [])];

describe('a specification', () => {
  test('is read in block style', () => {
    expect(readOutline(block)).toMatchObject({ type: 'oas3', version: '1.2.3' });
    expect(sets(block)).toEqual(['GET /flights', 'POST /flights', 'PUT /flights:batch', 'DELETE /flights/{id}']);
  });

  test('is read in JSON, whatever the order', () => {
    const content = JSON.stringify({
      info: { version: 2 },
      paths: { '/a': { get: {}, summary: 'x' } },
      swagger: '2.0',
    });
    expect(readOutline(content)).toMatchObject({ type: 'oas2', version: '2' });
    expect(sets(content)).toEqual(['GET /a']);
  });

  test('is read in flow style', () => {
    const content = 'asyncapi: 2.6.0\ninfo: {title: a, version: 1.2.3}\npaths: {/a: {get: {}}}\n';
    expect(readOutline(content)).toEqual({ type: 'asyncapi', version: '1.2.3', operations: new Set(['GET /a']) });
    expect(readOutline('openapi: 3.1.0\npaths: {}\n')?.operations).toEqual(new Set());
  });

  test.each([
    ['with an indented top', '---\n  openapi: 3.0.3\n  info:\n    version: 1.0.0\n  paths:\n    /a:\n      get: {}\n'],
    [
      'as JSON behind a comment',
      '# made\n{"openapi": "3.0.3", "info": {"version": "1.0.0"}, "paths": {"/a": {"get": {}}}}\n',
    ],
    [
      'with quoted and merged keys',
      '"openapi": 3.0.3\nx: &i {version: 1.0.0}\n\'info\': {<<: *i}\n? paths\n: /a: {get: {}}\n',
    ],
    ['with a tag', '!!map\nopenapi: 3.0.3\ninfo: !!map {version: !!str 1.0.0}\npaths: {/a: {get: }}\n'],
  ])('is read %s', (_, content) => {
    expect(readOutline(content)).toEqual({ type: 'oas3', version: '1.0.0', operations: new Set(['GET /a']) });
  });

  test.each([
    ['openapi: 3.0.3\ninfo: {version: 1.10}\n', '1.10'],
    ['openapi: 3.0.3\ninfo:\n  version: 2.0\n', '2.0'],
    ['{"openapi": "3.0.3", "info": {"version": 1.20}}', '1.20'],
    ['openapi: 3.0.3\ninfo: {version: 3}\n', '3'],
    ['openapi: 3.0.3\ninfo: {version: [1]}\n', undefined],
  ])('keeps the version as it is written: %j', (content, version) => {
    expect(readOutline(content)?.version).toBe(version);
  });

  test('is read to its end, however long its lines and gaps', () => {
    const wide = `a${' '.repeat(50_000)}b`;
    const long = `openapi: 3.0.0\ninfo:\n${'\n'.repeat(50_000)}${'#\n'.repeat(50_000)}  ${wide}\n${wide}: 1\n${' '.repeat(50_000)}\n`;
    expect(readOutline(long)).toEqual({ type: 'oas3', version: undefined, operations: new Set() });
  });

  test.each(['', 'hello', '{"a": 1}', '{"openapi"', 'info:\n  openapi: 3\n'])('is not %j', (content) => {
    expect(readOutline(content)).toBeUndefined();
  });
});
