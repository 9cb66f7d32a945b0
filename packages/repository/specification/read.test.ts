import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { LocalRepositories } from '../git/local-repository.fixture.ts';
import { type SpecificationLimits, specificationLimits } from './limits.ts';
import { readSpecs } from './read.ts';
import { RemoteDocuments } from './remote-document.ts';
import type { SpecRequest, SpecResult } from './request.ts';

let repositories: LocalRepositories;
let folder: string;

beforeEach(() => {
  repositories = new LocalRepositories();
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-read-'));
});

afterEach(() => {
  repositories.remove();
  // No file is left behind, whatever was read.
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

const document = (title: string) => `openapi: 3.0.0\ninfo:\n  title: ${title}\n  version: "1.0"\npaths: {}\n`;

function request(remote: string, more: Partial<SpecRequest> = {}): SpecRequest {
  return {
    service: 'air/flights',
    remote,
    access: { type: 'none' },
    branch: 'main',
    path: 'openapi.yaml',
    known: [],
    ...more,
  };
}

async function read(...requests: readonly SpecRequest[]) {
  return readWith(new RemoteDocuments({ hosts: [], environment: {} }), ...requests);
}

async function readWith(remoteDocuments: RemoteDocuments, ...requests: readonly SpecRequest[]) {
  return readWithin(undefined, remoteDocuments, ...requests);
}

async function readWithin(
  limits: SpecificationLimits | undefined,
  remoteDocuments: RemoteDocuments,
  ...requests: readonly SpecRequest[]
) {
  const environment = { PATH: process.env.PATH };
  const git = new Git({ environment, home: folder, timeout: 20_000, signal: new AbortController().signal });
  const { results, repositories: contacted } = await readSpecs(requests, {
    git,
    concurrency: 4,
    folder,
    timeout: 20_000,
    remoteDocuments,
    limits,
  });
  return {
    results: requests.map((one) => results.get(one)),
    contacted,
    contacts: git.contacts,
    processes: git.processes,
  };
}

function textOf(result: SpecResult | undefined): string {
  return result?.type === 'read' ? Buffer.from(result.specification.bytes).toString() : JSON.stringify(result);
}

function codesOf(result: SpecResult | undefined): readonly string[] {
  return result?.type === 'failed' ? result.diagnostics.map(({ code }) => code) : [];
}

describe('what it costs', () => {
  test('the first time one fetch brings all branches of a repository', async () => {
    const flights = repositories.create('flights');
    const main = flights.commit('main', { 'openapi.yaml': document('Flights') });
    const dev = flights.commit('dev', { 'openapi.yaml': document('Flights of tomorrow') });
    const { results, contacts, contacted, processes } = await read(
      request(flights.remote),
      request(flights.remote, { branch: 'dev' }),
    );
    expect(results.map((result) => result?.type === 'read' && result.commit)).toEqual([main, dev]);
    expect(results.map(textOf)).toEqual([document('Flights'), document('Flights of tomorrow')]);
    expect({ contacts, contacted, processes }).toEqual({ contacts: 1, contacted: 1, processes: 2 });
  });

  test('unchanged, it is one listing', async () => {
    const flights = repositories.create('flights');
    const known = [flights.commit('main', { 'openapi.yaml': document('Flights') })];
    const { results, processes } = await read(request(flights.remote, { known }));
    expect(results).toEqual([{ type: 'unchanged', commit: known[0] }]);
    expect(processes).toBe(1);
  });

  test('only what moved is fetched', async () => {
    const flights = repositories.create('flights');
    const known = [flights.commit('main', { 'openapi.yaml': document('Flights') })];
    flights.commit('dev', { 'openapi.yaml': document('New') });
    const { results, contacts } = await read(
      request(flights.remote, { known }),
      request(flights.remote, { branch: 'dev', known }),
    );
    expect(results.map((result) => result?.type)).toEqual(['unchanged', 'read']);
    expect(contacts).toBe(2);
  });
});

describe('what cannot be read is its own result', () => {
  test('a branch, a file, a repository that is not there', async () => {
    const flights = repositories.create('flights');
    flights.commit('main', { 'openapi.yaml': document('Flights') });
    const { results } = await read(
      request(flights.remote, { branch: 'gone' }),
      request(flights.remote, { path: 'api/openapi.yaml' }),
      request(`file://${repositories.folder}/nowhere.git`),
      request(flights.remote),
    );
    expect(results.map(codesOf)).toEqual([['branch-missing'], ['file-missing'], ['repository-unavailable'], []]);
    expect(textOf(results[3])).toBe(document('Flights'));
  });

  test('links, wherever they are on the way', async () => {
    const flights = repositories.create('flights');
    flights.commit('main', {
      'openapi.yaml': { link: '/etc/passwd' },
      api: { link: 'real' },
      'real/openapi.yaml': document('Flights'),
    });
    const { results } = await read(request(flights.remote), request(flights.remote, { path: 'api/openapi.yaml' }));
    expect(results.map(codesOf)).toEqual([['file-symlink'], ['file-symlink']]);
  });

  test('what is not text, not YAML, not OpenAPI, or too much', async () => {
    const flights = repositories.create('flights');
    const operations = Array.from({ length: 30_000 }, (_, index) => `  /a${index}:\n    get: {}\n`).join('');
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ].join('\n');
    flights.commit('main', {
      binary: Uint8Array.of(0xff, 0xfe, 0x00),
      broken: 'openapi: [',
      other: 'hello: world\n',
      future: document('x').replace('3.0.0', '4.0.0'),
      next: document('x').replace('3.0.0', '3.2.0'),
      many: document('x').replace('paths: {}\n', `paths:\n${operations}`),
      bomb: `${document('x')}x-bomb:\n${bomb.replace(/^/gm, '  ')}\n`,
      deep: `${document('x')}x: ${'['.repeat(500)}${']'.repeat(500)}\n`,
      huge: `${document('x')}#${'x'.repeat(21 * 1024 * 1024)}\n`,
    });
    const paths = ['binary', 'broken', 'other', 'future', 'next', 'many', 'bomb', 'deep', 'huge'];
    const { results } = await read(...paths.map((name) => request(flights.remote, { path: name })));
    expect(Object.fromEntries(paths.map((name, index) => [name, codesOf(results[index])[0]]))).toEqual({
      binary: 'file-encoding',
      broken: 'yaml-syntax',
      other: 'spec-invalid',
      future: 'spec-invalid',
      next: 'spec-version',
      many: 'file-too-large',
      bomb: 'yaml-alias-limit',
      deep: 'yaml-depth',
      huge: 'file-too-large',
    });
  });
});

test('a machine that is full is told as such, and not as a fault of the network', async () => {
  const flights = repositories.create('flights');
  flights.commit('main', { 'openapi.yaml': document('Flights') });
  // What git says where its folder is on a full disk.
  const said = ['fatal: write error: No space left on device', 'fatal: fetch-pack: invalid index-pack output'];
  const script = `#!/bin/sh\ncase "$*" in *fetch*) printf '%s\\n' '${said.join("' '")}' >&2; exit 128;; esac\nPATH='${process.env.PATH}' exec git "$@"\n`;
  const tools = path.join(repositories.folder, 'tools');
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'git'), script, { mode: 0o755 });
  const git = new Git({
    environment: { PATH: `${tools}:${process.env.PATH}` },
    home: folder,
    timeout: 20_000,
    signal: new AbortController().signal,
  });
  const { results } = await readSpecs([request(flights.remote)], {
    git,
    concurrency: 1,
    folder,
    timeout: 20_000,
    remoteDocuments: new RemoteDocuments({ hosts: [], environment: {} }),
  });
  expect(results.get([...results.keys()][0] ?? never())).toMatchObject({
    diagnostics: [
      {
        code: 'machine-refused',
        message: 'git cannot keep its files for the repository of air/flights: the disk is full',
        cause: `git said: ${said.join('; ')}`,
        fix: expect.stringContaining('Make room'),
      },
    ],
  });
});

