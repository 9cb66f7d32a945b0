import { UserError } from '@konduct/core/diagnostic/user-error';
import type { EnvironmentStaging } from '@konduct/core/run/staging';
import type { Contents } from './contents.ts';
import { writeDirectory } from './directory.ts';
import type { EnvironmentDraft } from './environment.ts';
import type { Gate } from './gate.ts';

/** Writes a draft into the working tree. */
export function writeEnvironment(
  { draft, diagnostics: found }: EnvironmentDraft,
  drawn: Contents,
  { directory, workspace }: { readonly directory: string; readonly workspace: string },
  gate?: Gate,
): EnvironmentStaging {
  const contents: Contents = { ...drawn, ...(gate ? { gate: gate.outcome } : {}) };
  const diagnostics = [...found, ...(gate?.findings ?? [])];
  if (draft.changes.size === 0) return { ...contents, outcome: 'unchanged', diagnostics };
  const done = new Set<string>();
  try {
    writeDirectory(directory, workspace, draft.changes, (name) => done.add(name));
    return { ...contents, outcome: 'written', diagnostics };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      ...contents,
      ...partOf(contents, done),
      outcome: 'failed',
      diagnostics: [...diagnostics, ...error.diagnostics],
    };
  }
}

/** The part of the contents that stands on the disk after a failure. */
function partOf({ written, removed, deckChanges }: Contents, done: ReadonlySet<string>): Partial<Contents> {
  return {
    written: written.filter((name) => done.has(name)),
    removed: removed.filter((name) => done.has(name)),
    // Their paths are those of the repository, and the others those of the platform directory.
    deckChanges: deckChanges.filter(({ path }) => [...done].some((name) => path === name || path.endsWith(`/${name}`))),
  };
}
