import { createPlatformOfNewKinds, environmentBlueprint } from '../../test/e2e/new-kinds.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { small } from '../../test/e2e/small-platform.ts';

/** A token every part of which would be found if it came out anywhere, and secrets that Konnect is given. */
export const token = 'kpat_Q7vX2mNp9TzR4wLs8BdK';
const [portalSecret, newSecret] = ['wq8GhT3nVx5RkYb2', 'Zr4JmC7pLd9XsKf6'];
export const secrets = [token, portalSecret, newSecret];
export const environment = { ACME_TOKEN: token, PORTAL_SECRET: portalSecret, NEW_SECRET: newSecret };

/** People that commits put into the team. Nobody removes a user, so that they are there before any row. */
export const people = ['second', 'third'].map((name) => `${name}@acme.example`);

/** Commits of one platform repository, of which rows apply some in an order of their own. */
export type Commit = 'first' | 'second' | 'third' | 'new version' | 'with a secret' | 'with a new secret' | 'less';

/** The small platform with a kind of everything that is written in several calls or that lists do not show, at a commit. */
export function checkOut(commit: Commit): PlatformDirectory {
  const platform = createPlatformOfNewKinds();
  platform.edit(small.teams, '    services:', '    users: [ada@acme.example]\n    services:');
  if (commit === 'second' || commit === 'third') change(platform, commit);
  if (commit === 'new version') platform.edit(small.specification, 'version: 1.0.0', 'version: 1.1.0');
  if (commit === 'with a new secret') platform.edit(environmentBlueprint, 'env: PORTAL_SECRET', 'env: NEW_SECRET');
  if (commit === 'less') removeResources(platform, 'keys', 'firstText', 'first');
  // Digests of secrets take their time on purpose, so that only rows about them have any.
  if (!commit.endsWith('secret')) removeResources(platform, 'portalSecret', 'login');
  return platform;
}

/** Changes something of every kind; what lists show and what they do not. */
function change(platform: PlatformDirectory, word: string): void {
  platform.edit(small.teams, 'Where we fly', `Where we fly, ${word}`);
  platform.edit(small.teams, 'users: [ada@acme.example]', `users: [ada@acme.example, ${word}@acme.example]`);
  platform.edit(
    small.specification,
    'paths: {}',
    `paths:\n  /${word}:\n    get: {responses: {"200": {description: ok}}}`,
  );
  platform.edit(environmentBlueprint, 'Control plane for team', `The ${word} gateways of team`);
  platform.edit(environmentBlueprint, 'display_name: Keys', `display_name: The ${word} keys`);
  platform.write('konnect/pages/guide.md', `# The ${word} guide\n`);
}

function removeResources(platform: PlatformDirectory, ...ids: readonly string[]): void {
  for (const id of ids) {
    const [block] = new RegExp(`^  - id: ${id}\\n(?:    .*\\n)+`, 'm').exec(platform.read(environmentBlueprint)) ?? [];
    if (block === undefined) throw new Error(`there is no resource ${id}`);
    platform.edit(environmentBlueprint, block, '');
  }
}