function never(): never {
  throw new Error('nothing was read');
}

describe('what is staged is what everybody reads afterwards', () => {
  const big = `"x-pad":"${'x'.repeat(3 * 1024 * 1024)}"`;
  const json = (more: string) => `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{},${big},${more}}`;
  const nested = (levels: number) => `${'{"items":'.repeat(levels)}{}${'}'.repeat(levels)}`;
  const yaml = (paths: string) => document('x').replace('paths: {}\n', `paths:\n${paths}`);
  const chain = (length: number, part: (next: string) => string) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `c${index}.yaml`,
        index === length - 1 ? '{get: {responses: {}}}\n' : part(`c${index + 1}.yaml`),
      ]),
    );
  const callbacks = (next: string) => `{get: {callbacks: {a: {b: {$ref: ${next}}}}}}\n`;
  const first = yaml('  /a: {$ref: c0.yaml}\n');

  test.each<readonly [string, string, string, Record<string, string>]>([
    [
      'JSON with a reference',
      'yaml-depth',
      'nested more than 128 levels',
      {
        'openapi.yaml': json(`"components":{"schemas":{"A":{"$ref":"o.yaml"},"B":${nested(1500)}}}`),
        'o.yaml': 'type: string\n',
      },
    ],
    ['JSON without one', 'yaml-depth', 'nested more than 128 levels', { 'openapi.yaml': json(`"x-a":${nested(500)}`) }],
    [
      'JSON deeper than any parser',
      'yaml-depth',
      'nested more than 128',
      { 'openapi.yaml': json(`"x-a":${nested(90_000)}`) },
    ],
    ['files in each other', 'yaml-depth', 'nested too deeply', { 'openapi.yaml': first, ...chain(41, callbacks) }],
    [
      'many files in each other',
      'yaml-depth',
      'nested too deeply',
      { 'openapi.yaml': first, ...chain(480, callbacks) },
    ],
    [
      'a circle of files',
      'reference-unsupported',
      'part of',
      { 'openapi.yaml': first, 'c0.yaml': callbacks('c0.yaml') },
    ],
    [
      'operations with explicit keys',
      'file-too-large',
      '20001 operations',
      {
        'openapi.yaml': yaml(Array.from({ length: 20_001 }, (_, index) => `  /p${index}: {? get : {}}\n`).join('')),
      },
    ],
    [
      'operations of one file in many places',
      'file-too-large',
      'operations',
      {
        'openapi.yaml': yaml(Array.from({ length: 20_001 }, (_, index) => `  /p${index}: {$ref: p.yaml}\n`).join('')),
        'p.yaml': '{? get : {}}\n',
      },
    ],
    [
      'more values than can be read',
      'file-too-large',
      'more values',
      {
        'openapi.yaml': json(`"x-a":[0${',0'.repeat(1_500_000)}]`),
      },
    ],
  ])('%s', async (_name, code, message, files) => {
    const flights = repositories.create('flights');
    flights.commit('main', files);
    const { results } = await read(request(flights.remote));
    expect(codesOf(results[0])).toEqual([code]);
    const [result] = results;
    expect(result?.type === 'failed' && result.diagnostics[0]?.message).toContain(message);
  });
});

