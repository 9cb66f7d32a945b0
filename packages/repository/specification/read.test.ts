import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { LocalRepositories } from '../git/local-repository.fixture.ts';
import { RemoteDocuments } from '../openapi/remote-document.ts';
import { readSpecs } from './read.ts';
import type { SpecRequest, SpecResult } from './request.ts';

let repositories: LocalRepositories;
let folder: string;

beforeEach(() => {
  repositories = new LocalRepositories();
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-read-'));
});

afterEach(() => {
  repositories.remove();
  // Whatever was read, nothing is left behind.
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
  const environment = { PATH: process.env.PATH };
  const git = new Git({ environment, home: folder, timeout: 20_000, signal: new AbortController().signal });
  const remoteDocuments = new RemoteDocuments({ hosts: [], environment, timeout: 1000, limit: 1000 });
  const { results, repositories: contacted } = await readSpecs(requests, {
    git,
    concurrency: 4,
    folder,
    timeout: 20_000,
    remoteDocuments,
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
      next: 'spec-invalid',
      many: 'file-too-large',
      bomb: 'yaml-alias-limit',
      deep: 'yaml-depth',
      huge: 'file-too-large',
    });
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
    'broken:400006:6 on main of air/flights: The quote that is opened here is never closed',
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
