import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { describe } from 'vitest';
import type { PlatformDirectory } from './platform-directory.ts';
import { type Finding, refuses } from './refused.ts';
import { small } from './small-platform.ts';

describe('symbolic links', () => {
  const moveAway = (platform: PlatformDirectory, file: string, name: string) => {
    renameSync(platform.path(file), platform.path(name));
    symlinkSync(platform.path(name), platform.path(file));
  };
  refuses([
    {
      name: 'the platform directory',
      spoil: (platform) => moveAway(platform, 'konnect', 'elsewhere'),
      findings: [['file-symlink', 'konnect:1:1', 'The platform directory konnect is a symbolic link']],
    },
    {
      name: 'the platform directory beside a manifest that is named',
      spoil: (platform) => {
        platform.write('all.yaml', [small.teams, small.organizations].map(platform.read).join(''));
        moveAway(platform, 'konnect', 'elsewhere');
      },
      settings: { manifests: ['all.yaml'] },
      findings: [['file-symlink', 'konnect:1:1', 'The platform directory konnect is a symbolic link']],
    },
    {
      name: 'a folder above the platform directory',
      spoil: (platform) => {
        platform.write('real/file', '');
        renameSync(platform.path('konnect'), platform.path('real/konnect'));
        symlinkSync('real', platform.path('link'));
      },
      settings: { config: 'link/konnect' },
      findings: [['file-symlink', 'link/konnect:1:1', 'is reached through one']],
    },
    {
      name: 'a manifest',
      spoil: (platform) => moveAway(platform, small.teams, 'elsewhere.yaml'),
      findings: [['file-symlink', `${small.teams}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a manifest that leads nowhere',
      spoil: (platform) => {
        rmSync(platform.path(small.teams));
        symlinkSync('/nowhere', platform.path(small.teams));
      },
      findings: [['file-symlink', `${small.teams}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a manifest that is named',
      spoil: (platform) => symlinkSync('/etc/hostname', platform.path('more.yaml')),
      settings: { manifests: ['more.yaml'] },
      findings: [['file-symlink', 'more.yaml:1:1', 'is a symbolic link']],
    },
    {
      name: 'a folder above a manifest that is named',
      spoil: (platform) => symlinkSync('/etc', platform.path('link')),
      settings: { manifests: ['link/hostname'] },
      findings: [['file-symlink', 'link/hostname:1:1', 'A folder on the way']],
    },
    {
      name: 'a blueprint',
      spoil: (platform) => {
        platform.write('konnect/blueprints/service.yaml', '');
        moveAway(platform, 'konnect/blueprints/service.yaml', 'elsewhere.yaml');
      },
      findings: [['file-symlink', 'konnect/blueprints/service.yaml:1:1', 'is a symbolic link']],
    },
    {
      name: 'the folder of the blueprints',
      spoil: (platform) => {
        platform.write('konnect/blueprints/service.yaml', '');
        moveAway(platform, 'konnect/blueprints', 'elsewhere');
      },
      findings: [['file-symlink', 'konnect/blueprints:1:1', 'is a symbolic link']],
    },
    {
      name: 'a staged specification',
      spoil: (platform) => moveAway(platform, small.specification, 'elsewhere.yaml'),
      findings: [['file-symlink', `${small.specification}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a folder above a staged specification',
      spoil: (platform) => moveAway(platform, 'konnect/acme/envs', 'elsewhere'),
      findings: [['file-symlink', `${small.specification}:1:1`, 'A folder on the way']],
    },
  ]);
});

describe('paths that lead elsewhere', () => {
  const notAFolder = (place: string): Finding => ['path-conflict', place, 'leads to another folder'];
  refuses([
    {
      name: 'made of the key of a service',
      spoil: (platform) => platform.edit(small.teams, 'acme/flights:', 'acme/../../../../../../../../etc:'),
      findings: [notAFolder(`${small.teams}:5:7`)],
    },
    {
      name: 'made of the key of an environment',
      spoil: (platform) => platform.edit(small.organizations, 'dev:', '"..":'),
      findings: [notAFolder(`${small.organizations}:7:7`)],
    },
    {
      name: 'made of the key of an organization',
      spoil: (platform) => platform.edit(small.organizations, 'acme:', '..:'),
      findings: [notAFolder(`${small.organizations}:2:3`)],
    },
    {
      name: 'as the path of a specification in its repository',
      spoil: (platform) =>
        platform.edit(small.teams, 'name: flights\n', 'name: flights\n        spec-path: ../../etc/passwd\n'),
      findings: [['manifest-value', `${small.teams}:7:20`, '../../etc/passwd']],
    },
    {
      name: 'made by a blueprint',
      spoil: (platform) =>
        platform.write(
          'konnect/blueprints/environment.yaml',
          `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: environment}
schema:
  spec:
    organization: string
    environment: Environment
    teams: "[]Team"
resources:
  - id: document
    kind: StagedSpec
    externalRef:
      path: ../../../../etc/passwd
`,
        ),
      findings: [['file-outside', 'konnect/blueprints/environment.yaml:13:7', 'leads out of konnect']],
    },
  ]);
});
