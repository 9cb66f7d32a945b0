import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { StagingBranch } from '@konduct/repository/platform/read-branch';
import type { StageOptions } from './options.ts';
import { isSelected, type StageTeam } from './target.ts';

/** The environments of a run, each once even if several organizations have it. */
export function environmentsOf(manifest: Manifest, options: StageOptions): string[] {
  const names = [...manifest.organizations.values()]
    .filter(({ key }) => isSelected(options.organizations, key))
    .flatMap(({ environments }) => [...environments.keys()])
    .filter((name) => isSelected(options.environments, name));
  return [...new Set(names)];
}

/**
 * Whether a run is about all services and environments: only then can it tell which ones the manifest no longer has.
 */
export function isAboutEverything(manifest: Manifest, options: StageOptions): boolean {
  const selected = options.organizations.length + options.environments.length + options.services.length;
  return selected === 0 && !manifest.incomplete;
}

interface Surroundings {
  /** The environments in the manifest. */
  readonly known: readonly string[];
  readonly teams: readonly StageTeam[];
  readonly branch: StagingBranch | undefined;
}

/** Whether an environment has anything to report: teams, or a branch. */
export function hasSomething(environment: string, { known, teams, branch }: Surroundings): boolean {
  // For a removed environment, a branch counts only if it has a commit of ours; its name alone may be a coincidence.
  if (!known.includes(environment)) return branch?.ahead.some(({ trailers }) => trailers !== undefined) ?? false;
  return teams.some((team) => team.environment === environment) || branch?.head !== undefined;
}

/** Services in a selection that no team has. */
export function serviceProblems(manifest: Manifest, { services }: Pick<StageOptions, 'services'>): Diagnostic[] {
  if (manifest.incomplete) return [];
  const known = [...manifest.teams.values()].flatMap((team) => [...team.services.keys()]);
  return services
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = closeName(name, known);
      return {
        severity: 'error',
        code: 'selection-empty',
        message: `There is no service ${JSON.stringify(name)}`,
        fix: close === undefined ? 'Name the key of a service in the manifests.' : `Did you mean ${close}?`,
      };
    });
}
