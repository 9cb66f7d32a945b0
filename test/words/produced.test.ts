import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { diagnosticCodes } from '@konduct/core/diagnostic/codes';
import { failureReasons } from '@konduct/core/run/outcome';
import { describe, expect, test } from 'vitest';
import { producedTexts } from './produced.ts';

const root = path.join(import.meta.dirname, '../..');

describe('what is documented is produced somewhere', () => {
  const paths = globSync('{packages,actions}/**/*.ts', {
    cwd: root,
    exclude: (name) => /(?:^|\/)node_modules$|\.(?:test|fixture|d)\.ts$|\/sample-[^/]*$|\/simulator$/.test(name),
  });
  const produced = new Set(
    paths.flatMap((name) => [...producedTexts(name, readFileSync(path.join(root, name), 'utf8'))]),
  );
  const missing = (words: readonly string[]) => words.filter((word) => !produced.has(word));

  test('every code of a diagnostic', () => {
    expect(missing(Object.keys(diagnosticCodes))).toEqual([]);
  });

  test('every reason of a failure', () => {
    expect(missing(failureReasons)).toEqual([]);
  });
});

test('a text that is only named is not produced', () => {
  const named = `
    type A = 'a1' | { b: 'a2' };
    if (x === 'a3' || 'a4' !== x) y();
    switch (x) { case 'a5': break; }
    const table: Record<A, string> = { 'a6': word };
    const some = new Set(['a7']);
    export const all = ['a8', 'a9'] as const;
    const order: A[] = ['b1', 'b2'];
    x['b3'];`;
  expect([...producedTexts('a.ts', named)]).toEqual([]);
});

test('a text that is handed on is produced', () => {
  const handed = `
    finding('a1', message);
    const b = { code: 'a2', reason: bad ? 'a3' : ('a4' as Code), ...(x ? { more: 'a5' } : {}) };
    function c() { return d ?? 'a6'; }
    const d = () => 'a7';
    const e = x.map((y) => [y, 'a8']);
    throw new BundleFailure('a9');
    let f = 'b1';
    const g: readonly [Code, string] = ['b2', b];`;
  expect([...producedTexts('a.ts', handed)].sort()).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'a8',
    'a9',
    'b1',
    'b2',
  ]);
});
