import { createPlatformOfNewKinds } from '../../test/e2e/new-kinds.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { small } from '../../test/e2e/small-platform.ts';

/** A token every part of which would be found if it came out anywhere, and another secret. */
export const token = 'kpat_Q7vX2mNp9TzR4wLs8BdK';
const portalSecret = 'wq8GhT3nVx5RkYb2';
export const secrets = [token, portalSecret];
export const environment = { ACME_TOKEN: token, PORTAL_SECRET: portalSecret };

/** The commits of one platform repository that the rows apply, in their order. */
export const commits = ['first', 'second', 'third', 'new version'] as const;
export type Commit = (typeof commits)[number];

/** The small platform with a kind of everything that is written in several calls or that lists do not show, at each commit. */
export function checkOut(commit: Commit): PlatformDirectory {
  const platform = createPlatformOfNewKinds();
  platform.edit(small.teams, '    services:', '    users: [ada@acme.example]\n    services:');
  if (commit === 'second' || commit === 'third') change(platform, commit);
  if (commit === 'new version') platform.edit(small.specification, 'version: 1.0.0', 'version: 1.1.0');
  return platform;
}

/** Changes something of every kind; what lists show and what they do not. */
function change(platform: PlatformDirectory, word: string): void {
  const blueprint = 'konnect/blueprints/environment.yaml';
  platform.edit(small.teams, 'Where we fly', `Where we fly: ${word}`);
  platform.edit(small.teams, 'users: [ada@acme.example]', `users: [ada@acme.example, ${word}@acme.example]`);
  platform.edit(
    small.specification,
    'paths: {}',
    `paths:\n  /${word}:\n    get: {responses: {"200": {description: ok}}}`,
  );
  platform.edit(blueprint, 'Control plane for team', `The ${word} gateways of team`);
  platform.edit(blueprint, 'display_name: Keys', `display_name: The ${word} keys`);
  platform.write('konnect/pages/guide.md', `# The ${word} guide\n`);
}