test('a mistake of ours on one service is told with where it happened, and holds up no other', async () => {
  const [flights, planes] = [repositories.create('flights'), repositories.create('planes')];
  flights.commit('main', {
    'openapi.yaml': document('x').replace('paths: {}', 'paths: {/a: {$ref: "https://specs.example/a.yaml"}}'),
    'other.yaml': document('Other'),
  });
  planes.commit('main', { 'openapi.yaml': document('Planes') });
  class Broken extends RemoteDocuments {
    override read(): never {
      throw new RangeError('ours');
    }
    override until(): this {
      return this;
    }
  }
  const { results } = await readWith(
    new Broken({ hosts: [], environment: {} }),
    request(flights.remote),
    request(flights.remote, { service: 'air/other', path: 'other.yaml' }),
    request(planes.remote, { service: 'air/planes' }),
  );
  expect(results.slice(1).map(textOf)).toEqual([document('Other'), document('Planes')]);
  expect(results[0]).toMatchObject({
    type: 'failed',
    diagnostics: [
      {
        code: 'defect',
        message: 'openapi.yaml on main of air/flights could not be read for a defect in Konduct',
        cause: expect.stringMatching(/^RangeError: ours at .*read\.test\.ts:\d+/),
      },
    ],
  });
});

test("the place in the author's file is told, as far as there is one", async () => {
  const flights = repositories.create('flights');
  flights.commit('main', {
    empty: '# nothing yet\n',
    list: '- a\n',
    wide: Buffer.from(`\ufeff${document('x')}`, 'utf16le'),
    title: 'openapi: 3.0.0\ninfo: {title: [a], version: "1"}\n',
    broken: `${document('x')}${'# more\n'.repeat(400_000)}x-a: "never closed\n`,
    reference: `${document('x')}components: {schemas: {A: {$ref: ../a.yaml}}}\n`,
  });
  const paths = ['empty', 'list', 'wide', 'title', 'broken', 'reference'];
  const { results } = await read(...paths.map((name) => request(flights.remote, { path: name })));
  const messages = results.map((result) => (result?.type === 'failed' ? result.diagnostics[0]?.message : undefined));
  expect(messages).toEqual([
    'empty on main of air/flights: The specification is not an OpenAPI document: it is empty',
    'list on main of air/flights: The specification is not an OpenAPI document: it is a list',
    'wide on main of air/flights is UTF-16',
    'title:2:15 on main of air/flights: `info.title` is a list instead of text',
    'broken:400007:1 on main of air/flights: A closing quote or bracket, a colon, a comma or a space is missing here',
    'reference on main of air/flights: reference:6:34 has the $ref "../a.yaml", which is refused: it leads out of the repository',
  ]);
});

