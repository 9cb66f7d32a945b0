import { copyExample } from '../../test/e2e/example.ts';
import { changes } from '../../test/e2e/kong-air-changes.ts';
import { organizationBlueprint, signIn } from '../../test/e2e/new-kinds.ts';
import type { PlatformDirectory } from '../../test/e2e/platform-directory.ts';
import type { PlatformStates } from './platform-states.ts';

const token = 'kpat_M3xK8vTq6ZrN5wLd9HbS';
const teams = 'konnect/teams.yaml';
const newcomer = 'joao.lima@kong-air.example';

/** Kong Air. Its second commit creates, updates, replaces and deletes, also who may do what and how people sign in. */
export const kongAirStates: PlatformStates = {
  token,
  environment: { KONG_AIR_KONNECT_TOKEN: token },
  secrets: [token],
  people: [newcomer],
  gateways: Object.fromEntries(
    Object.entries({
      'passenger-services': ['bookings', 'customers'],
      'network-planning': ['destinations', 'flights'],
    }).flatMap(([team, services]) =>
      services.flatMap((service) => [
        [`${service}-dev`, `${team}-dev`],
        [service, `${team}-prd`],
      ]),
    ),
  ),
  checkOut(commit) {
    const platform = copyExample();
    platform.copyBuiltinBlueprints();
    platform.write(organizationBlueprint, platform.read(organizationBlueprint) + signIn);
    if (commit === 'second') change(platform);
    else if (commit !== 'first') throw new Error(`Kong Air has no commit ${commit}`);
    return platform;
  },
};

function change(platform: PlatformDirectory): void {
  changes.changeTeamRole(platform);
  changes.removeUser(platform);
  changes.removeService(platform);
  platform.edit(teams, 'Where Kong Air flies, when', 'Where and when Kong Air flies');
  platform.edit(
    teams,
    '      - amara.okafor@kong-air.example\n',
    `      - amara.okafor@kong-air.example\n      - ${newcomer}\n`,
  );
  platform.edit(organizationBlueprint, 'idp_mapping_enabled: true', 'idp_mapping_enabled: false');
}
