import { createPlatform, type PlatformDirectory } from './platform-directory.ts';

export const smallToken = 'kpat_small';
export const smallEnvironment = { ACME_TOKEN: smallToken };

/** The paths of the small platform's files. */
export const small = {
  platform: 'konnect/platform.yaml',
  teams: 'konnect/teams.yaml',
  organizations: 'konnect/organizations.yaml',
  specification: 'konnect/acme/envs/dev/teams/flights/services/acme/flights/openapi.yaml',
} as const;

/** A minimal platform: one organization, one environment, one team with one service. */
export function createSmallPlatform(): PlatformDirectory {
  return createPlatform({
    [small.platform]: 'platform:\n  name: acme\n',
    [small.teams]: `teams:
  flights:
    description: Where we fly
    services:
      acme/flights:
        name: flights
        git:
          remote: https://github.com/acme/flights.git
`,
    [small.organizations]: `organizations:
  acme:
    access-token:
      type: env
      value: ACME_TOKEN
    environments:
      dev:
        type: DEV
        region: us
`,
    [small.specification]: `openapi: 3.0.3
info:
  title: Flights
  version: 1.0.0
paths: {}
`,
  });
}
