import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { convertedName, patchName, recordName, stateName } from '@konduct/deck/render/files';
import { keptPatch } from '@konduct/deck/render/patch';
import { Draft } from '@konduct/repository/platform/draft';
import { folderOf, repositoryPath, type Tree, textOf } from '@konduct/repository/platform/tree';
import type { SpecRequest, SpecResult } from '@konduct/repository/specification/request';
import { stageSpecification } from '@konduct/repository/staging/service';
import { renderedService } from '../deck/rendered-service.ts';
import type { DeckRenderer } from '../deck/renderer.ts';
import { draftTree } from './draft.ts';
import { removeWhatIsGone } from './gone.ts';
import { serviceStaging } from './service.ts';
import type { StageTarget, StageTeam } from './target.ts';

export interface EnvironmentInput {
  readonly environment: string;
  /** The teams of the environment in all organizations; empty for an environment that the manifest no longer has. */
  readonly teams: readonly StageTeam[];
  /** The organizations whose files may be removed; undefined for all. */
  readonly organizations: ReadonlySet<string> | undefined;
  readonly base: Tree;
  /** The tree of the open pull request; undefined when there is none, or it is not ours. */
  readonly pending: Tree | undefined;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  readonly requests: ReadonlyMap<StageTarget, SpecRequest>;
  readonly results: ReadonlyMap<SpecRequest, SpecResult>;
  /** The reasons why services were not asked for. */
  readonly obstacles: ReadonlyMap<StageTarget, readonly Diagnostic[]>;
  readonly renderer: DeckRenderer | undefined;
}

/** The desired state of an environment. Nothing is written. */
export interface EnvironmentDraft {
  readonly environment: string;
  readonly draft: Draft;
  readonly services: readonly ServiceStaging[];
  /** Findings about decK files and removed files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Computes the desired state of an environment from its present files and those in its services' repositories. */
export async function draftEnvironment(input: EnvironmentInput): Promise<EnvironmentDraft> {
  const { environment, teams, base, pending, config, renderer } = input;
  const draft = new Draft(base);
  const targets = teams.flatMap((team) => team.targets);
  const trees = pending ? [pending, base] : [base];
  for (const target of targets) {
    const request = input.requests.get(target);
    stageSpecification(draft, trees, target, request, request && input.results.get(request));
  }
  const gone = removeWhatIsGone(draft, input);
  const diagnostics: Diagnostic[] = [...gone.diagnostics];
  if (pending) takeOverDeckFiles(draft, pending, teams);

  if (renderer) {
    const renderTeams = teams.map(({ targets, ...team }) => ({
      ...team,
      services: targets.map(({ service, type }) => renderedService(service, type)),
    }));
    const rendering = await renderer.render(renderTeams, draftTree(draft, config));
    for (const [path, text] of rendering.files) draft.write(path, text);
    diagnostics.push(...rendering.diagnostics);
    const touched = new Set([...draft.changes].flatMap(([path, entry]) => (entry ? [path] : [])));
    const shown = new Set([...touched].map((path) => repositoryPath(config, path)));
    diagnostics.push(...rendering.traffic.filter(({ at }) => at && shown.has(at.file)));
    diagnostics.push(...(await renderer.lint(renderTeams, draftTree(draft, config), touched)));
  } else {
    for (const target of targets) diagnostics.push(...stagePatch(draft, target, config));
  }
  const changed = Map.groupBy(draft.changes.keys(), folderOf);
  const services = targets.map((target) => serviceStaging(target, input, draft, changed.get(target.directory) ?? []));
  return { environment, draft, services: [...services, ...gone.services], diagnostics: sortDiagnostics(diagnostics) };
}

/** The patch that links a gateway service to its API, for runs without decK. */
function stagePatch(
  draft: Draft,
  { directory, stagedPath, service }: StageTarget,
  config: string,
): readonly Diagnostic[] {
  if (!draft.get(stagedPath)) return [];
  const path = `${directory}/${patchName}`;
  const existing = textOf(draft.get(path));
  const shown = repositoryPath(config, path);
  const { text, diagnostics } = keptPatch(
    service.apiName,
    existing === undefined ? undefined : { path: shown, text: existing },
  );
  draft.write(path, text);
  return diagnostics;
}

/**
 * Copies decK files from the branch, so that they need not be rendered again. The renderer does not trust them: it
 * compares the digests of the files that each was made from.
 */
function takeOverDeckFiles(draft: Draft, pending: Tree, teams: readonly StageTeam[]): void {
  const paths = teams.flatMap(({ directory, targets }) => [
    `${directory}/${recordName}`,
    `${directory}/${stateName}`,
    ...targets.map((target) => `${target.directory}/${convertedName}`),
  ]);
  for (const path of paths) {
    const entry = pending.get(path);
    if (entry?.type === 'file') draft.write(path, entry.bytes);
  }
}
