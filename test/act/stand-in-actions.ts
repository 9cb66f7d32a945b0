import { join } from 'node:path';

/** Actions of others that act cannot run against the stand-in of GitHub, by `owner/name@commit`. */
const names = {
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': 'upload-artifact',
  'actions/create-github-app-token@1b10c78c7865c340bc4f6099eb2f838309f1e8c3': 'create-github-app-token',
} as const;

/** The folders of what stands in for them. */
export const standInActions: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).map(([action, name]) => [action, join(import.meta.dirname, 'stand-ins', name)]),
);

/** A folder with a `gh` that knows the two commands of the example that read artifacts; the others it refuses. */
export const standInPrograms = join(import.meta.dirname, 'stand-ins', 'programs');
