import { createPlatformOfNewKinds, environmentBlueprint } from '../../test/e2e/new-kinds.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import { small } from '../../test/e2e/small-platform.ts';

/** Commits of one platform repository; each row applies some of them in its own order. */
export type Commit = 'first' | 'second' | 'third' | 'new version' | 'with a secret' | 'with a new secret' | 'less';

/** A platform repository, and what belongs to it outside. */
export interface PlatformStates {
  /** A token of which every part can be found in any output. */
  readonly token: string;
  readonly environment: Readonly<Record<string, string>>;
  /** All secrets, the token included. */
  readonly secrets: readonly string[];
  /** People that commits add to teams. They exist before any row, because Konduct never deletes users. */
  readonly people: readonly string[];
  /** The control plane of each API with a gateway service, by the name of the API. */
  readonly gateways: Readonly<Record<string, string>>;
  checkOut(commit: Commit): PlatformDirectory;
}

const token = 'kpat_Q7vX2mNp9TzR4wLs8BdK';
const [portalSecret, newSecret] = ['wq8GhT3nVx5RkYb2', 'Zr4JmC7pLd9XsKf6'];

/** The small platform, with an object of every kind that takes several requests or has unlisted fields. */
export const smallStates: PlatformStates = {
  token,
  environment: { ACME_TOKEN: token, PORTAL_SECRET: portalSecret, NEW_SECRET: newSecret },
  secrets: [token, portalSecret, newSecret],
  people: ['second', 'third'].map((name) => `${name}@acme.example`),
  gateways: { 'flights-dev': 'flights-dev' },
  checkOut,
};

function checkOut(commit: Commit): PlatformDirectory {
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
