import { Draft } from '@konduct/repository/platform/draft';
import type { Tree } from '@konduct/repository/platform/tree';
import { recordName } from '@konduct/repository/staging/record';
import type { EnvironmentDraft, EnvironmentInput } from './environment.ts';
import { serviceStaging } from './service.ts';
import type { StageTeam } from './target.ts';

/**
 * An environment as the working tree has it, as a draft on the base: so that what a pull request brings is compared as
 * what staging brings. Nothing is read from services' repositories, and nothing is rendered.
 *
 * @param base what the branch has that the pull request is for
 * @param local the platform directory on the disk
 */
export function checkedEnvironment(
  environment: string,
  teams: readonly StageTeam[],
  base: Tree,
  local: Tree,
  config: string,
): EnvironmentDraft {
  const draft = new Draft(base);
  const targets = teams.flatMap((team) => team.targets);
  for (const { directory, stagedPath } of targets) {
    for (const path of [stagedPath, `${directory}/${recordName}`]) {
      const entry = local.get(path);
      if (entry?.type === 'file') draft.write(path, entry.bytes);
      else if (!entry) draft.remove(path);
    }
  }
  const input: EnvironmentInput = {
    environment,
    teams,
    organizations: undefined,
    base,
    pending: undefined,
    config,
    requests: new Map(),
    results: new Map(),
    obstacles: new Map(),
    renderer: undefined,
  };
  const services = targets.map((target) => serviceStaging(target, input, draft, []));
  return { environment, draft, services, diagnostics: [] };
}
