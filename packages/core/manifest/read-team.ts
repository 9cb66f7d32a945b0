import type { Service, Team } from './manifest.ts';
import { readGit } from './read-git.ts';
import type { Reading } from './reading.ts';
import { defaultDevBranch, defaultProdBranch, defaultSpecPath } from './schema/team.ts';

/** Reads an item of `teams`. */
export function readTeam(team: Reading, key: string): Team {
  const users = team.texts('users', { keepEmpty: true });
  return team.place({
    key,
    description: team.text('description'),
    users: users ?? [],
    listsUsers: users !== undefined,
    services: team.map('services', readService) ?? new Map(),
    deletionProtection: team.flag('deletion-protection') ?? false,
  });
}

function readService(service: Reading, key: string): Service {
  return service.place({
    key,
    // Without a name, which is reported, the last part of the key keeps the service in sight.
    name: service.text('name') ?? key.slice(key.lastIndexOf('/') + 1),
    description: service.text('description'),
    git: service.block('git', readGit),
    specPath: (service.text('spec-path') ?? defaultSpecPath).replace(/^(?:\.\/)+/, ''),
    prodBranchName: service.text('prod-branch-name') ?? defaultProdBranch,
    devBranchName: service.text('dev-branch-name') ?? defaultDevBranch,
    blueprint: service.text('blueprint'),
    parameters: service.data('parameters'),
    deletionProtection: service.flag('deletion-protection') ?? false,
  });
}
