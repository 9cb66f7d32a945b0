import type { PlatformDirectory } from './platform-directory.ts';
import { createSmallPlatform, small } from './small-platform.ts';

/** A service in `teams.yaml`. */
export const seatsService = `      acme/seats:
        name: seats
        git:
          remote: https://github.com/acme/seats.git
`;

/** An environment in `organizations.yaml`. */
export const stage = `      stg:
        type: DEV
        region: us
`;

/** The small platform with a second service, a second environment and two people, for removing them. */
export function createRemovalPlatform(): PlatformDirectory {
  const platform = createSmallPlatform();
  platform.edit(small.teams, '    services:\n', '    users: [ada@acme.example, bob@acme.example]\n    services:\n');
  platform.write(small.teams, platform.read(small.teams) + seatsService);
  platform.write(small.organizations, platform.read(small.organizations) + stage);
  const seats = small.specification.replace('acme/flights', 'acme/seats');
  platform.write(seats, platform.read(small.specification).replace('Flights', 'Seats'));
  return platform;
}
