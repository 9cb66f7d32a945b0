import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutant.ts';
import { changesOf } from './mutators.ts';

/** The rooms that decide what happens to somebody's organization, and the one that speaks to Konnect. */
export const rooms = ['core/plan', 'core/apply', 'core/graph', 'core/observe', 'core/policy', 'konnect'] as const;

/** Where else tests of the rooms are looked for, the nearest first; those of a mutant's own room come before them. */
const testFolders = [...rooms.map((room) => `packages/${room}`), 'packages/operations/reconcile'];

/** Every mutant of rooms below `packages`, or of single files of them, not numbered by what else is asked for. */
export function mutantsOf(root: string, names: readonly string[]): Omit<Mutant, 'id'>[] {
  return names.flatMap((room) =>
    sourcesOf(root, `packages/${room}`).flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return changesOf(file, text).map((change) => ({ ...change, file, room }));
    }),
  );
}

function sourcesOf(root: string, place: string): string[] {
  if (place.endsWith('.ts')) return [place];
  return filesBelow(root, place).filter((file) => !/\.(test|fixture|generated)\.ts$/.test(file));
}

/**
 * The test files that may notice mutants of the rooms, absolute.
 * @param wide those of whole runs (test/e2e), too, which take minutes
 */
export function testsFor(root: string, names: readonly string[], wide: boolean): string[] {
  const own = names.map((room) => `packages/${room.endsWith('.ts') ? path.posix.dirname(room) : room}`);
  const files = [...own, ...testFolders, ...(wide ? ['test/e2e'] : [])].flatMap((folder) => filesBelow(root, folder));
  return [...new Set(files)].filter((file) => file.endsWith('.test.ts')).map((file) => path.join(root, file));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(path.sep).includes('node_modules'))
    .sort();
}
