import { convertedName } from '@konduct/deck/render/files';
import { Draft } from '@konduct/repository/platform/draft';
import type { Tree } from '@konduct/repository/platform/tree';
import { recordName } from '@konduct/repository/staging/record';
import type { EnvironmentDraft, EnvironmentInput } from './environment.ts';
import { serviceStaging } from './service.ts';
import type { StageTeam } from './target.ts';

/**
 * The environment in the working tree as a draft on the base, so that a pull request is judged like a staging. Service
 * repositories are not read, and nothing is rendered.
 *
 * @param base the pull request's base branch
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
    for (const path of [stagedPath, `${directory}/${recordName}`, `${directory}/${convertedName}`]) {
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
