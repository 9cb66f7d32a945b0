import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actions } from './actions.ts';

const root = join(import.meta.dirname, '../..');
const folders = readdirSync(join(root, 'actions'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly color: string };
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: unknown }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const files = folders.map(({ name }): [string, ActionFile] => [
  name,
  parse(readFileSync(join(root, 'actions', name, 'action.yml'), 'utf8')),
]);

test('every action is in the table', () => {
  expect(actions.map(({ folder }) => folder).sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('what has one name has one text and one default in every action', () => {
  for (const part of ['inputs', 'outputs'] as const) {
    const seen = new Map<string, unknown>();
    for (const [, file] of files) {
      for (const [name, value] of Object.entries(file[part])) {
        // `mode` differs between actions.
        if (name === 'mode') continue;
        if (seen.has(name)) expect(value, name).toEqual(seen.get(name));
        seen.set(name, value);
      }
    }
  }
});

describe.each(files)('%s', (folder, file) => {
  test('runs its own bundle on Node.js 24, in the colour of the suite', () => {
    expect(file.runs).toEqual({ using: 'node24', main: `../../dist/${folder}/index.js` });
    expect(file.name).toMatch(/^Konnect – [A-Z]/);
    expect(file.branding.color).toBe('blue');
  });

  test('defaults are text, and no secret has one but the workflow token', () => {
    for (const [name, { default: value }] of Object.entries(file.inputs)) {
      if (value !== undefined) expect(typeof value, name).toBe('string');
      if (/token|key/.test(name))
        expect(value, name).toBe(/^(github|workflow)-token$/.test(name) ? '${{ github.token }}' : undefined);
    }
  });

  test('no text holds an expression, which GitHub would evaluate', () => {
    const texts = [file, ...Object.values(file.inputs), ...Object.values(file.outputs)].map((each) => each.description);
    expect(texts.filter((text) => text.includes('${{'))).toEqual([]);
  });
});

test('validate-config needs neither tokens nor addresses', () => {
  const [, file] = files.find(([folder]) => folder === 'validate-config') ?? [];
  expect(Object.keys(file?.inputs ?? {})).toEqual([
    'config',
    'manifest',
    'organizations',
    'environments',
    'allow-literal-secrets',
  ]);
});
