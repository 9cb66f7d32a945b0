import type { EnvironmentStaging } from '@konduct/core/run/staging';
import { stateName } from '@konduct/deck/render/files';
import { repositoryPath, textOf } from '@konduct/repository/platform/tree';
import { deckChanges } from '@konduct/repository/staging/deck-change';
import type { EnvironmentDraft } from './environment.ts';

/** What a draft brings, whatever becomes of it. */
export type Contents = Pick<
  EnvironmentStaging,
  'environment' | 'branch' | 'written' | 'removed' | 'deckChanges' | 'gate'
>;

/** What a draft brings: its files, and what it changes at gateways. */
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
