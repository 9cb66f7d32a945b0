import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ResourceGraph, ResourceNode } from '@konduct/core/graph/node';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { PlanInput } from '@konduct/core/plan/planner';
import type { PlatformOptions, ReconcileOptions } from './options.ts';

/** Which resources a run changes, and which others those refer to. */
export type Selection = Pick<PlanInput, 'selects' | 'refersTo'>;

/**
 * Which resources of a graph a run is about: those of the selected environments and, unless only one level is asked for,
 * the organization-level ones they stand on. What those refer to and another run is about is looked at only. Without a
 * selection, all.
 */
export function selectionOf(graph: ResourceGraph, options: SelectionOptions): Selection {
  const { environments, level = 'all' } = options;
  if (environments.length === 0 && level === 'all') return { selects: () => true };
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
  if (manifest.organizations.size === 0) return [noOrganization(options.config)];
  const environments = new Set(
    [...manifest.organizations.values()].flatMap((organization) => [...organization.environments.keys()]),
  );
  return [
    ...options.organizations.flatMap((name) =>
      manifest.organizations.has(name) ? [] : [unknown('organization', name, manifest.organizations.keys())],
    ),
    ...options.environments.flatMap((name) =>
      environments.has(name) ? [] : [unknown('environment', name, environments)],
    ),
  ];
}

function noOrganization(config: string): Diagnostic {
  return {
    severity: 'error',
    code: 'manifest-required',
    message: 'no manifest has `organizations`, so that there is nothing to do',
    fix: `describe one in ${config}/organizations.yaml, or name more manifests with \`manifest\``,
  };
}

function unknown(what: string, name: string, known: Iterable<string>): Diagnostic {
  const names = [...known];
  const close = closeName(name, names);
  return {
    severity: 'error',
    code: 'selection-empty',
    message: `there is no ${what} ${JSON.stringify(name)}`,
    fix: close === undefined ? `the manifests have ${names.join(', ')}` : `did you mean ${close}?`,
  };
}
