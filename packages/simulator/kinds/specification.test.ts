import { describe, expect, it } from 'vitest';
import { readSpecification } from './specification.ts';

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

const sets = (content: string) => [...(readSpecification(content)?.operations ?? [])];

describe('a specification', () => {
  it('is read in block style', () => {
    expect(readSpecification(block)).toMatchObject({ type: 'oas3', version: '1.2.3' });
    expect(sets(block)).toEqual(['GET /flights', 'POST /flights', 'PUT /flights:batch', 'DELETE /flights/{id}']);
  });

  it('is read in JSON, whatever the order', () => {
    const content = JSON.stringify({
      info: { version: 2 },
      paths: { '/a': { get: {}, summary: 'x' } },
      swagger: '2.0',
    });
    expect(readSpecification(content)).toMatchObject({ type: 'oas2', version: '2' });
    expect(sets(content)).toEqual(['GET /a']);
  });

  it('is read in flow style but for its operations', () => {
    const content = 'asyncapi: 2.6.0\ninfo: {title: a, version: 1.2.3}\npaths: {/a: {get: {}}}\n';
    expect(readSpecification(content)).toEqual({ type: 'asyncapi', version: '1.2.3', operations: undefined });
    expect(readSpecification('openapi: 3.1.0\npaths: {}\n')?.operations).toEqual(new Set());
  });

  it('is read to its end, however long its lines and gaps', () => {
    const wide = `a${' '.repeat(50_000)}b`;
    const long = `openapi: 3.0.0\ninfo:\n${'\n'.repeat(50_000)}${'#\n'.repeat(50_000)}  ${wide}\n${wide}: 1\n${' '.repeat(50_000)}\n`;
    expect(readSpecification(long)).toEqual({ type: 'oas3', version: undefined, operations: new Set() });
  });

  it.each(['', 'hello', '{"a": 1}', '{"openapi"', 'info:\n  openapi: 3\n'])('is not %j', (content) => {
    expect(readSpecification(content)).toBeUndefined();
  });
});
