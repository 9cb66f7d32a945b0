import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { contentHandle } from '@konduct/core/provider/content';
import { startOf } from '@konduct/core/source/range';
import type { ApiOutline } from '@konduct/openapi/document/outline';
import { describe, expect, test } from 'vitest';
import { folder } from './folder.fixture.ts';
import { StagedDocuments } from './staged-documents.ts';
import { TextFiles } from './text-file.ts';

const document = 'openapi: 3.1.0\ninfo: {title: Flights, version: 1.0.0}\npaths: {}\n';

function staged(files: Readonly<Record<string, string>>, whole = false) {
  const root = folder(files);
  const texts = new Map<string, string>();
  const outlines = new Map<string, ApiOutline>();
  const documents = new StagedDocuments(new TextFiles(root, root), whole, texts, outlines);
  return { root, texts, outlines, documents };
}

test('a document is known by what is in it, and its text by its digest', () => {
  const { documents, texts } = staged({ 'dev/a.yaml': document, 'prd/a.yaml': document });
  const { digest } = contentHandle(document);
  expect(documents.get('dev/a.yaml')).toEqual({
    path: 'dev/a.yaml',
    title: 'Flights',
    version: '1.0.0',
    digest,
    content: { digest },
  });
  expect(documents.get('prd/a.yaml')).toMatchObject({ path: 'prd/a.yaml', digest });
  expect([...texts]).toEqual([[digest, document]]);
  expect(documents.diagnostics).toEqual([]);
});

test('one that is read in full says what a catalogue derives from it, by the digest of its text', () => {
  const text = 'openapi: 3.0.3\ninfo: {title: Fares, version: 1.10}\npaths: {/fares: {get: {}}}\n';
  const { documents, outlines } = staged({ 'a.yaml': text }, true);
  expect(documents.get('a.yaml')).toMatchObject({ version: '1.10' });
  const outline = { type: 'oas3', version: '1.10', operations: new Set(['GET /fares']) };
  expect([...outlines]).toEqual([[contentHandle(text).digest, outline]]);
});

test('one that is not there is no fault', () => {
  const { documents } = staged({});
  expect(documents.get('a.yaml')).toBeUndefined();
  expect(documents.diagnostics).toEqual([]);
});

describe('a fault is told once, however often somebody asks', () => {
  test('in the document', () => {
    const { documents, texts } = staged({ 'a.yaml': 'openapi: 3.1.0\n' });
    expect([documents.get('a.yaml'), documents.get('a.yaml')]).toEqual([undefined, undefined]);
    expect(documents.diagnostics).toMatchObject([{ code: 'spec-invalid', at: { file: 'a.yaml' } }]);
    expect(texts.size).toBe(0);
  });

  test('in the file', () => {
    const { root, documents } = staged({ 'real.yaml': document });
    symlinkSync('real.yaml', path.join(root, 'a.yaml'));
    documents.get('a.yaml');
    documents.get('a.yaml');
    expect(documents.diagnostics).toMatchObject([{ code: 'file-symlink', at: { file: 'a.yaml' } }]);
  });

  test('in the path, where the path is said', () => {
    const { documents } = staged({});
    const at = startOf('blueprints/service.yaml');
    documents.get('../../etc/passwd', at);
    expect(documents.diagnostics).toMatchObject([{ code: 'file-outside', at }]);
  });
});

test('a fault far from its head is found by who reads the whole of it', () => {
  const files = { 'a.yaml': `${document}broken: [\n` };
  expect(staged(files).documents.get('a.yaml')).toBeDefined();
  const { documents } = staged(files, true);
  expect(documents.get('a.yaml')).toBeUndefined();
  expect(documents.diagnostics[0]?.code).toBe('yaml-syntax');
});
