import { readdirSync } from 'node:fs';
import path from 'node:path';
import { closeName } from '@konduct/core/cel/suggestion';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { Manifest } from '@konduct/core/manifest/manifest';
import type { StageOptions } from './options.ts';
import { isSelected } from './target.ts';

/** The environments a run is about, each once however many organizations have it. */
export function environmentsOf(manifest: Manifest, options: StageOptions): string[] {
  const names = [...manifest.organizations.values()]
    .filter(({ key }) => isSelected(options.organizations, key))
    .flatMap(({ environments }) => [...environments.keys()])
    .filter((name) => isSelected(options.environments, name));
  return [...new Set(names)];
}

/**
 * Environments that have a folder and are in no manifest any more: what was staged there is to go. Only a run over
 * everything can tell.
 */
export function goneEnvironments(manifest: Manifest, options: StageOptions, directory: string): string[] {
  const partial = options.organizations.length + options.environments.length + options.services.length > 0;
  if (partial || manifest.incomplete) return [];
  const known = new Set(environmentsOf(manifest, options));
  const organizations = foldersIn(directory);
  const names = organizations.flatMap((organization) => foldersIn(path.join(directory, organization, 'envs')));
  return [...new Set(names)].filter((name) => !known.has(name)).sort();
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** Services in a selection that no team has. */
export function serviceProblems(manifest: Manifest, { services }: Pick<StageOptions, 'services'>): Diagnostic[] {
  if (manifest.incomplete) return [];
  const known = [...manifest.teams.values()].flatMap((team) => [...team.services.keys()]);
  return services
    .filter((name) => !known.includes(name))
    .map((name) => {
      const close = closeName(name, known);
      return {
        severity: 'error',
        code: 'selection-empty',
        message: `There is no service ${JSON.stringify(name)}`,
        fix: close === undefined ? 'Name the key of a service in the manifests.' : `Did you mean ${close}?`,
      };
    });
}
