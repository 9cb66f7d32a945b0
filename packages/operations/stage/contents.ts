import type { EnvironmentStaging } from '@konduct/core/run/staging';
import { stateName } from '@konduct/deck/render/files';
import { repositoryPath, textOf } from '@konduct/repository/platform/tree';
import { deckChanges } from '@konduct/repository/staging/deck-change';
import type { EnvironmentDraft } from './environment.ts';

/** The contents of a draft, whatever its outcome. */
export type Contents = Pick<
  EnvironmentStaging,
  'environment' | 'branch' | 'written' | 'removed' | 'deckChanges' | 'gate'
>;

/** The contents of a draft: its files, and its changes at gateways. */
export function contentsOf(
  { environment, draft }: EnvironmentDraft,
  config: string,
  branch: string | undefined,
): Contents {
  const changes = [...draft.changes];
  const merged = changes.filter(([path]) => path.endsWith(`/${stateName}`));
  return {
    environment,
    ...(branch === undefined ? {} : { branch }),
    written: changes.flatMap(([path, entry]) => (entry ? [path] : [])),
    removed: changes.flatMap(([path, entry]) => (entry ? [] : [path])),
    deckChanges: merged.flatMap(([path, entry]) => {
      const { lines, total } = deckChanges(textOf(draft.base.get(path)), textOf(entry));
      return total === 0 ? [] : [{ path: repositoryPath(config, path), lines, total }];
    }),
  };
}
