import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organizationInstances } from '@konduct/core/instance/organization';
import { loadManifest } from '@konduct/core/manifest/load';
import { type DeckTeam, deckTeams } from '@konduct/operations/deck/teams';
import { DirectoryTree } from '@konduct/operations/deck/tree';
import { SHARED } from '../contract/document.ts';

const source = join(SHARED, 'kong-air', 'konnect');

/** Whether Kong Air's platform repository is beside the checkout. */
export const hasKongAir: boolean = existsSync(source);

/** A copy of Kong Air's platform repository that may be changed. */
export interface KongAir {
  readonly workspace: string;
  readonly directory: string;
  readonly teams: readonly DeckTeam[];
  tree(): DirectoryTree;
  path(relative: string): string;
  read(relative: string): string;
  remove(): void;
}

export function copyKongAir(): KongAir {
  const workspace = mkdtempSync(join(tmpdir(), 'konduct-kong-air-'));
  const directory = join(workspace, 'konnect');
  cpSync(source, directory, { recursive: true });
  return {
    workspace,
    directory,
    teams: teamsOf(directory),
    tree: () => new DirectoryTree(directory, workspace),
    path: (relative) => join(directory, relative),
    read: (relative) => readFileSync(join(directory, relative), 'utf8'),
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  };
}

/** The teams of a platform directory's manifests. */
export function teamsOf(directory: string): DeckTeam[] {
  const files = ['teams.yaml', 'organizations.yaml'].map((name) => ({
    path: `konnect/${name}`,
    text: readFileSync(join(directory, name), 'utf8'),
  }));
  const { manifest, apiNames } = loadManifest(files, { allowLiteralSecrets: false, incomplete: false });
  return deckTeams(organizationInstances(manifest, apiNames), { organizations: [], environments: [] });
}
