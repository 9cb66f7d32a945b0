import type { EnvironmentType, PortalSettings } from './manifest.ts';
import type { Reading } from './reading.ts';
import { defaultApiName } from './schema/environment.ts';

/** Reads an item of `environment-types`. What is left out is what does least harm: hidden, behind a login, no access. */
export function readEnvironmentType(type: Reading, key: string): EnvironmentType {
  return type.place({
    key,
    apiName: type.text('api-name') ?? defaultApiName,
    branch: type.word('branch', ['dev', 'prod']) ?? 'dev',
    portal: type.block('portal', readPortal) ?? { visibility: 'private', authentication: true },
    teamRole: type.text('team-role'),
    clusterType: type.text('cluster-type'),
  });
}

function readPortal(portal: Reading): PortalSettings {
  return portal.place({
    visibility: portal.word('visibility', ['public', 'private']) ?? 'private',
    authentication: portal.flag('authentication') ?? true,
  });
}
