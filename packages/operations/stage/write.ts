import { UserError } from '@konduct/core/diagnostic/user-error';
import type { EnvironmentStaging } from '@konduct/core/report/staging';
import { stateName } from '@konduct/deck/render/files';
import { textOf } from '@konduct/repository/platform/tree';
import { deckChanges } from '@konduct/repository/staging/deck-change';
import { writeDirectory } from './directory.ts';
import type { EnvironmentDraft } from './environment.ts';

type Told = Pick<EnvironmentStaging, 'environment' | 'branch' | 'written' | 'removed' | 'deckChanges'>;

/** What a draft brings: its files, and what it changes at gateways. */
export function told({ environment, draft }: EnvironmentDraft, config: string, branch: string | undefined): Told {
  const changes = [...draft.changes];
  const merged = changes.filter(([path]) => path.endsWith(`/${stateName}`));
  return {
    environment,
    ...(branch === undefined ? {} : { branch }),
    written: changes.flatMap(([path, entry]) => (entry ? [path] : [])),
    removed: changes.flatMap(([path, entry]) => (entry ? [] : [path])),
    deckChanges: merged.flatMap(([path, entry]) => {
      const lines = deckChanges(textOf(draft.base.get(path)), textOf(entry));
      return lines.length === 0 ? [] : [{ path: config === '' ? path : `${config}/${path}`, lines }];
    }),
  };
}

/** Writes a draft into the working tree. */
export function writeEnvironment(
  drafted: EnvironmentDraft,
  about: Told,
  directory: string,
  workspace: string,
): EnvironmentStaging {
  const { draft, diagnostics } = drafted;
  if (draft.changes.size === 0) return { ...about, outcome: 'unchanged', diagnostics };
  try {
    writeDirectory(directory, workspace, draft.changes);
    return { ...about, outcome: 'written', diagnostics };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...about, outcome: 'failed', diagnostics: [...diagnostics, ...error.diagnostics] };
  }
}
