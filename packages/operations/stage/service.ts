import type { ServiceStaging, SpecificationOutcome, StagedBefore } from '@konduct/core/run/staging';
import { sameValue } from '@konduct/core/value/same-value';
import { destinationAddresses } from '@konduct/deck/render/destinations';
import { convertedName } from '@konduct/deck/render/files';
import { readSpecification } from '@konduct/openapi/document/specification';
import type { Draft } from '@konduct/repository/platform/draft';
import { type Tree, textOf } from '@konduct/repository/platform/tree';
import { recordIn } from '@konduct/repository/staging/service';
import type { EnvironmentInput } from './environment.ts';
import type { StageTarget } from './target.ts';

/**
 * The result for a service: the specification that was read, and the draft's, compared with the base.
 *
 * @param changed the paths in its folder that the draft changes
 */
export function serviceStaging(
  target: StageTarget,
  input: EnvironmentInput,
  draft: Draft,
  changed: readonly string[],
): ServiceStaging {
  const request = input.requests.get(target);
  const result = request && input.results.get(request);
  const obstacles = input.obstacles.get(target) ?? [];
  const diagnostics = [...obstacles, ...(result?.type === 'failed' ? result.diagnostics : [])];
  const record = recordIn(draft, target);
  const before = input.base.get(target.stagedPath);
  const after = draft.get(target.stagedPath);
  const same = before?.type === 'file' && after?.type === 'file' && before.id === after.id;
  const compared: SpecificationOutcome = same || !after ? 'unchanged' : before ? 'changed' : 'added';
  const read = result?.type === 'read' ? result.specification : undefined;
  // From the staged file, not from the one that was read: a second run must report the same as the first.
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
    ...(record?.author === undefined || compared === 'unchanged' ? {} : { author: record.author }),
    ...(compared === 'changed' ? { before: stagedBefore(input.base, target) } : {}),
    ...head,
    ...trafficOf(target, input, draft),
    ...(compared === 'unchanged' && changed.length > 0 ? { otherFiles: changed.map(nameOf) } : {}),
    diagnostics: [...diagnostics, ...(read?.diagnostics ?? [])],
  };
}

/** How the addresses change that the gateway sends requests to, by the rendered configurations of base and draft. */
function trafficOf(
  { directory }: StageTarget,
  { base, renderer }: EnvironmentInput,
  draft: Draft,
): Pick<ServiceStaging, 'traffic'> {
  const path = `${directory}/${convertedName}`;
  const [before, after] = [base.get(path), draft.get(path)];
  if (before?.type !== 'file' || after?.type !== 'file') return {};
  // Without decK here, equal configurations only mean that nothing was rendered.
  if (before.id === after.id) return renderer ? { traffic: 'stays' } : {};
  const [from, to] = [before, after].map((entry) => destinationAddresses(textOf(entry) ?? ''));
  if (!from || !to) return {};
  return { traffic: sameValue(from, to) ? 'stays' : { from, to } };
}

/** The base's version of a service: the version of its API, and the commit that it was read from. */
function stagedBefore(base: Tree, target: StageTarget): StagedBefore {
  const version = specificationHead(textOf(base.get(target.stagedPath)))?.version;
  const commit = recordIn(base, target)?.commit;
  return { ...(version === undefined ? {} : { version }), ...(commit === undefined ? {} : { commit }) };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function specificationHead(text: string | undefined): { readonly title: string; readonly version: string } | undefined {
  const { fields } = readSpecification({ path: 'openapi.yaml', text: text ?? '' }, '', false);
  return fields && { title: String(fields.title), version: String(fields.version) };
}
