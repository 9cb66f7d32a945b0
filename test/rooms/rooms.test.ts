import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { againstTheFlow, violations } from './check.ts';
import { readRooms } from './room.ts';

const root = path.join(import.meta.dirname, '../..');

describe('the tables of docs/architecture.md', () => {
  const rooms = readRooms(readFileSync(path.join(root, 'docs/architecture.md'), 'utf8'));
  // Tests and fixtures may import anything.
  const paths = globSync('{packages,actions}/**/*.{ts,js}', {
    cwd: root,
    exclude: (name) => /(?:^|\/)node_modules$|\.(?:test|fixture|d)\.ts$|\/fixtures$/.test(name),
  });

  test('allow every import', () => {
    expect(paths.length).toBeGreaterThan(500);
    const files = paths.sort().map((name) => ({ path: name, text: readFileSync(path.join(root, name), 'utf8') }));
    expect(violations(rooms, files)).toEqual([]);
  });

  test('are about rooms that exist, from those that import nothing to those that nothing imports', () => {
    const empty = rooms.filter(
      ({ path: name }) => !paths.some((file) => path.matchesGlob(file, `${name.replace('<name>', '*')}{,/**}`)),
    );
    expect(empty.map(({ path: name }) => name)).toEqual([]);
    expect(againstTheFlow(rooms)).toEqual([]);
  });
});

describe('a made-up table', () => {
  const page = `Prose | with | bars | in it |

| room | what it is | what it may import |
|---|---|---|
| \`packages/core\` | pure | the rows below |
| \`packages/net\` | runContext | core (without \`report\`), \`undici\` (in \`client/\` alone), \`node:timers\` |
| \`packages/door\` | front | core, net, Node.js |
| \`actions/<name>\` | action | door |

| room | what it is | what it may import |
|---|---|---|
| \`core/value\` | values | nothing of ours |
| \`core/plan\` | plans | value, \`report/words.ts\`, \`@scope/yaml\` |
| \`core/report\` | words | plan, \`node:crypto\` (in \`digest.ts\` and \`text/\` alone) |
`;
  const rooms = readRooms(page);
  const judge = (name: string, ...imports: string[]) =>
    violations(rooms, [{ path: name, text: imports.map((from) => `import { x } from '${from}';`).join('\n') }]);

  test.each([
    ['packages/core/value/a.ts', ['./b.ts', '../value/c.ts']],
    ['packages/core/plan/a.ts', ['../value/b.ts', '../report/words.ts', '@scope/yaml/part.js']],
    ['packages/core/report/digest.ts', ['node:crypto', 'crypto', '../plan/a.ts']],
    ['packages/core/report/text/a.ts', ['node:crypto']],
    ['packages/net/client/a.ts', ['undici', '@konduct/core/plan/a', 'node:timers', '../b.ts']],
    ['packages/door/a.ts', ['node:fs', '@konduct/core/report/a', '@konduct/net/a']],
    ['actions/go/src/main.ts', ['@konduct/door/a', './b.ts', '../shared.ts']],
  ])('%s may import what its row says', (name, imports) => {
    expect(judge(name, ...imports)).toEqual([]);
  });

  test.each([
    ['packages/core/value/a.ts', '../plan/a.ts', 'packages/core/plan/a.ts'],
    ['packages/core/value/a.ts', 'node:fs', 'node:fs'],
    ['packages/core/value/a.ts', 'http', 'node:http'],
    ['packages/core/value/a.ts', 'yaml', 'yaml'],
    ['packages/core/plan/a.ts', '../report/text.ts', 'packages/core/report/text.ts'],
    ['packages/core/plan/a.ts', '@scope/other', '@scope/other'],
    ['packages/core/plan/a.ts', '../valued/a.ts', 'packages/core/valued/a.ts'],
    ['packages/core/plan/a.ts', '../../net/a.ts', 'packages/net/a.ts'],
    ['packages/core/report/a.ts', 'node:crypto', 'node:crypto'],
    ['packages/net/a.ts', 'undici', 'undici'],
    ['packages/net/client/a.ts', '@konduct/core/report/words', 'packages/core/report/words.ts'],
    ['packages/net/a.ts', '@konduct/door/a', 'packages/door/a.ts'],
    ['packages/door/a.ts', 'undici', 'undici'],
    ['actions/go/src/main.ts', '../../stop/src/main.ts', 'actions/stop/src/main.ts'],
    ['actions/go/src/main.ts', '@konduct/core/value/a', 'packages/core/value/a.ts'],
  ])('%s may not import %s', (name, from, told) => {
    const room = name.startsWith('packages/core')
      ? name.split('/').slice(0, 3).join('/')
      : name.split('/').slice(0, 2).join('/');
    expect(judge(name, 'vitest-is-not-asked', from).at(-1)).toBe(
      `${name}:2: imports ${told}, which the row of ${room} does not allow`,
    );
  });

  test('finds imports however they are written', () => {
    const text = [
      "import type { A } from 'a';",
      "export { b } from 'b';",
      "export * from 'c';",
      "import 'd';",
      "const e = await import('e');",
      "type F = import('f').F;",
      'import {',
      '  g,',
      "} from 'g';",
      "// import { h } from 'h';",
    ].join('\n');
    const found = violations(rooms, [{ path: 'packages/core/value/a.ts', text }]);
    expect(found.map((line) => /imports (\w)/.exec(line)?.[1])).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('tells of files and folders without a row', () => {
    for (const name of ['packages/new/a.ts', 'packages/core/new/a.ts', 'packages/core/a.ts'])
      expect(judge(name)).toEqual([`${name}: no row of a table of rooms is about it`]);
  });

  test('must say in its order who imports whom, and nothing that cannot be read', () => {
    expect(againstTheFlow(rooms)).toEqual([]);
    const turned = readRooms(page.replace('| nothing of ours |', '| plan |'));
    expect(againstTheFlow(turned)).toEqual([
      'packages/core/value may import packages/core/plan, whose row does not stand above',
    ]);
    expect(() => readRooms(page.replace('nothing of ours', 'what it likes best'))).toThrow('what it likes best');
  });
});
