import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { serviceIds } from './service-ids.ts';

const first = '5b3ebe81-8f08-5f15-b9fd-ed0ea9ffbf04';
const second = '1d79ca18-deda-5a33-ab26-3576608c95f3';

const read = (text: string) => serviceIds({ path: 'kong-from-oas.yaml', text });

test('as decK writes them: routes, plugins and their ids are none of a service', () => {
  const text = `_format_version: "3.0"
plugins:
- id: ${second}
  name: cors
services:
- host: orders.internal.example
  id: ${first}
  name: orders
  path: /
  plugins:
  - config:
      body: |
        id: ${second}
        tags:
        - ko-api-name=none
    id: ${second}
    name: request-termination
    tags:
    - team
  port: 443
  routes:
  - id: ${second}
    methods:
    - GET
    name: orders_list
    tags:
    - ko-api-name=route
  tags:
  - billing
  - ko-api-name=orders dev
- id: ${second}
  name: other
  tags: []
upstreams: []
`;
  expect(read(text)).toEqual([
    { id: first, tags: ['billing', 'ko-api-name=orders dev'] },
    { id: second, tags: [] },
  ]);
});

test.each([
  ['JSON', `{"services": [{"id": "${first}", "tags": ["ko-api-name=a"]}]}`],
  ['quotes', `services:\n- id: "${first}"\n  tags: ['ko-api-name=a']\n`],
  ['indented lists', `services:\n  - id: ${first}\n    tags:\n      - ko-api-name=a\n`],
  ['comments', `services:\n# ours\n- id: ${first} # of the title\n  tags:\n  - ko-api-name=a\n`],
  ['anchors', `services:\n- &a\n  id: ${first}\n  tags: &t\n  - ko-api-name=a\n`],
  ['merged keys', `x: &x {id: ${first}}\nservices:\n- <<: *x\n  tags:\n  - ko-api-name=a\n`],
  ['line ends of Windows', `services:\r\n- id: ${first}\r\n  tags:\r\n  - ko-api-name=a\r\n`],
])('however the file is written: %s', (_, text) => {
  const [service] = read(text);
  expect(service?.tags).toEqual(['ko-api-name=a']);
  expect([first, undefined]).toContain(service?.id);
});

test('a file without services, and one that is no YAML, says nothing', () => {
  expect(read('_format_version: "3.0"\n')).toEqual([]);
  expect(read('services: [\n')).toEqual([]);
  expect(read('')).toEqual([]);
});

test('lines say what YAML says, for any service', () => {
  const text = fc.string({ maxLength: 12 });
  const service = fc.record({
    host: text,
    id: fc.oneof(fc.uuid(), text),
    name: text,
    plugins: fc.array(fc.record({ id: fc.uuid(), tags: fc.array(text, { maxLength: 2 }) }), { maxLength: 2 }),
    tags: fc.array(fc.oneof(text, fc.constant('ko-api-name=orders-dev')), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(service, { maxLength: 3 }), fc.boolean(), (services, indentSeq) => {
      const written = stringify({ services, upstreams: [] }, { indentSeq });
      expect(read(written)).toEqual(services.map(({ id, tags }) => ({ id, tags })));
    }),
    { numRuns: 500 },
  );
});
