import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ResourceNode } from '@konduct/core/graph/node';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { PlatformOptions } from './options.ts';

/**
 * Which resources a run is about: those of the selected environments, and the organization-level ones they stand on.
 * Without a selection, all.
 */
export function selects(options: Pick<PlatformOptions, 'environments'>): (node: ResourceNode) => boolean {
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
