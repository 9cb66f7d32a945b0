import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findTool } from '../tools/place.ts';
import { corpusFiles, isDocument } from './documents.ts';
import { laterVersion } from './later-version.ts';
import { judge } from './outcome.ts';

const api = 'openapi: 3.0.3\ninfo: {title: a, version: "1"}\nservers: [{url: https://a.internal.example}]\npaths:\n';
const operation = '{operationId: a, responses: {"200": {description: ok}}}';

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'konduct-corpus-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

test('documents are known by their name and a key at their top', () => {
  const root = folder({
    'a.yaml': api,
    'b/b.json': '{"swagger": "2.0"}',
    'b/indented.yml': '---\n  openapi: 3.1.0\n',
    'b/comment.yaml': '# ours\n{"openapi": "3.0.3"}\n',
    'part.yaml': 'type: object\n',
    'readme.md': 'openapi: 3.0.3\n',
    '.git/openapi.yaml': api,
    'node_modules/x/openapi.yaml': api,
  });
  const files = corpusFiles(root);
  expect(files.map((file) => file.path)).toEqual([
    'a.yaml',
    'b/b.json',
    'b/comment.yaml',
    'b/indented.yml',
    'part.yaml',
    'readme.md',
  ]);
  expect(files.filter(isDocument).map((file) => file.path)).toEqual([
    'a.yaml',
    'b/b.json',
    'b/comment.yaml',
    'b/indented.yml',
  ]);
});

test('the next version of a document lacks its first operation and nothing else', () => {
  const later = laterVersion(
    'a.yaml',
    `${api}  /a: {parameters: [], post: ${operation}, get: ${operation}}\n  /b: {}\n`,
  );
  expect(later?.removed).toBe('GET /a');
  const { paths, info } = JSON.parse(later?.text ?? '');
  expect([Object.keys(paths['/a']), Object.keys(paths), info]).toEqual([
    ['parameters', 'post'],
    ['/a', '/b'],
    { title: 'a', version: '1' },
  ]);
  const deprecated = operation.replace('{', '{deprecated: true, ');
  expect(laterVersion('a.yaml', `${api}  /a: {get: ${deprecated}, post: ${operation}}\n`)?.removed).toBe('POST /a');
  expect(laterVersion('a.yaml', `${api}  /a: {get: ${deprecated}}\n`)).toBeUndefined();
  expect(laterVersion('a.yaml', api)).toBeUndefined();
  expect(laterVersion('a.yaml', '{')).toBeUndefined();
});

describe('a document is judged by the first step that says no', () => {
  const error = (code: Diagnostic['code']): Diagnostic => ({ severity: 'error', code, message: `${code} it is` });
  const staged = (more: Partial<ServiceStaging> = {}): ServiceStaging => ({
    organization: 'corpus',
    environment: 'dev',
    team: 'doc-00001',
    service: 'corpus/doc-00001',
    directory: 'd',
    outcome: 'added',
    diagnostics: [],
    ...more,
  });
  const later = (more: Partial<ServiceStaging>) => ({
    removed: 'GET /a',
    staged: staged({ outcome: 'changed', ...more }),
  });
  const fine = { staged: staged(), rendering: [], validation: [], later: undefined };
  const refused = staged({ outcome: 'failed', diagnostics: [error('spec-invalid')] });
  const gone = { level: 'breaking', operation: 'GET /a', text: 'removed' } as const;

  test.each([
    [{ ...fine, staged: undefined }, 'defect', 'not-tried'],
    [{ ...fine, staged: staged({ outcome: 'failed', diagnostics: [error('defect')] }) }, 'defect', 'not-tried'],
    [{ ...fine, staged: refused, validation: [error('file-empty')] }, 'refused', 'not-tried'],
    [{ ...fine, rendering: [error('deck-failed')], validation: [error('file-empty')] }, 'invalid', 'not-tried'],
    [{ ...fine, rendering: [error('deck-failed')] }, 'held', 'not-tried'],
    [fine, 'accepted', 'not-tried'],
    [{ ...fine, later: later({ changes: [gone] }) }, 'accepted', 'told'],
    [{ ...fine, later: later({ changes: [{ ...gone, operation: 'GET /b' }] }) }, 'accepted', 'missed'],
    [{ ...fine, later: later({ uncompared: { reason: 'too large' } }) }, 'accepted', 'not-compared'],
  ])('%#: %s', (findings, outcome, comparison) => {
    expect(judge(findings)).toMatchObject({ outcome, comparison });
  });

  test('with the codes that say why', () => {
    expect(judge({ ...fine, staged: refused })).toMatchObject({
      codes: ['spec-invalid'],
      message: 'spec-invalid it is',
    });
  });
});

const [deck, oasdiff] = await Promise.all([findTool('deck'), findTool('oasdiff')]);

describe.skipIf(deck === undefined || oasdiff === undefined)('the command (with decK and oasdiff)', () => {
  const run = (root: string, ...args: readonly string[]) => {
    const tools = [path.dirname(deck ?? ''), path.dirname(oasdiff ?? ''), process.env.PATH].join(path.delimiter);
    const program = path.join(import.meta.dirname, '../corpus.ts');
    const ended = spawnSync(process.execPath, [program, root, ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH: tools },
    });
    return { ...ended, lines: ended.stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' ').trim()) };
  };
  const files = {
    'good/openapi.yaml': `${api}  /a: {get: ${operation}}\n`,
    'good/joined.yaml': `${api}  /a: {$ref: "../parts/item.yaml"}\n`,
    'parts/item.yaml': `get: ${operation}\n`,
    'bad/version.yaml': 'openapi: 3.0.3\ninfo: {title: a}\npaths: {}\n',
    'bad/circular.yaml': `${api}  /a: {get: ${operation}}\ncomponents: {schemas: {N: {type: object, required: [n], properties: {n: {$ref: "#/components/schemas/N"}}}}}\n`,
  };

  test('counts what became of each document and leaves the folder as it was', () => {
    const root = folder(files);
    const ended = run(root, '--each');
    expect(ended.stderr).not.toContain('Error');
    expect(ended.lines).toContain('refused 1 not staged, with a reason');
    expect(ended.lines).toContain('spec-invalid 1');
    expect(ended.lines).toContain('invalid 0 staged, and refused by a validation');
    expect(ended.lines).toContain('defect 0 Konduct failed on it');
    expect(ended.lines.some((line) => /^4 documents in [\d.]+ s: stage /.test(line))).toBe(true);
    expect(ended.lines).toContain('accepted told good/openapi.yaml');
    expect(ended.lines.some((line) => line.startsWith('refused spec-invalid not-tried bad/version.yaml: '))).toBe(true);
    expect(ended.status).toBe(0);
    expect(readdirSync(root).sort()).toEqual(['bad', 'good', 'parts']);
  });

  test('ends with 1 for the outcomes that are named, and for a folder without documents', () => {
    const root = folder({ 'bad/version.yaml': files['bad/version.yaml'] });
    expect(run(root, '--fail-on', 'held,missed').status).toBe(0);
    expect(run(root, '--fail-on', 'refused').status).toBe(1);
    expect(run(root, '--fail-on', 'nonsense').status).toBe(2);
    expect(run(folder({ 'a.txt': '' })).status).toBe(1);
  });
});
