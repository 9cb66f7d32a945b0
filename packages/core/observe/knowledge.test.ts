import { controlPlane } from '@konduct/konnect/kinds/control-plane';
import { gatewayService } from '@konduct/konnect/kinds/gateway-service';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { platformOf } from '../blueprint/platform.fixture.ts';
import { plan, planAndApply, resources, shownChange, smallManifest } from '../plan/planning.fixture.ts';
import { Memory } from '../provider/memory.fixture.ts';

const small = () => platformOf(smallManifest);

describe('a gateway service', () => {
  async function withServices(...tags: string[][]) {
    const memory = new Memory();
    await planAndApply(small(), memory);
    const [plane] = memory.all(controlPlane);
    for (const each of tags)
      memory.put(gatewayService, 'eu', { control_plane_id: plane?.fields.id, name: 's', tags: each });
    const { plan: made } = await plan(small(), memory);
    const change = made.changes.find(({ address }) => address.endsWith('bookings/implementation'));
    return change && shownChange(change);
  }
  const implementation = 'acme/dev/flights/acme%2Fbookings/implementation';

  test.each([
    [[], `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev`],
    [[['ko-api-name=bookings']], `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev`],
    [[['other', 'ko-api-name=bookings-dev']], `create ${implementation}`],
    [
      [['ko-api-name=bookings-dev'], ['ko-api-name=bookings-dev', 'x']],
      `waiting ${implementation}: a gateway service tagged ko-api-name=bookings-dev (2 found; readyWhen size(gateway) == 1 is not true)`,
    ],
  ])('tagged %j', async (tags, said) => {
    expect(await withServices(...tags)).toBe(said);
  });
});

describe('what waits', () => {
  test('for something referred to says what, through any number of others', async () => {
    const platform = resources(`
  - {id: shared, kind: Portal, region: eu, externalRef: {name: shared}}
  - {id: plane, kind: ControlPlane, region: eu, externalRef: {name: "\${shared.default_domain}"}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${plane.id}"}}
  - {id: publication, kind: APIPublication, region: eu, template: {api_id: "\${api.id}", portal_id: "\${shared.id}"}}
  - {id: free, kind: API, region: eu, template: {name: "b"}}`);
    const memory = new Memory();
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'waiting acme/api: a ControlPlane (in a Portal with name shared)',
      'waiting acme/publication: a ControlPlane (in a Portal with name shared)',
      'create acme/free',
    ]);
    memory.put(portal, 'eu', { name: 'shared', default_domain: 'main' });
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'waiting acme/api: a ControlPlane with name main',
      'waiting acme/publication: a ControlPlane with name main',
      'create acme/free',
    ]);
    memory.put(controlPlane, 'eu', { name: 'main' });
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(shownChange)).toEqual(['create acme/api', 'create acme/publication', 'create acme/free']);
    expect(made.changes[0]?.fields).toMatchObject([{ path: 'description', after: 'ControlPlane-2' }, { path: 'name' }]);
  });

  test('for readiness says the condition, and what exists is compared all the same', async () => {
    const platform = resources(`
  - id: portal
    kind: Portal
    region: eu
    readyWhen: ["\${portal.default_domain == 'ready'}"]
    template: {name: dev, display_name: Dev}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${portal.id}"}}`);
    const memory = new Memory();
    memory.put(portal, 'eu', { name: 'dev', default_domain: 'not yet' });
    expect((await plan(platform, memory)).plan.changes.map(shownChange)).toEqual([
      'adopt acme/portal: display_name, labels.konduct-owner: found by name',
      "waiting acme/api: acme/portal: readyWhen portal.default_domain == 'ready' is not true",
    ]);
  });

  test('for a member that is not there yet, without a condition that says so', async () => {
    const platform = resources(`
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: c, tags: [x]}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${gateway[0].name}"}}
  - {id: behind, kind: API, region: eu, template: {name: "b", description: "\${api.id}"}}`);
    const memory = new Memory();
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'waiting acme/api',
      'waiting acme/behind',
    ]);
    expect(made.changes[1]?.reason).toMatch(/^what `gateway\[0\]\.name` asks for/);
    expect(made.diagnostics).toEqual([]);
  });

  test('an expression that fails for good is an error', async () => {
    const platform = resources(`
  - {id: gateway, kind: GatewayService, region: eu, externalRef: {control_plane_id: c, tags: [x]}}
  - {id: api, kind: API, region: eu, template: {name: "a", description: "\${string(int(gateway[0].name))}"}}
  - {id: behind, kind: API, region: eu, template: {name: "b", description: "\${api.id}"}}`);
    const memory = new Memory();
    memory.put(gatewayService, 'eu', { control_plane_id: 'c', name: 'no number', tags: ['x'] });
    const { plan: made } = await plan(platform, memory);
    expect(made.changes.map(({ action, block }) => [action, block?.by])).toEqual([
      ['blocked', 'acme/api'],
      ['blocked', 'acme/api'],
    ]);
    expect(made.diagnostics).toMatchObject([{ severity: 'error', code: 'expression-failed' }]);
  });

  test('for a document that is not as it shall be', async () => {
    const staged = (condition: string) => `
  - {id: document, kind: StagedSpec, region: eu, readyWhen: ["\${${condition}}"], externalRef: {path: a.yaml}}
  - {id: api, kind: API, region: eu, template: {name: "a", version: "\${document.version}"}}`;
    const { plan: made } = await plan(resources(staged("document.version == '2.0.0'")), new Memory());
    expect(made.changes.map(shownChange)).toEqual([
      "waiting acme/api: the staged specification a.yaml (readyWhen document.version == '2.0.0' is not true)",
    ]);
    const ready = await plan(resources(staged("document.version == '1.0.0'")), new Memory());
    expect(ready.plan.changes.map(shownChange)).toEqual(['create acme/api']);
    expect(() => resources(staged('int(document.version) > 1'))).toThrow('failed');
  });
});
