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
