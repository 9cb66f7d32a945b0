import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');

interface Source {
  readonly file: string;
  readonly lines: readonly string[];
}

function sources(pattern: string): Source[] {
  return globSync(pattern, { cwd: root })
    .filter((file) => !/\.(?:test|fixture|generated)\.ts$|node_modules/.test(file))
    .sort()
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n') }));
}

// All but the interface of kinds.
const inKinds = sources('packages/konnect/kinds/*.ts').filter(({ file }) => !file.endsWith('/kind.ts'));
const kindFiles = inKinds.filter(({ lines }) => lines.some((line) => /^export const \w+: KonnectKind\b/.test(line)));

test('every kind has a file', () => {
  const exported = kindFiles.flatMap(({ lines }) =>
    lines.filter((line) => /^export const \w+: KonnectKind\b/.test(line)),
  );
  expect(exported).toHaveLength(konnectKinds.length);
});

test('a file of a kind, or of a part of one, has at most 120 lines, and half of the kinds less than 60', () => {
  expect(inKinds.filter(({ lines }) => lines.length > 120).map(({ file, lines }) => [file, lines.length])).toEqual([]);
  const lengths = kindFiles.map(({ lines }) => lines.length).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(60);
});

// The manifest has words of its own for what teams write, and the report has words for people and a sample.
const engine = [...sources('packages/core/**/*.ts'), ...sources('packages/konnect/**/*.ts')].filter(
  ({ file }) => !/^packages\/(?:konnect\/kinds|core\/manifest|core\/report)\//.test(file),
);
const names = konnectKinds.map(({ name }) => name).join('|');
const named = new RegExp(`(['"\`])(?:${names})\\1`);
const imported = new RegExp(
  `from '(?:\\.\\.?|@konduct/konnect)/(?:[\\w./-]*/)?(?:${kindFiles.map(({ file }) => path.basename(file, '.ts')).join('|')})(?:\\.ts)?'`,
);

/** Lines that name a kind without being about it, and why. */
const allowed: Readonly<Record<string, string>> = {
  "packages/core/blueprint/raw.ts: examples: ['ControlPlane'],": 'an example for people in the schema of blueprints',
};

test('the engine names no kind', () => {
  expect(engine.length).toBeGreaterThan(200);
  const found = engine.flatMap(({ file, lines }) =>
    lines
      .filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line))
      .filter((line) => named.test(line) || (imported.test(line) && file.startsWith('packages/konnect')))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found.filter((line) => allowed[line] === undefined)).toEqual([]);
  expect(Object.keys(allowed).filter((line) => !found.includes(line))).toEqual([]);
});
