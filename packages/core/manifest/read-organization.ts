import type { Authorization, Environment, EnvironmentTeam, Notifications, Organization } from './manifest.ts';
import type { Reading } from './reading.ts';
import { regions } from './schema/environment.ts';

/** Reads an item of `organizations`. */
export function readOrganization(organization: Reading, key: string): Organization {
  return organization.place({
    key,
    accessToken: organization.secret('access-token'),
    environments: organization.map('environments', readEnvironment) ?? new Map(),
    deletionProtection: organization.flag('deletion-protection') ?? false,
    authorization: organization.block('authorization', readAuthorization),
    notifications: organization.block('notifications', readNotifications),
    enableCustomReports: organization.flag('enable-custom-reports'),
  });
}

function readEnvironment(environment: Reading, key: string): Environment {
  return environment.place({
    key,
    type: environment.text('type'),
    region: environment.word('region', regions),
    teams: environment.map('teams', readEnvironmentTeam),
    dependsOn: environment.texts('depends-on', { keepEmpty: true }) ?? [],
    deletionProtection: environment.flag('deletion-protection') ?? false,
  });
}

function readEnvironmentTeam(team: Reading, key: string): EnvironmentTeam {
  return team.place({
    key,
    controlPlaneName: team.text('control-plane-name'),
    services: team.map('services', (service, name) => service.place({ key: name, branch: service.text('branch') })),
  });
}

function readAuthorization(authorization: Reading): Authorization {
  return authorization.place({
    builtIn: authorization.block('built-in', readSwitch),
    oidc: authorization.block('oidc', (oidc) =>
      oidc.place({
        enabled: oidc.flag('enabled'),
        loginPath: oidc.text('login-path'),
        issuer: oidc.text('issuer'),
        clientId: oidc.text('client-id'),
        clientSecret: oidc.secret('client-secret'),
        claimMappings: oidc.record('claim-mappings', (from, name) => from.text(name)),
        scopes: oidc.texts('scopes') ?? [],
      }),
    ),
    saml: authorization.block('saml', (saml) =>
      saml.place({
        enabled: saml.flag('enabled'),
        loginPath: saml.text('login-path'),
        idpMetadataUrl: saml.text('idp-metadata-url'),
      }),
    ),
    teamMappings: authorization.block('team-mappings', (mappings) =>
      mappings.place({
        builtIn: mappings.block('built-in', readSwitch),
        idp: mappings.block('idp', (idp) =>
          idp.place({
            enabled: idp.flag('enabled'),
            mappings: idp.record('mappings', (from, name) => from.texts(name)),
          }),
        ),
      }),
    ),
  });
}

function readSwitch(block: Reading): { enabled: boolean | undefined } {
  return block.place({ enabled: block.flag('enabled') });
}

function readNotifications(notifications: Reading): Notifications {
  return notifications.place({ email: notifications.flag('email'), inApp: notifications.flag('in-app') });
}
