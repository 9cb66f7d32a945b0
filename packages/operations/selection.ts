import { suggestName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { ResourceNode } from '@konduct/core/graph/node';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { PlatformOptions } from './options.ts';

/**
 * Which resources a run is about: those of the selected environments, and the organization-level ones they stand on.
 * Without a selection, all.
 */
export function selects(
  options: Pick<PlatformOptions, 'environments'>,
): (node: Pick<ResourceNode, 'environment'>) => boolean {
  const { environments } = options;
  return environments.length === 0
    ? () => true
    : (node) => node.environment === undefined || environments.includes(node.environment);
}

/** Names in a selection that mean nothing, and a platform in which there is nothing to select from. */
export function selectionProblems(
  manifest: Manifest,
  options: Pick<PlatformOptions, 'config' | 'organizations' | 'environments'>,
): Diagnostic[] {
  // What could not be read may be what defines the name.
  if (manifest.incomplete) return [];
  if (manifest.organizations.size === 0) return [noOrganization(options.config)];
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

function noOrganization(config: string): Diagnostic {
  const message = 'No manifest has `organizations`, so that there is nothing to do';
  const fix = `Describe one in ${config}/organizations.yaml, or name more manifests with \`manifest\`.`;
  return finding('manifest-required', message, undefined, { fix });
}

function unknown(what: string, name: string, known: Iterable<string>): Diagnostic {
  const fix = suggestName(name, [...known]);
  return finding('selection-empty', `There is no ${what} ${JSON.stringify(name)}`, undefined, { fix });
}
