import { mostYamlMarks } from '@konduct/core/source/yaml-cost';
import { mostLines, mostValues } from '@konduct/openapi/document/document-budget';

/** A document of one kind that is as large as the limits allow. */
export interface HostileDocument {
  readonly name: string;
  readonly text: string;
}

const head =
  'openapi: 3.0.3\ninfo: {title: Hostile, version: "1"}\nservers: [{url: https://api.example.com}]\npaths: {}\n';
const jsonHead =
  '"openapi":"3.0.3","info":{"title":"Hostile","version":"1"},"servers":[{"url":"https://api.example.com"}],"paths":{}';
/** Room for the head of the document. */
const reserve = 100;
const marks = mostYamlMarks - reserve;
/** Bytes: 20 MB are the most that a file may have. */
const size = 20 * 1024 * 1024 - 10_000;

/** Documents just below every limit: each has the most possible of one thing. */
export function* hostileDocuments(): Generator<HostileDocument> {
  yield { name: 'an ordinary document', text: ordinary(40) };
  yield { name: 'a real one as large as may be', text: ordinary(Math.floor(marks / 160)) };
  yield { name: 'items', text: `${head}x-items:\n${'- a\n'.repeat(marks / 3)}` };
  yield { name: 'keys', text: `${head}x-keys:\n${many(marks / 3, (index) => `  k${index}: 1\n`)}` };
  yield { name: 'empty lists in a list', text: `${head}x-lists: [${'[],'.repeat(marks / 6)}]\n` };
  yield { name: 'keys in braces', text: `${head}x-keys: {${many(marks / 5, (index) => `k${index}: 1,`)}}\n` };
  yield { name: 'lists in lists', text: `${head}x-lists:\n${`- ${'- '.repeat(100)}a\n`.repeat(marks / 303)}` };
  yield { name: 'anchors', text: `${head}x-anchors:\n${many(marks / 6, (index) => `- &a${index} b\n`)}` };
  yield {
    name: 'anchors of keys',
    text: `${head}x-keys:\n${many(marks / 9, (index) => `  &a${index} k${index}: &b${index} 1\n`)}`,
  };
  yield { name: 'aliases', text: `${head}x-aliased: &a b\nx-aliases:\n${'- *a\n'.repeat(99_000)}` };
  yield { name: 'a key again and again', text: `${head}x-keys:\n${'  k: 1\n'.repeat(marks / 3)}` };
  yield { name: 'empty lines', text: `${head}x-a:\n${'\n'.repeat(mostLines - reserve)}  b: 1\n` };
  yield { name: 'comments', text: `${head}${'# comment of a line\n'.repeat(mostLines - reserve)}` };
  yield { name: 'a block of text', text: `${head}x-text: |\n${'  some text here\n'.repeat(mostLines - reserve)}` };
  yield { name: 'a line of text', text: `${head}x-text: "${'\\n'.repeat(marks)}"\n` };
  yield { name: 'a line of spaces', text: `${head}x-a:\n${' '.repeat(size)}\n  b: 1\n` };
  yield { name: 'letters that take two bytes', text: `${head}x-text: ${'ä'.repeat(size / 2)}\n` };
  yield { name: 'a quote that is never closed', text: `${head}x-text: "${'a\n  '.repeat((mostLines - reserve) / 2)}` };
  yield { name: 'no YAML at all', text: `${head}${'] '.repeat(59_000)}` };
  yield { name: 'lines that are no YAML', text: `${head}${'a\n'.repeat(59_000)}` };
  yield {
    name: 'schemas that refer to the next',
    text: `${head}components:\n  schemas:\n${many(marks / 13, (index) => `    S${index}:\n      $ref: '#/components/schemas/S${index + 1}'\n`)}`,
  };
  yield { name: 'JSON: objects', text: `{${jsonHead},"x-a":[${list(mostValues / 2 - reserve, () => '{"a":1}')}]}` };
  yield { name: 'JSON: keys', text: `{${jsonHead},"x-a":{${list(mostValues - reserve, (index) => `"k${index}":1`)}}}` };
  yield { name: 'JSON: lists', text: `{${jsonHead},"x-a":[${list(mostValues - reserve, () => '[]')}]}` };
  yield { name: 'JSON: numbers', text: `{${jsonHead},"x-a":[${list(mostValues - reserve, () => '1.0')}]}` };
  yield { name: 'JSON: a text', text: `{${jsonHead},"x-a":"${'\\n'.repeat(size / 2 - reserve)}"}` };
  yield { name: 'JSON that is none', text: `{${jsonHead},"x-a":[${'a,'.repeat(marks / 2 - reserve)}]` };
}

/** An ordinary document with a number of paths. */
function ordinary(paths: number): string {
  const path = (index: number) => `  /things/${index}/{id}:
    get:
      operationId: getThing${index}
      summary: Gets thing number ${index}, if there is one
      description: |
        Some text that is as long as real documents have it, in several lines,
        and says nothing.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - name: limit
          in: query
          schema:
            type: integer
            maximum: 100
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing${index}'
`;
  const schema = (index: number) => `    Thing${index}:
      type: object
      required: [id, name]
      properties:
        id:
          type: string
          description: The id of thing ${index}
        name:
          type: string
          example: A name
`;
  return `openapi: 3.0.3
info: {title: Ordinary, version: "1"}
servers: [{url: https://api.example.com}]
paths:
${many(paths, path)}components:
  schemas:
${many(paths, schema)}`;
}

function many(count: number, piece: (index: number) => string): string {
  return Array.from({ length: Math.floor(count) }, (_, index) => piece(index)).join('');
}

function list(count: number, piece: (index: number) => string): string {
  return Array.from({ length: Math.floor(count) }, (_, index) => piece(index)).join(',');
}
