import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { PlatformDirectory } from './platform-directory.ts';

const teams = 'konnect/teams.yaml';
const organizations = 'konnect/organizations.yaml';
const builtin = path.resolve(import.meta.dirname, '../../packages/core/blueprint/builtin');

/** The lines of a mapping's key, with all lines that are indented deeper. */
function blockOf(text: string, key: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `${key}:`);
  if (start < 0) throw new Error(`there is no ${key}`);
  const indent = lines[start]?.search(/\S/) ?? 0;
  const rest = lines.slice(start + 1).findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent);
  return lines.slice(start, rest < 0 ? undefined : start + 1 + rest).join('\n');
}

function removeBlock(platform: PlatformDirectory, file: string, key: string): void {
  platform.edit(file, blockOf(platform.read(file), key), '');
}

/** Changes of the example's manifests, each in one commit. */
export const changes = {
  removeUser: (platform: PlatformDirectory) => platform.edit(teams, '      - tomas.berg@kong-air.example\n', ''),
  removeLastUser: (platform: PlatformDirectory) =>
    platform.edit(teams, 'users:\n      - amara.okafor@kong-air.example\n', 'users: []\n'),
  removeService: (platform: PlatformDirectory) => removeBlock(platform, teams, 'kong-air/flights'),
  removeTeam: (platform: PlatformDirectory) => removeBlock(platform, teams, 'network-planning'),
  removeEnvironment: (platform: PlatformDirectory) => removeBlock(platform, organizations, 'prd'),
  moveToRegion: (platform: PlatformDirectory) =>
    platform.write(organizations, platform.read(organizations).replaceAll('region: us', 'region: eu')),
  changeTeamRole(platform: PlatformDirectory): void {
    const types = readFileSync(path.resolve(builtin, '../../manifest/builtin/environment-types.yaml'), 'utf8');
    const file = 'konnect/platform.yaml';
    platform.write(file, `${platform.read(file)}${types.replace('team-role: Admin', 'team-role: Viewer')}`);
  },
  unpublish: (platform: PlatformDirectory) => useInternalBlueprint(platform, undefined),
  publishPrivately: (platform: PlatformDirectory) => useInternalBlueprint(platform, 'private'),
  moveService(platform: PlatformDirectory): void {
    const block = blockOf(platform.read(teams), 'kong-air/flights');
    platform.edit(teams, block, '');
    const before = '\n\n  network-planning:';
    platform.edit(teams, before, `\n${block.trimEnd()}${before}`);
    for (const environment of ['dev', 'prd']) {
      const folder = (team: string) =>
        platform.path(`konnect/kong-air/envs/${environment}/teams/${team}/services/kong-air/flights`);
      mkdirSync(path.dirname(folder('passenger-services')), { recursive: true });
      renameSync(folder('network-planning'), folder('passenger-services'));
    }
  },
} as const;

/** Gives flights a blueprint of its own, which publishes it with the given visibility or not at all. */
function useInternalBlueprint(platform: PlatformDirectory, visibility: string | undefined): void {
  const service = readFileSync(path.join(builtin, 'service.yaml'), 'utf8').replace('name: service', 'name: internal');
  const publication = / {2}- id: publication\n(?:.+\n)+\n/;
  const own =
    visibility === undefined
      ? service.replace(publication, '')
      : service.replace('${schema.spec.portal.default_api_visibility}', visibility);
  platform.write('konnect/blueprints/internal.yaml', own);
  platform.edit(teams, '        name: flights\n', '        name: flights\n        blueprint: internal\n');
}
