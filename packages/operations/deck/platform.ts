import path from 'node:path';
import { type Diagnostic, hasErrors, sortDiagnostics } from '@konduct/core/diagnostic/diagnostic';
import { organizationInstances } from '@konduct/core/instance/organization';
import { loadManifest } from '@konduct/core/manifest/load';
import { ownerOf } from '@konduct/core/manifest/owner';
import type { SecretRef } from '@konduct/core/secret/secret';
import type { PlatformOptions } from '../options.ts';
import { readPlatformFiles } from '../platform-files.ts';
import { selectionProblems } from '../selection.ts';
import { type DeckPlane, deckPlanes } from './planes.ts';
import { type DeckTeam, deckTeams } from './teams.ts';
import { DirectoryTree } from './tree.ts';

export interface DeckOrganization {
  readonly name: string;
  readonly owner: string;
  readonly accessToken: SecretRef | undefined;
  readonly planes: readonly DeckPlane[];
  /** The environments in `depends-on` of each environment. */
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

/** The parts of a platform directory that decK's configuration depends on. */
export interface DeckPlatform {
  readonly tree: DirectoryTree;
  readonly organizations: readonly DeckOrganization[];
  readonly teams: readonly DeckTeam[];
  readonly diagnostics: readonly Diagnostic[];
  readonly usable: boolean;
}

/**
 * Reads the manifests of a platform directory. Blueprints are not read, because decK configuration does not depend on
 * them.
 */
export function readDeckPlatform(options: PlatformOptions, maskSecret: (value: string) => void): DeckPlatform {
  const files = readPlatformFiles(options, maskSecret);
  const tree = new DirectoryTree(files.directory, path.resolve(options.workspace));
  if (files.manifests.length === 0) {
    return { tree, organizations: [], teams: [], diagnostics: sortDiagnostics(files.diagnostics), usable: false };
  }
  const { manifest, apiNames, diagnostics } = loadManifest(files.manifests, {
    allowLiteralSecrets: options.allowLiteralSecrets,
    incomplete: hasErrors(files.diagnostics),
  });
  const found = sortDiagnostics([...files.diagnostics, ...diagnostics, ...selectionProblems(manifest, options)]);
  const teams = deckTeams(organizationInstances(manifest, apiNames), options);
  const organizations = [...manifest.organizations.values()].flatMap((organization): DeckOrganization[] => {
    const own = teams.filter((team) => team.organization === organization.key);
    if (own.length === 0) return [];
    const { owner } = ownerOf(manifest, organization);
    const environments = [...organization.environments.values()];
    const dependsOn = new Map(environments.map((environment) => [environment.key, environment.dependsOn]));
    return [
      { name: organization.key, owner, accessToken: organization.accessToken, planes: deckPlanes(own), dependsOn },
    ];
  });
  return { tree, organizations, teams, diagnostics: found, usable: !hasErrors(found) };
}
