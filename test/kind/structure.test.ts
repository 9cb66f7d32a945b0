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

const inKinds = sources('packages/konnect/kinds/*.ts');
const kindFiles = inKinds.filter(({ lines }) => lines.some((line) => /^export const \w+: KonnectKind\b/.test(line)));

test('every kind has a file', () => {
  const exported = kindFiles.flatMap(({ lines }) =>
    lines.filter((line) => /^export const \w+: KonnectKind\b/.test(line)),
  );
  expect(exported).toHaveLength(konnectKinds.length);
});

test('a file of a kind, or of what kinds share, has at most 120 lines, and half of the kinds less than 60', () => {
  expect(inKinds.filter(({ lines }) => lines.length > 120).map(({ file, lines }) => [file, lines.length])).toEqual([]);
  const lengths = kindFiles.map(({ lines }) => lines.length).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(60);
});

const engine = [...sources('packages/core/**/*.ts'), ...sources('packages/konnect/**/*.ts')].filter(
  ({ file }) => !file.startsWith('packages/konnect/kinds/'),
);
const names = konnectKinds.map(({ name }) => name).join('|');
const named = new RegExp(`(['"\`])(?:${names})\\1`);
const imported = new RegExp(
  `from '(?:\\.\\.?|@konduct/konnect)/(?:[\\w./-]*/)?(?:${kindFiles.map(({ file }) => path.basename(file, '.ts')).join('|')})(?:\\.ts)?'`,
);

/** Files, and lines of files, that have the name of a kind without being about it, and why. */
const allowed: Readonly<Record<string, string>> = {
  "packages/core/blueprint/raw.ts: examples: ['ControlPlane'],": 'an example for people in the schema of blueprints',
  "packages/core/manifest/table/team.ts: { title: 'Team'": 'the title of a type of the manifest',
  'packages/core/report/markdown/api-changes.ts': 'the word for a number of APIs',
  'packages/core/report/markdown/api-headlines.ts': 'the word for a number of APIs',
  'packages/core/report/markdown/staging.ts': 'the head of a column about APIs of services',
  'packages/core/report/sample-report.ts': 'a made-up report, for a sample in the docs',
};

test('the engine names no kind', () => {
  expect(engine.length).toBeGreaterThan(200);
  const found = engine.flatMap(({ file, lines }) =>
    lines
      .filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line))
      .filter((line) => named.test(line) || (imported.test(line) && file.startsWith('packages/konnect')))
      .map((line) => `${file}: ${line.trim()}`),
  );
  const isAllowed = (line: string) => Object.keys(allowed).some((start) => line.startsWith(start));
  expect(found.filter((line) => !isAllowed(line))).toEqual([]);
  expect(Object.keys(allowed).filter((start) => !found.some((line) => line.startsWith(start)))).toEqual([]);
});