describe('hostile repositories', () => {
  test.each(['--upload-pack=touch pwned', '-uorigin', 'a:b', 'x\ny'])('a branch called %j', async (branch) => {
    const flights = repositories.create('flights');
    flights.commit('main', { 'openapi.yaml': document('Flights') });
    const { results } = await read(request(flights.remote, { branch }));
    expect(results[0]?.type).toBe('failed');
    expect(readdirSync(repositories.folder).sort()).toEqual(['flights.git', 'flights.work']);
  });

  test.each([
    'ext::sh -c "touch pwned"',
    '--upload-pack=touch pwned',
    '-oProxyCommand=touch pwned',
    'http://127.0.0.1/x',
  ])('a remote %j', async (remote) => {
    const { results } = await read(request(remote));
    expect(codesOf(results[0])).toEqual(['remote-invalid']);
  });

  test('hooks and settings of a repository do nothing', async () => {
    const flights = repositories.create('flights');
    flights.commit('main', { 'openapi.yaml': document('Flights') });
    const pwned = path.join(repositories.folder, 'pwned');
    for (const hook of ['post-checkout', 'reference-transaction', 'pre-receive', 'fsmonitor-watchman'])
      writeFileSync(path.join(flights.directory, 'hooks', hook), `#!/bin/sh\ntouch ${pwned}\n`, { mode: 0o755 });
    flights.git('config', 'uploadpack.packObjectsHook', `touch ${pwned};`);
    const { results } = await read(request(flights.remote));
    expect(textOf(results[0])).toBe(document('Flights'));
    expect(existsSync(pwned)).toBe(false);
  });

  test('a path with a line break in it is one path', async () => {
    const flights = repositories.create('flights');
    flights.commit('main', { 'openapi.yaml': document('Flights') });
    const { results } = await read(request(flights.remote, { path: 'x\nrefs/konduct/0' }));
    expect(codesOf(results[0])).toEqual(['file-missing']);
  });
});

test('two remotes are one repository only where nothing else can be', async () => {
  const flights = repositories.create('flights');
  flights.commit('main', { 'openapi.yaml': document('Flights') });
  const written = (remote: string) => read(request(flights.remote), request(remote));
  expect(await written(`${flights.remote}/`)).toMatchObject({ contacted: 1, contacts: 1 });
  expect(await written(flights.remote.replace(/\.git$/, ''))).toMatchObject({ contacted: 2, contacts: 2 });
});

