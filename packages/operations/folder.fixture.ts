import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the given files. It is removed after the test. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'konduct-operations-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

/** A platform with one team and one staged service in one environment. */
export const smallPlatform: Readonly<Record<string, string>> = {
  'konnect/platform.yaml': 'platform: {name: acme}\n',
  'konnect/teams.yaml': `teams:
  flights:
    services:
      acme/bookings:
        name: bookings
        git: {remote: "https://github.com/acme/bookings.git"}
`,
  'konnect/organizations.yaml': `organizations:
  acme:
    access-token: {type: env, value: ACME_TOKEN}
    environments:
      dev: {type: DEV, region: eu}
`,
  'konnect/acme/envs/dev/teams/flights/services/acme/bookings/openapi.yaml':
    'openapi: 3.1.0\ninfo: {title: Bookings, version: 1.0.0}\npaths: {}\n',
};
