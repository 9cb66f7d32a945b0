import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { startOf } from '@konduct/core/source/range';
import { convertedName, patchName, recordName, stateName } from '@konduct/deck/render/files';
import { isOurPatch } from '@konduct/deck/render/patch';
import type { Draft } from '@konduct/repository/platform/draft';
import { environmentOf, repositoryPath } from '@konduct/repository/platform/tree';
import { removeGone } from '@konduct/repository/staging/removal';
import type { EnvironmentInput } from './environment.ts';

export interface GoneServices {
  readonly services: readonly ServiceStaging[];
  /** Findings about files that were left behind. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Removes the staged files of services and teams that the manifest no longer has. */
export function removeWhatIsGone(draft: Draft, input: EnvironmentInput): GoneServices {
  const { environment, teams, organizations, config } = input;
  const directories = new Set(teams.flatMap(({ targets }) => targets.map(({ directory }) => directory)));
  const gone = removeGone(draft, environment, organizations, directories, isOurs);
  removeGoneTeams(draft, input);
  return {
    services: gone.map(({ directory }) => removedService(directory, environment)),
    diagnostics: gone.flatMap(({ kept }) => kept.map((path) => keptBehind(repositoryPath(config, path)))),
  };
}

/** Whether a file beside a specification was made by Konduct and is unchanged. */
function isOurs(name: string, text: string): boolean {
  return name === convertedName || (name === patchName && isOurPatch(text));
}

/** Removes the merged file of a removed team, if decK's record shows that it was made from staged files. */
function removeGoneTeams(draft: Draft, { environment, teams, base, organizations }: EnvironmentInput): void {
  const there = new Set(teams.map(({ directory }) => directory));
  for (const path of base.keys()) {
    const at = environmentOf(path);
    const directory = path.slice(0, -recordName.length - 1);
    if (at?.environment !== environment || !path.endsWith(`/${recordName}`) || there.has(directory)) continue;
    if (organizations && !organizations.has(at.organization)) continue;
    draft.remove(path);
    draft.remove(`${directory}/${stateName}`);
  }
}

function removedService(directory: string, environment: string): ServiceStaging {
  const [organization = '', , , , team = '', , ...key] = directory.split('/');
  return { organization, environment, team, service: key.join('/'), directory, outcome: 'removed', diagnostics: [] };
}

function keptBehind(path: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'staged-edited',
    message: `${path} is kept, although its service is gone from the manifest`,
    cause: 'A person wrote or edited it.',
    fix: 'Delete it if nothing needs it.',
    at: startOf(path),
  };
}
