import type { RunReport } from '@konduct/core/run/reconciliation';
import type { PlatformDirectory } from './platform-directory.ts';
import { createSmallPlatform } from './small-platform.ts';

/** More resources of the environment. */
export const resources = `
  - id: portalSecret
    kind: Secret
    externalRef: {env: PORTAL_SECRET}
  - id: keys
    kind: ApplicationAuthStrategy
    template:
      name: keys
      display_name: Keys
      strategy_type: key_auth
      configs: {key-auth: {key_names: [apikey]}}
      labels: {env: dev}
  - id: login
    kind: ApplicationAuthStrategy
    template:
      name: login
      display_name: Login
      strategy_type: openid_connect
      configs:
        openid-connect:
          issuer: https://login.acme.example
          credential_claim: [client_id]
          scopes: [openid]
          auth_methods: [client_credentials]
          client_id: [konnect]
          client_secret:
            - \${portalSecret.value}
  - id: guideText
    kind: PlatformFile
    externalRef: {path: pages/guide.md}
  - id: firstText
    kind: PlatformFile
    externalRef: {path: pages/first.md}
  - id: guide
    kind: PortalPage
    template: {portal_id: "\${portal.id}", slug: guide, title: Guide, content: "\${guideText.content}", visibility: private}
  - id: first
    kind: PortalPage
    template:
      portal_id: \${portal.id}
      slug: first
      parent_page_id: \${guide.id}
      title: First
      content: \${firstText.content}
      status: published
`;

/** More resources of the organization. */
export const signIn = `
  - id: waysIn
    kind: SignIn
    template: {basic_auth_enabled: true, konnect_mapping_enabled: true, idp_mapping_enabled: true}
`;

export const environmentBlueprint = 'konnect/blueprints/environment.yaml';
export const organizationBlueprint = 'konnect/blueprints/organization.yaml';

/** The small platform with application auth strategies, pages of its portal and settings for signing in. */
export function createPlatformOfNewKinds(): PlatformDirectory {
  const platform = createSmallPlatform();
  platform.copyBuiltinBlueprints();
  platform.write(environmentBlueprint, platform.read(environmentBlueprint) + resources);
  platform.write(organizationBlueprint, platform.read(organizationBlueprint) + signIn);
  platform.write('konnect/pages/guide.md', '# Guide\n');
  platform.write('konnect/pages/first.md', '# First\n');
  return platform;
}

/** The changes of a run, one line each. */
export function changed(report: RunReport): string[] {
  return report.organizations.flatMap(({ plan }) =>
    (plan?.changes ?? []).flatMap(({ action, kind, name, fields }) =>
      action === 'none' || action === 'waiting'
        ? []
        : [`${action} ${kind} ${name}: ${fields.map(({ path }) => path).join(', ')}`],
    ),
  );
}