describe('a $ref where OpenAPI has none', () => {
  const api = (more: string) =>
    `openapi: 3.0.3\ninfo: {title: a, version: "1"}\npaths:\n  /a: {get: {responses: {"200": {description: ok, content: {application/json: ${more}}}}}}\n`;
  const reading = async (text: string, files: Readonly<Record<string, string>> = {}) => {
    const repository = repositories.create('orders');
    repository.commit('main', { 'openapi.yaml': text, ...files });
    const { results } = await read(request(repository.remote));
    const [result] = results;
    if (result?.type !== 'read') throw new Error(JSON.stringify(result));
    return { text: textOf(result), diagnostics: result.specification.diagnostics };
  };

  test('is staged as it is, with a warning that says where and how many', async () => {
    const text = api('{example: {$ref: "order.json"}, schema: {type: object, example: {a: {$ref: "#/x"}}}}');
    const read = await reading(text, { 'order.json': '{}' });
    expect(read.text).toBe(text);
    expect(read.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'spec-reference',
        message:
          'openapi.yaml:4:96 on main of air/flights has the $ref "order.json" below `example`, and 1 more like it: it is staged as it is',
      },
    ]);
  });

  test('is remarked where files are joined, and where a bundler wrote it', async () => {
    const joined = await reading(api('{example: {$ref: "#/paths"}, schema: {$ref: "order.yaml"}}'), {
      'order.yaml': 'type: object\n',
    });
    expect(joined.text).toContain('$ref: "#/paths"');
    expect(joined.diagnostics).toHaveLength(1);
    const local = await reading(api('{example: {"$ref": "#/paths"}}'));
    expect(local.diagnostics).toHaveLength(1);
  });

  test.each([
    ['an entry of examples', '{examples: {one: {$ref: "#/components/examples/one"}}}'],
    ['a schema as an example', '{example: {type: object, $ref: "#/definitions/a"}}'],
    ['a reference', '{schema: {$ref: "#/components/schemas/a"}}'],
    ['a property of that name', '{schema: {properties: {$ref: {type: string}}}}'],
  ])('is not %s', async (_, more) => {
    expect((await reading(api(more))).diagnostics).toEqual([]);
  });
});

describe('a limit that a specification meets', () => {
  const operations = (count: number) =>
    Array.from({ length: count }, (_, index) => `  /a${index}:\n    get: {responses: {}}\n`).join('');
  const joined = document('x').replace('paths: {}\n', 'paths:\n  /a: {$ref: a.yaml}\n  /b: {$ref: b.yaml}\n');
  const files = {
    'openapi.yaml': joined,
    'a.yaml': 'get: {responses: {}}\n',
    'b.yaml': `get: {responses: {}}\n# ${'x'.repeat(2000)}\n`,
    'many.yaml': document('x').replace('paths: {}\n', `paths:\n${operations(3)}`),
  };

  test.each([
    ['files', { files: 2 }, 'openapi.yaml', 'raise `max-files`'],
    ['one file', { file: 1000 }, 'openapi.yaml', 'raise `max-file-size`'],
    ['the named file', { file: 50 }, 'openapi.yaml', 'raise `max-file-size`'],
    ['all files', { total: 1000 }, 'openapi.yaml', 'raise `max-total-size`'],
    ['operations', { operations: 2 }, 'many.yaml', 'raise `max-operations`'],
  ])('%s: is told with the input that raises it, and is none when that is raised', async (_, limit, path, fix) => {
    const repository = repositories.create('large');
    repository.commit('main', files);
    const none = new RemoteDocuments({ hosts: [], environment: {} });
    const wanted = request(repository.remote, { path });
    const { results } = await readWithin({ ...specificationLimits, ...limit }, none, wanted);
    const [result] = results;
    expect(codesOf(result)).toEqual(['file-too-large']);
    expect(result?.type === 'failed' && result.diagnostics[0]?.fix?.toLowerCase()).toContain(fix);
    expect((await readWithin(specificationLimits, none, wanted)).results[0]?.type).toBe('read');
  });
});
