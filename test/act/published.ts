import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../workflows/workflow.ts';

/**
 * Copies the files that a runner fetches for `uses: konduct/konduct/actions/…@commit` from this checkout: no
 * node_modules, no sources.
 */
export async function copyPublished(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'konduct-published-'));
  for (const path of ['dist', 'package.json']) await cp(join(root, path), join(folder, path), { recursive: true });
  await cp(join(root, 'actions'), join(folder, 'actions'), {
    recursive: true,
    filter: (path) => !/\/(src|node_modules)$/.test(path),
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
