import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinFiles } from '../builtin.generated.ts';
import { platformOf, show, showGraph } from './platform.fixture.ts';

const services = (team: string, names: readonly string[]): string =>
  names
    .map((name) => `      ${team}/${name}: {name: ${name}, git: {remote: "https://github.com/${team}/${name}.git"}}\n`)
    .join('');

function manifestOf(teams: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(teams).map(([team, names]) =>
    names.length === 0 ? `  ${team}: {}\n` : `  ${team}:\n    services:\n${services(team, names)}`,
  );
  return `platform: {name: acme}
teams:
${lines.join('')}organizations:
  acme:
    access-token: {type: env, value: TOKEN}
    environments:
      dev: {type: DEV, region: eu}
      prd: {type: PROD, region: us}
`;
}

const manifest = manifestOf({ flights: ['bookings', 'prices'], crew: ['rosters'] });

describe('the same input gives the same graph', () => {
  test('byte for byte, fifty times', () => {
    const graphs = Array.from({ length: 50 }, () => showGraph(platformOf(manifest)));
    expect(new Set(graphs).size).toBe(1);
  });

  test('whatever order the keys of a template have', () => {
    const blueprint = builtinFiles.find(({ path }) => path.endsWith('/service.yaml'))?.text ?? '';
    const turned = blueprint
      .replace('      name: ${schema.spec.service.apiName}\n', '')
      .replace(
        '      version: ${document.version}\n',
        '      version: ${document.version}\n      name: ${schema.spec.service.apiName}\n',
      );
    expect(turned).not.toBe(blueprint);
    const { graph } = platformOf(manifest, { service: turned });
    const { graph: builtin } = platformOf(manifest);
    expect([...graph.dependencies]).toEqual([...builtin.dependencies]);
  });
});

test('a resource depends on what its expressions read, and not on all they could', () => {
  const { graph } = platformOf(manifest);
  const roles = graph.nodes.filter(({ kind }) => kind.name === 'TeamRole');
  for (const { address } of roles) {
    const team = address.split('/')[2];
    expect(graph.dependencies.get(address)).toEqual([
      `acme/${team}/teams`,
      address.replace('/roles', '/controlPlanes'),
    ]);
  }
  expect(roles).toHaveLength(4);
});

test('a blueprint of its own replaces the built-in one, and only that', () => {
  const own = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: service}
schema:
  spec:
    environment: Environment | required=true
    service: Service | required=true
    portal: Portal | required=true
    controlPlane: ControlPlane | required=true
resources:
  - {id: only, kind: API, template: {name: "\${schema.spec.service.apiName}"}}
`;
  const { graph, diagnostics } = platformOf(manifest, { service: own });
  expect(diagnostics).toEqual([]);
  const kinds = new Map<string, number>();
  for (const { kind } of graph.nodes) kinds.set(kind.name, (kinds.get(kind.name) ?? 0) + 1);
  expect([...kinds]).toEqual([
    ['Team', 2],
    ['Portal', 2],
    ['ControlPlane', 4],
    ['TeamRole', 4],
    ['API', 6],
  ]);
});

describe('the region that a blueprint gives', () => {
  const organization = (resource: string) => ({
    organization: `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
${resource}
`,
    inner: `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: inner}
resources:
  - {id: portal, kind: Portal, template: {name: p}}
`,
  });
  const found = (resource: string) => {
    const { graph, diagnostics } = platformOf(manifest, organization(resource));
    return { regions: graph.nodes.map(({ region }) => region), told: diagnostics.map(show) };
  };
  const portal = (region: string) => `  - {id: portal, kind: Portal, region: "${region}", template: {name: p}}`;

  test.each([
    ['written', portal('eu'), 'eu'],
    ['computed', portal('${schema.spec.organization.environments[1].region}'), 'us'],
    ['by the blueprint around it', '  - {id: inside, kind: inner, region: au, template: {}}', 'au'],
  ])('is where it is: %s', (_, resource, region) => {
    expect(found(resource)).toEqual({ regions: [region], told: [] });
  });

  // As part of a host name it would decide who gets the token.
  test.each([
    ['no region of Konnect', portal('mars'), 'mars'],
    ['a host of somebody', portal('evil.example/#'), 'evil.example/#'],
    ['put together', portal("${schema.spec.organization.key + '.evil'}"), 'acme.evil'],
    ['in other letters', portal('EU'), 'EU'],
    ['of the blueprint around it', '  - {id: inside, kind: inner, region: mars, template: {}}', 'mars'],
  ])('is refused where Konnect has none such: %s', (_, resource, region) => {
    const { told } = found(resource);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^error region-unknown blueprints\/\w+\.yaml:\d+:\d+-/);
    expect(told[0]).toContain(`\`portal\` has the region ${JSON.stringify(region)}, which Konnect does not have`);
    expect(told[0]).toContain('fix: Use one of us, eu, au, me, in, sg.');
  });

  test('must be there for what belongs to one, and nowhere else', () => {
    for (const resource of ['  - {id: portal, kind: Portal, template: {name: p}}', portal("${''}")])
      expect(found(resource).told).toEqual([
        expect.stringMatching(/^error blueprint-invalid [\s\S]*`portal` has no region: a Portal belongs to one/),
      ]);
    expect(found('  - {id: team, kind: Team, region: eu, template: {name: t}}').told).toEqual([
      expect.stringMatching(/^error blueprint-invalid [\s\S]*`team` cannot have a region: a Team is global/),
    ]);
  });
});

test('as many APIs as there are services in environments', () => {
  const teams = fc.dictionary(
    fc.stringMatching(/^[a-z]{3,8}$/),
    fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 3 }),
    { minKeys: 1, maxKeys: 3 },
  );
  fc.assert(
    fc.property(teams, (given) => {
      const names = Object.values(given).flat();
      fc.pre(new Set(names).size === names.length);
      const { graph, diagnostics } = platformOf(manifestOf(given));
      expect(diagnostics.map(show)).toEqual([]);
      const apis = graph.nodes.filter(({ kind }) => kind.name === 'API');
      expect(apis).toHaveLength(2 * names.length);
      expect(new Set(graph.nodes.map(({ address }) => address)).size).toBe(graph.nodes.length);
    }),
    { numRuns: 25 },
  );
});

test('loops cannot exhaust us', () => {
  const bomb = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: organization}
schema: {spec: {organization: Organization | required=true}}
resources:
  - {id: inner, kind: bomb, forEach: [{a: "\${lists.range(1000)}"}], template: {}}
`;
  const inner = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: bomb}
resources:
  - {id: team, kind: Team, forEach: [{a: "\${lists.range(1000)}"}], template: {name: "\${string(a)}"}}
`;
  const { diagnostics, graph } = platformOf(manifest, { organization: bomb, bomb: inner });
  expect(diagnostics.filter(({ code }) => code === 'collection-too-large')).toHaveLength(1);
  expect(graph.nodes.length).toBeLessThanOrEqual(100_000);
});
