import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { organizationInstances } from '../instance/organization.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type LoadedManifest, loadManifest } from './load.ts';

const here = import.meta.dirname;
const builtin = [
  { path: 'builtin/environment-types.yaml', text: readFileSync(join(here, 'builtin/environment-types.yaml'), 'utf8') },
];

function fixture(name: string): SourceFile[] {
  const folder = join(here, 'fixtures', name);
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return names.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

const valid = fixture('valid');
const fixtures = readdirSync(join(here, 'fixtures')).map(fixture);

function load(files: readonly SourceFile[]): LoadedManifest {
  const loaded = loadManifest(files, { builtin });
  JSON.stringify(organizationInstances(loaded.manifest, loaded.apiNames));
  return loaded;
}

function modelOf({ manifest }: LoadedManifest): string {
  return JSON.stringify(manifest, (key, value: unknown) => {
    if (key === 'at') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

/** Every place a diagnostic names is inside the file it names. */
function expectPlacesInside(diagnostics: readonly Diagnostic[], files: readonly SourceFile[]): void {
  for (const { at, related = [], message } of diagnostics) {
    expect(at, message).toBeDefined();
    for (const range of [at, ...related.map((place) => place.at)]) {
      if (!range) continue;
      const file = [...files, ...builtin].find(({ path }) => path === range.file);
      const lines = file?.text.split('\n') ?? [];
      for (const { line, column } of [range.start, range.end]) {
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column, message).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
      const { start, end } = range;
      expect(end.line > start.line || (end.line === start.line && end.column >= start.column), message).toBe(true);
    }
  }
}

test('the order files are named in changes neither the model nor what is said about it', () => {
  const files = fc
    .constantFrom(...fixtures)
    .chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length })));
  fc.assert(
    fc.property(files, ([set, shuffled]) => {
      const [first, second] = [load(set), load([...shuffled, ...shuffled])];
      expect(second.diagnostics).toEqual(first.diagnostics);
      expect(modelOf(second)).toBe(modelOf(first));
    }),
  );
});

test('one file or several, the model is the same', () => {
  const whole: SourceFile = { path: 'all.yaml', text: valid.map(({ text }) => text.replace(/^---\n/, '')).join('\n') };
  expect(modelOf(load([whole]))).toBe(modelOf(load(valid)));
});

type Path = readonly string[];

/** The paths of all values in a manifest, except those below keys that take any value. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Object.entries(value).filter(([key]) => !key.startsWith('x-') && key !== 'parameters');
  return [path, ...members.flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

type Change =
  | { readonly kind: 'delete' }
  | { readonly kind: 'rename'; readonly key: string }
  | { readonly kind: 'replace'; readonly value: unknown };

function change(value: unknown, [key, ...rest]: Path, how: Change): unknown {
  if (key === undefined) return how.kind === 'replace' ? how.value : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (name !== key) return [[name, member]];
    if (rest.length > 0) return [[name, change(member, rest, how)]];
    if (how.kind === 'delete') return [];
    return how.kind === 'rename' ? [[how.key, member]] : [[name, how.value]];
  });
  if (Array.isArray(value)) return entries.map(([, member]) => member);
  return Object.fromEntries(entries);
}

const contents = Object.assign({}, ...valid.map(({ text }) => parse(text, { merge: true }) as object)) as object;
const paths = pathsIn(contents).filter((path) => path.length > 0);

function loadChanged(path: Path, how: Change) {
  const files = [{ path: 'all.yaml', text: stringify(change(contents, path, how), { aliasDuplicateObjects: false }) }];
  return { ...load(files), files };
}

const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === 'error');

test('the valid manifest is valid', () => {
  expect(errors(load(valid).diagnostics)).toEqual([]);
  expect(paths.length).toBeGreaterThan(90);
});

test('a value of a type that fits nowhere is an error at that value', () => {
  for (const path of paths) {
    const { diagnostics, files } = loadChanged(path, { kind: 'replace', value: [[{ wrong: true }]] });
    expect(errors(diagnostics), path.join('.')).not.toEqual([]);
    expectPlacesInside(diagnostics, files);
  }
});

test('a key that is known nowhere is an error, where keys are not free', () => {
  const free = /^(?:teams|organizations|environment-types|[^.]*\.services|.*\.(?:environments|teams|services))\.[^.]*$/;
  for (const path of paths) {
    const { diagnostics, files } = loadChanged(path, { kind: 'rename', key: 'zzzzzzzz' });
    const parent = path.slice(0, -1).join('.');
    const isList = /^\d+$/.test(path.at(-1) ?? '');
    if (!isList && !free.test(path.join('.'))) expect(errors(diagnostics), `${parent} ${path.at(-1)}`).not.toEqual([]);
    expectPlacesInside(diagnostics, files);
  }
});

test('any change of a valid manifest loads without an exception, and what is said has a place in the file', () => {
  const values = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('..', '-x', '${', 'DEV', 'us', '__proto__', 'a/b', '\u0000'),
  );
  const key = fc.constantFrom('name', 'type', 'services', 'teams', '__proto__', 'constructor', '', '..', 'x-y', 'A B');
  const changes: fc.Arbitrary<Change> = fc.oneof(
    fc.constant<Change>({ kind: 'delete' }),
    key.map((name): Change => ({ kind: 'rename', key: name })),
    values.map((value): Change => ({ kind: 'replace', value })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), changes, (path, how) => {
      const { diagnostics, files } = loadChanged(path, how);
      expectPlacesInside(diagnostics, files);
    }),
    { numRuns: 400 },
  );
});

test('any change of the text of manifests loads without an exception, and what is said has a place in the file', () => {
  const piece = fc.constantFrom(
    '',
    ' ',
    '\n',
    ':',
    '- ',
    '"',
    "'",
    '{',
    '}',
    '[',
    '&a',
    '*a',
    '#',
    '|',
    '<<: ',
    '\t',
    '${',
    'x',
  );
  const files = fc.constantFrom(...fixtures);
  fc.assert(
    fc.property(files, fc.nat(), fc.nat(), fc.nat({ max: 8 }), piece, (set, which, where, cut, insert) => {
      const changed = set.map((file, index) => {
        if (index !== which % set.length) return file;
        const start = where % (file.text.length + 1);
        return { ...file, text: file.text.slice(0, start) + insert + file.text.slice(start + cut) };
      });
      expectPlacesInside(load(changed).diagnostics, changed);
    }),
    { numRuns: 400 },
  );
});

test('no literal secret is in the model or in a message, wherever it stands', () => {
  const secret = 'kpat_S3cretS3cretS3cret';
  const holders = paths.filter((path) => /\.(?:access-token|token|key)(?:\.(?:type|value))?$/.test(path.join('.')));
  expect(holders.length).toBeGreaterThan(8);
  for (const path of holders) {
    const values: unknown[] = [
      secret,
      [secret],
      { type: 'literal', value: secret },
      { type: secret, value: secret },
      { [secret]: null },
    ];
    for (const value of values) {
      const { diagnostics, manifest, ...loaded } = loadChanged(path, { kind: 'replace', value });
      expect(JSON.stringify(diagnostics), path.join('.')).not.toContain('S3cret');
      expect(modelOf({ diagnostics, manifest, ...loaded }), path.join('.')).not.toContain('S3cret');
    }
  }
});
