import { suggestName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import type { ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { DraftInput } from '@konduct/core/plan/draft-input';
import type { PlatformOptions, ReconcileOptions } from './options.ts';

/** The resources that a run changes, and the other resources that these refer to. */
export type Selection = Pick<DraftInput, 'selects' | 'refersTo'>;

/**
 * The resources of a graph that a run changes: those of the selected environments, and the organization-level ones that
 * they depend on unless only one level is selected. Other resources that these refer to are only read. Without a
 * selection, all resources.
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

/** Reports unknown names in a selection, and a platform without anything to select. */
export function selectionProblems(
  manifest: Manifest,
  options: Pick<PlatformOptions, 'config' | 'organizations' | 'environments'>,
): Diagnostic[] {
  // A file that could not be read may define the name.
  if (manifest.incomplete) return [];
  if (manifest.organizations.size === 0 && (options.organizations.length === 0 || !manifest.mentionsOrganizations))
    return [noOrganization(options.config, manifest.mentionsOrganizations)];
  const { organizations } = manifest;
  const missing = options.organizations.filter((name) => !organizations.has(name));
  // An unknown organization may have had the environment, so that is not reported as well.
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

/** @param mentioned whether a file has the key without a value, as in a platform that is only begun */
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
