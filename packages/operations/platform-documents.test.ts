import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { contentHandle } from '@konduct/core/provider/content';
import { revealSecret, Secret } from '@konduct/core/secret/secret';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import { startOf } from '@konduct/core/source/range';
import { describe, expect, test } from 'vitest';
import { folder } from './folder.fixture.ts';
import type { NamedSecret } from './named-secrets.ts';
import type { RunContext } from './options.ts';
import { PlatformDocuments } from './platform-documents.ts';
import { secretHandle } from './secret-source.ts';
import { TextFiles } from './text-file.ts';

const at = startOf('blueprints/environment.yaml');
const specification = 'openapi: 3.1.0\ninfo: {title: Flights, version: 1.0.0}\npaths: {}\n';

function documentsIn(files: Readonly<Record<string, string>>) {
  const root = folder(files);
  const asked: NamedSecret[] = [];
  const documents = new PlatformDocuments(new TextFiles(root, root), false, (named) => {
    asked.push(named);
    return SecretHandle.of(new Secret('shh'));
  });
  return { root, asked, documents };
}

test('each kind is read in its own way, and all texts are kept by digest', () => {
  const { documents } = documentsIn({ 'dev/a.yaml': specification, 'pages/home.md': '# Home\n' });
  const page = contentHandle('# Home\n');
  expect(documents.get('PlatformFile', { path: 'pages/home.md' })).toEqual({
    path: 'pages/home.md',
    digest: page.digest,
    content: page,
    text: '# Home\n',
    front_matter: {},
  });
  expect(documents.get('StagedSpec', { path: 'dev/a.yaml' })).toMatchObject({ title: 'Flights' });
  expect(documents.get('Other', { path: 'dev/a.yaml' })).toBeUndefined();
  expect([...documents.contents.values()]).toEqual(['# Home\n', specification]);
  expect(documents.diagnostics).toEqual([]);
});

test('a page says of itself what is at its top, and a long file is no value', () => {
  const { documents } = documentsIn({ 'a.md': '---\ntitle: First\n---\n', 'long.css': 'x'.repeat(64 * 1024 + 1) });
  expect(documents.get('PlatformFile', { path: 'a.md' })).toMatchObject({ front_matter: { title: 'First' } });
  const long = documents.get('PlatformFile', { path: 'long.css' });
  expect([long?.path, long?.text]).toEqual(['long.css', undefined]);
});

describe('a file that cannot be published', () => {
  test('is told once, where it is named when the name is at fault', () => {
    const { documents } = documentsIn({});
    for (const name of ['pages/none.md', 'pages/none.md', '../secret.md']) {
      expect(documents.get('PlatformFile', { path: name }, at)).toBeUndefined();
    }
    expect(documents.diagnostics).toMatchObject([
      { code: 'file-missing', at },
      { code: 'file-outside', at },
    ]);
  });

  test('is not reached through a link', () => {
    const { root, documents } = documentsIn({ 'real.md': 'x' });
    symlinkSync('real.md', path.join(root, 'home.md'));
    expect(documents.get('PlatformFile', { path: 'home.md' }, at)).toBeUndefined();
    expect(documents.diagnostics).toMatchObject([{ code: 'file-symlink', at: { file: 'home.md' } }]);
  });
});

describe('a secret', () => {
  test('is read once, and is the same handle for all who name it', () => {
    const { documents, asked } = documentsIn({});
    const first = documents.get('Secret', { env: 'A' })?.value;
    expect(first).toBeInstanceOf(SecretHandle);
    expect(documents.get('Secret', { env: 'A' })?.value).toBe(first);
    expect(asked).toEqual([{ type: 'env', source: 'A' }]);
  });

  test.each([[{}], [{ env: 'A', file: 'a' }]])('named as %j is a mistake, told once', (selector) => {
    const { documents, asked } = documentsIn({});
    expect(documents.get('Secret', selector, at)).toBeUndefined();
    expect(documents.get('Secret', selector, at)).toBeUndefined();
    expect(documents.diagnostics).toMatchObject([{ code: 'secret-source', at }]);
    expect(asked).toEqual([]);
  });

  test('is masked as soon as it is read, and says why when it is not there', () => {
    const workspace = folder({ 'secrets/a': 'from a file\n', 'secrets/empty': '\n' });
    const masked: string[] = [];
    const runContext: RunContext = {
      environment: { A: 'from the environment', SECRETS: 'secrets' },
      maskSecret: (value) => masked.push(value),
      onProgress: () => {},
      signal: new AbortController().signal,
    };
    const read = (type: 'env' | 'file', source: string) => secretHandle({ type, source }, { workspace }, runContext);
    const values = [read('env', 'A'), read('file', '$SECRETS/a')].map(({ secret }) => secret && revealSecret(secret));
    expect(values).toEqual(['from the environment', 'from a file']);
    expect(masked).toEqual(values);
    expect(read('env', 'B').absence).toMatchObject({ reason: 'the environment variable B is not set' });
    expect(read('file', 'secrets/empty').absence?.reason).toContain('is not there, or is empty');
    symlinkSync('secrets/a', path.join(workspace, 'link'));
    expect(read('file', 'link').absence?.reason).toContain('symbolic link');
    expect(masked).toEqual(values);
  });
});
