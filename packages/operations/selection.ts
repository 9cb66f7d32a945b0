import { suggestName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import type { ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { DraftInput } from '@konduct/core/plan/draft-input';
import type { PlatformOptions, ReconcileOptions } from './options.ts';

/** Which resources a run changes, and which others those refer to. */
export type Selection = Pick<DraftInput, 'selects' | 'refersTo'>;

/**
 * Which resources of a graph a run is about: those of the selected environments and, unless only one level is asked for,
 * the organization-level ones they stand on. What those refer to and another run is about is looked at only. Without a
 * selection, all.
 */
export function selectionOf(graph: ResourceGraph, options: SelectionOptions): Selection {
  const { environments, level = 'all' } = options;
  if (environments.length === 0 && level === 'all') return {};
  const selects = ({ environment }: ResourceNode) =>
    environment === undefined
      ? level !== 'environment'
      : level !== 'organization' && (environments.length === 0 || environments.includes(environment));
  const needed = new Set<string>();
  const need = (address: string) => {
    if (needed.has(address)) return;
    needed.add(address);
    for (const dependency of graph.dependencies.get(address) ?? []) need(dependency);
  };
  for (const node of graph.nodes) if (selects(node)) need(node.address);
  return { selects, refersTo: ({ address }) => needed.has(address) };
}

type SelectionOptions = Pick<PlatformOptions, 'environments'> & Pick<ReconcileOptions, 'level'>;

/** Names in a selection that mean nothing, and a platform in which there is nothing to select from. */
export function selectionProblems(
  manifest: Manifest,
  options: Pick<PlatformOptions, 'config' | 'organizations' | 'environments'>,
): Diagnostic[] {
  // What could not be read may be what defines the name.
  if (manifest.incomplete) return [];
  if (manifest.organizations.size === 0 && (options.organizations.length === 0 || !manifest.mentionsOrganizations))
    return [noOrganization(options.config, manifest.mentionsOrganizations)];
  const { organizations } = manifest;
  const missing = options.organizations.filter((name) => !organizations.has(name));
  // An organization that does not exist would have had environments too.
  const isChosen = (name: string): boolean =>
    options.organizations.length === 0 || missing.length > 0 || options.organizations.includes(name);
  const chosen = [...organizations.values()].filter(({ key }) => isChosen(key));
  const environments = new Set(chosen.flatMap((organization) => [...organization.environments.keys()]));
  return [
    ...missing.map((name) => unknown('organization', name, organizations.keys())),
    ...options.environments.flatMap((name) =>
      environments.has(name) ? [] : [unknown('environment', name, environments)],
    ),
  ];
}

/** @param mentioned whether the key is there with nothing behind it, as in a platform that is only begun */
function noOrganization(config: string, mentioned: boolean): Diagnostic {
  const message = mentioned
    ? 'There is nothing to do yet: `organizations` has nothing behind it'
    : 'No manifest has `organizations`, so that there is nothing to do';
  const fix = `Describe one in ${config}/organizations.yaml, or name more manifests with ${inputWords('manifest')}.`;
  return finding('manifest-required', message, undefined, { severity: mentioned ? 'warning' : 'error', fix });
}

function unknown(what: string, name: string, known: Iterable<string>): Diagnostic {
  const fix = suggestName(name, [...known]);
  return finding('selection-empty', `There is no ${what} ${JSON.stringify(name)}`, undefined, { fix });
}
