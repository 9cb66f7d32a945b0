import { lstatSync } from 'node:fs';
import path from 'node:path';
import type { HistoryQuery } from '@konduct/repository/platform/history';
import type { PlatformOptions } from '../options.ts';

/** The repository with the platform directory, and the files in it that count. */
export type Repository = Pick<HistoryQuery, 'directory' | 'folder' | 'paths'>;

/** The repository around the platform directory; undefined without one. */
export function repositoryAround({ workspace, config, manifests }: PlatformOptions): Repository | undefined {
  const folder = path.resolve(workspace, config);
  for (let root = folder; ; root = path.dirname(root)) {
    const directory = path.join(root, '.git');
    if (lstatSync(directory, { throwIfNoEntry: false })) {
      const inRoot = (file: string) => path.relative(root, path.resolve(workspace, file)).split(path.sep).join('/');
      const paths = manifests.map(inRoot).filter((file) => !file.startsWith('../') && !path.isAbsolute(file));
      return { directory, folder: inRoot(config), paths };
    }
    if (root === path.dirname(root)) return undefined;
  }
}
