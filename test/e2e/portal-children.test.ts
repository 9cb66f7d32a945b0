import { createAuthority } from '@konduct/simulator/serve/certificate';
import { describe, expect, test } from 'vitest';
import { changed, environmentBlueprint, organizationBlueprint } from './new-kinds.ts';
import { check } from './run.ts';
import { useScene } from './scene.ts';
import { createSmallPlatform, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';

// Settings and children of a portal and a control plane, through blueprints: made together with their parents, changed,
// unset, and pruned where the parent manages them.

const IMAGE = 'data:image/svg+xml;base64,PHN2Zy8+';

const organizationResources = `
  - id: events
    kind: NotificationEvent
    externalRef: {}
`;

const resources = `
  - id: siem
    kind: AuditLogDestination
    externalRef: {name: siem}
  - id: certificate
    kind: PlatformFile
    externalRef: {path: certificates/gateways.pem}
  - id: image
    kind: PlatformFile
    externalRef: {path: images/logo.txt}
  - id: domain
    kind: PortalCustomDomain
    template:
      portal_id: \${portal.id}
      hostname: portal.acme.example
      enabled: true
      ssl: {domain_verification_method: http}
  - id: allowed
    kind: PortalIpAllowList
    template: {portal_id: "\${portal.id}", allowed_ips: [192.0.2.1, 198.51.100.0/24]}
  - id: log
    kind: PortalAuditLogWebhook
    template: {portal_id: "\${portal.id}", enabled: true, audit_log_destination_id: "\${siem.id}"}
  - id: look
    kind: PortalCustomization
    template:
      portal_id: \${portal.id}
      theme: {mode: dark, colors: {primary: "#00f"}}
      css: "a { color: blue }"
      menu: {main: [{path: /guides, title: Guides, visibility: public, external: false}]}
  - id: access
    kind: PortalAuthenticationSettings
    template: {portal_id: "\${portal.id}", konnect_mapping_enabled: true}
  - id: logo
    kind: PortalLogo
    template: {portal_id: "\${portal.id}", data: "\${image.content}"}
  - id: favicon
    kind: PortalFavicon
    template: {portal_id: "\${portal.id}", data: "\${image.content}"}
  - id: gateways
    kind: ControlPlane
    manages: {ControlPlaneGroupMember: true}
    template: {name: gateways, cluster_type: CLUSTER_TYPE_CONTROL_PLANE_GROUP}
  - id: flights
    kind: ControlPlane
    manages: {DataPlaneCertificate: true}
    template: {name: flights}
  - id: member
    kind: ControlPlaneGroupMember
    template: {group_id: "\${gateways.id}", control_plane_id: "\${flights.id}"}
  - id: dataPlanes
    kind: DataPlaneCertificate
    template: {control_plane_id: "\${flights.id}", cert: "\${certificate.content}"}
  - id: catalogued
    kind: CatalogService
    template:
      name: flights
      display_name: Flights
      description: Flies
      custom_fields: {api: https://portal.acme.example/flights}
      labels: {env: dev}
`;

const settings = { environment: smallEnvironment };
const prune = { ...settings, prune: 'all' } as const;

const scene = useScene(() => {
  const platform = createSmallPlatform();
  platform.copyBuiltinBlueprints();
  const environment = platform.read(environmentBlueprint);
  const portal = '    kind: Portal\n';
  const managed = `${portal}    manages: {PortalCustomDomain: true, PortalIpAllowList: true}\n`;
  platform.write(environmentBlueprint, environment.replace(portal, managed) + resources);
  platform.write(organizationBlueprint, platform.read(organizationBlueprint) + organizationResources);
  platform.write('konnect/certificates/gateways.pem', createAuthority('gateways').pem);
  platform.write('konnect/images/logo.txt', IMAGE);
  return platform;
});

const rows = (table: string) => scene.saved().rows(table);

async function applied(): Promise<void> {
  const siem = { name: 'siem', endpoint: 'https://siem.acme.example' };
  await somebody(scene.konnect, smallToken, 'POST', '/global/v3/audit-log-destinations', siem);
  expect((await scene.apply(settings)).exitCode).toBe(0);
}

describe('settings and children', () => {
  test('are made in the run that makes their parents, and are then as declared', async () => {
    await applied();
    expect(changed(await scene.plan(settings))).toEqual([]);
    expect(rows('ip-allow-list')).toMatchObject([{ allowed_ips: ['192.0.2.1', '198.51.100.0/24'] }]);
    expect(rows('catalog-services')).toMatchObject([{ name: 'flights', labels: { env: 'dev' } }]);
    expect(rows('group-members')).toHaveLength(1);
    expect(rows('dp-client-certificates')).toHaveLength(1);
  });

  test('are changed field by field, and lose what git unsets', async () => {
    await applied();
    const change = (from: string, to: string) => scene.platform.edit(environmentBlueprint, from, to);
    change('enabled: true\n      ssl', 'enabled: false\n      ssl');
    change('[192.0.2.1, 198.51.100.0/24]', '[198.51.100.0/24, 192.0.2.1, 192.0.2.2]');
    change('css: "a { color: blue }"', 'css: null');
    change('description: Flies', 'description: null');
    change('konnect_mapping_enabled: true', 'konnect_mapping_enabled: false');
    scene.platform.write('konnect/certificates/gateways.pem', createAuthority('renewed').pem);
    expect(changed(await scene.apply(prune))).toMatchInlineSnapshot(`
      [
        "update PortalCustomDomain portal.acme.example of dev: enabled",
        "update PortalIpAllowList of dev: allowed_ips",
        "update PortalCustomization of dev: css",
        "update PortalAuthenticationSettings of dev: konnect_mapping_enabled",
        "create DataPlaneCertificate for gateways of flights: cert, control_plane_id",
        "update CatalogService flights: description",
        "delete DataPlaneCertificate for gateways of flights: ",
      ]
    `);
    expect(changed(await scene.plan(settings))).toEqual([]);
  });

  test('go with a prune where the object above manages them, and stay otherwise', async () => {
    await applied();
    for (const [from, to] of [
      ['  - id: domain\n', '  - id: log\n'],
      ['  - id: member\n', '  - id: catalogued\n'],
    ] as const) {
      const gone = resources.slice(resources.indexOf(from), resources.indexOf(to));
      scene.platform.edit(environmentBlueprint, gone, '');
    }
    expect(changed(await scene.apply(prune))).toMatchInlineSnapshot(`
      [
        "delete ControlPlaneGroupMember flights in gateways: ",
        "delete DataPlaneCertificate for gateways of flights: ",
        "delete PortalCustomDomain portal.acme.example of dev: ",
        "delete PortalIpAllowList of dev: ",
      ]
    `);
    expect(changed(await scene.plan(prune))).toEqual([]);
  });

  test.each([
    ['name: flights\n      display_name', 'name: Flights\n      display_name', 'field-value', 'name: Flights'],
    ['"#00f"', 'blue', 'field-value', 'theme: {mode: dark, colors: {primary: blue}}'],
    [
      '[192.0.2.1, 198.51.100.0/24]',
      '[192.0.2.1, 192.0.2.1]',
      'field-value',
      'template: {portal_id: "${portal.id}", allowed_ips: [192.0.2.1, 192.0.2.1]}',
    ],
    [
      ', audit_log_destination_id: "${siem.id}"',
      '',
      'kind-objection',
      'template: {portal_id: "${portal.id}", enabled: true}',
    ],
    [
      '{domain_verification_method: http}',
      '{domain_verification_method: dns}',
      'field-value',
      'ssl: {domain_verification_method: dns}',
    ],
  ])('are refused offline at the line: %j changed to %j', async (from, to, code, line) => {
    scene.platform.edit(environmentBlueprint, from, to);
    const lines = scene.platform.read(environmentBlueprint).split('\n');
    const { diagnostics } = await check(scene.platform, settings);
    const found = diagnostics.map(({ code: told, at }) => [told, at?.file, at && lines[at.start.line - 1]?.trim()]);
    expect(found).toEqual([[code, environmentBlueprint, line]]);
  });
});
