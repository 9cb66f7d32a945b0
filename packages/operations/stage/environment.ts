import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { readSpecification } from '@konduct/core/document/specification';
import type { ServiceStaging, SpecificationOutcome } from '@konduct/core/report/staging';
import { convertedName, patchName, recordName, stateName } from '@konduct/deck/render/files';
import { keptPatch, patchText } from '@konduct/deck/render/patch';
import { Draft } from '@konduct/repository/platform/draft';
import { environmentOf, type Tree, textOf } from '@konduct/repository/platform/tree';
import type { SpecRequest, SpecResult } from '@konduct/repository/specification/request';
import { removeGone } from '@konduct/repository/staging/removal';
import { recordIn, stageSpecification } from '@konduct/repository/staging/service';
import type { DeckRenderer } from '../deck/renderer.ts';
import { draftTree } from './draft.ts';
import type { StageTarget, StageTeam } from './target.ts';

export interface EnvironmentInput {
  readonly environment: string;
  /** Of the environment, in all organizations; none for an environment that is gone from the manifest. */
  readonly teams: readonly StageTeam[];
  /** The organizations whose files may be removed; undefined for all. */
  readonly organizations: ReadonlySet<string> | undefined;
  readonly base: Tree;
  /** What the open pull request would bring; undefined when there is none, or none of ours. */
  readonly pending: Tree | undefined;
  /** The platform directory, from the root of the repository. */
  readonly config: string;
  readonly requests: ReadonlyMap<StageTarget, SpecRequest>;
  readonly results: ReadonlyMap<SpecRequest, SpecResult>;
  /** What kept a service from being asked about. */
  readonly obstacles: ReadonlyMap<StageTarget, readonly Diagnostic[]>;
  readonly renderer: DeckRenderer | undefined;
}

/** An environment as it shall be. Nothing is written anywhere. */
export interface EnvironmentDraft {
  readonly environment: string;
  readonly draft: Draft;
  readonly services: readonly ServiceStaging[];
  /** Of decK, and of what was removed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out what an environment shall have, from what it has and what its services' repositories have. */
export async function draftEnvironment(input: EnvironmentInput): Promise<EnvironmentDraft> {
  const { environment, teams, base, pending, config, renderer } = input;
  const draft = new Draft(base);
  const targets = teams.flatMap((team) => team.targets);
  const trees = pending ? [pending, base] : [base];
  for (const target of targets) {
    const request = input.requests.get(target);
    stageSpecification(draft, trees, targetFiles(target), request, request && input.results.get(request));
  }
  const diagnostics: Diagnostic[] = [];
  const directories = new Set(targets.map(({ directory }) => directory));
  const gone = removeGone(draft, environment, input.organizations, directories, isOurs);
  for (const path of gone.flatMap(({ kept }) => kept))
    diagnostics.push(keptBehind(config === '' ? path : `${config}/${path}`));
  removeGoneTeams(draft, input);
  if (pending) takeOverDeckFiles(draft, pending, teams);

  if (renderer) {
    const renderTeams = teams.map(({ targets, ...team }) => ({
      ...team,
      services: targets.map(({ service, directory, stagedPath }) => ({
        key: service.key,
        apiName: service.apiName,
        directory,
        specification: stagedPath,
      })),
    }));
    const rendering = await renderer.render(renderTeams, draftTree(draft, config));
    for (const [path, text] of rendering.files) draft.write(path, text);
    diagnostics.push(...rendering.diagnostics);
    const touched = new Set([...draft.changes].flatMap(([path, entry]) => (entry ? [path] : [])));
    diagnostics.push(...(await renderer.lint(renderTeams, draftTree(draft, config), touched)));
  } else {
    for (const target of targets) diagnostics.push(...stagePatch(draft, target, config));
  }
  const removed = gone.map(({ directory }) => removedService(directory, environment));
  const services = [...targets.map((target) => serviceStaging(target, input, draft)), ...removed];
  return { environment, draft, services, diagnostics: sortDiagnostics(diagnostics) };
}

function targetFiles({ directory, stagedPath }: StageTarget): { directory: string; stagedPath: string } {
  return { directory, stagedPath };
}

/** The patch that links a gateway service to its API, for when decK does not see to it. */
function stagePatch(
  draft: Draft,
  { directory, stagedPath, service }: StageTarget,
  config: string,
): readonly Diagnostic[] {
  if (!draft.get(stagedPath)) return [];
  const path = `${directory}/${patchName}`;
  const existing = textOf(draft.get(path));
  const shown = config === '' ? path : `${config}/${path}`;
  const { text, diagnostics } = keptPatch(
    service.apiName,
    existing === undefined ? undefined : { path: shown, text: existing },
  );
  draft.write(path, text);
  return diagnostics;
}

/**
 * What decK made of what is waiting on the branch, so that it need not be made again. The renderer believes none of it:
 * it goes by the digests of what each file was made from.
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

/** Files of a service that is gone which nobody but us has written. */
function isOurs(name: string, text: string): boolean {
  if (name === convertedName) return true;
  const api = /ko-api-name=([^"'\n]*)/.exec(text)?.[1];
  return name === patchName && api !== undefined && text === patchText(api);
}

/** The merged file of a team that is gone, where decK's record shows that it was made from what we staged. */
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

function serviceStaging(target: StageTarget, input: EnvironmentInput, draft: Draft): ServiceStaging {
  const request = input.requests.get(target);
  const result = request && input.results.get(request);
  const obstacles = input.obstacles.get(target) ?? [];
  const diagnostics = [...obstacles, ...(result?.type === 'failed' ? result.diagnostics : [])];
  const record = recordIn(draft.tree, targetFiles(target));
  const before = input.base.get(target.stagedPath);
  const after = draft.get(target.stagedPath);
  const same = before?.type === 'file' && after?.type === 'file' && before.id === after.id;
  const compared: SpecificationOutcome = same || !after ? 'unchanged' : before ? 'changed' : 'added';
  const read = result?.type === 'read' ? result.specification : undefined;
  // Of what is staged, not of what was read: a second run must say the same as the first.
  const head = compared === 'unchanged' ? undefined : specificationHead(textOf(after));
  return {
    organization: target.organization,
    environment: target.environment,
    team: target.team,
    service: target.service.key,
    directory: target.directory,
    outcome: diagnostics.some(({ severity }) => severity === 'error')
      ? 'failed'
      : !target.asked && compared === 'unchanged'
        ? 'not-asked'
        : compared,
    branch: target.service.branch,
    ...(target.git?.remote === undefined ? {} : { repository: target.git.remote }),
    ...(record ? { commit: record.commit } : {}),
    ...head,
    diagnostics: [...diagnostics, ...(read?.diagnostics ?? [])],
  };
}

function specificationHead(text: string | undefined): { readonly title: string; readonly version: string } | undefined {
  const { fields } = readSpecification({ path: 'openapi.yaml', text: text ?? '' }, '', false);
  return fields && { title: String(fields.title), version: String(fields.version) };
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
    at: { file: path, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
  };
}
