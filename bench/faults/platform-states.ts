import { createPlatformOfNewKinds, environmentBlueprint } from '../../test/e2e/new-kinds.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { small } from '../../test/e2e/small-platform.ts';

/** A token of which every part can be found in any output, and secrets for Konnect. */
export const token = 'kpat_Q7vX2mNp9TzR4wLs8BdK';
const [portalSecret, newSecret] = ['wq8GhT3nVx5RkYb2', 'Zr4JmC7pLd9XsKf6'];
export const secrets = [token, portalSecret, newSecret];
export const environment = { ACME_TOKEN: token, PORTAL_SECRET: portalSecret, NEW_SECRET: newSecret };

/** People that commits add to the team. They exist before any row, because Konduct never deletes users. */
export const people = ['second', 'third'].map((name) => `${name}@acme.example`);

/** Commits of one platform repository; each row applies some of them in its own order. */
export type Commit = 'first' | 'second' | 'third' | 'new version' | 'with a secret' | 'with a new secret' | 'less';

/** The small platform at a commit, with an object of every kind that takes several requests or has unlisted fields. */
export function checkOut(commit: Commit): PlatformDirectory {
  const platform = createPlatformOfNewKinds();
  platform.edit(small.teams, '    services:', '    users: [ada@acme.example]\n    services:');
  if (commit === 'second' || commit === 'third') change(platform, commit);
  if (commit === 'new version') platform.edit(small.specification, 'version: 1.0.0', 'version: 1.1.0');
  if (commit === 'with a new secret') platform.edit(environmentBlueprint, 'env: PORTAL_SECRET', 'env: NEW_SECRET');
  if (commit === 'less') removeResources(platform, 'keys', 'firstText', 'first');
  // Digests of secrets are slow on purpose, so only rows about secrets have any.
  if (!commit.endsWith('secret')) removeResources(platform, 'portalSecret', 'login');
  return platform;
}

/** Changes an object of every kind, in listed and unlisted fields. */
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
