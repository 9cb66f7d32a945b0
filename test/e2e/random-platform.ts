import fc from 'fast-check';

/** A short description of a platform, from which random tests make manifests. */
export interface Model {
  /** By key. */
  readonly teams: Readonly<Record<string, ModelTeam>>;
  readonly environments: Readonly<Record<string, ModelEnvironment>>;
  readonly types: Readonly<Record<string, ModelType>>;
  /** The revision of each service's specification. */
  readonly revisions: Readonly<Record<string, number>>;
}

interface ModelTeam {
  /** Absent: the manifest does not list its users. */
  readonly users?: readonly string[];
  readonly services: readonly string[];
}

interface ModelEnvironment {
  readonly type: string;
  readonly region: string;
  readonly teams: readonly string[];
}

interface ModelType {
  readonly visibility: 'public' | 'private';
  readonly authentication: boolean;
  readonly role?: 'Admin' | 'Viewer';
}

export const serviceKeys = ['s0', 's1', 's2'] as const;
export const people = ['ann', 'bob', 'cyd'].map((name) => `${name}@acme.example`);
const teamKeys = ['red', 'blue', 'green'] as const;
const environmentKeys = ['dev', 'prd'] as const;
const typeKeys = ['CLOSED', 'OPEN'] as const;

const type: fc.Arbitrary<ModelType> = fc
  .record({
    visibility: fc.constantFrom('public' as const, 'private' as const),
    authentication: fc.boolean(),
    role: fc.constantFrom('Admin' as const, 'Viewer' as const, undefined),
  })
  .map(({ role, ...rest }) => (role === undefined ? rest : { ...rest, role }));

/** A random platform. There are few keys, so that two of these look like the same platform at two times. */
export const model: fc.Arbitrary<Model> = fc
  .record({
    teamOf: fc.tuple(...serviceKeys.map(() => fc.constantFrom(...teamKeys, undefined))),
    present: fc.subarray([...teamKeys], { minLength: 1 }),
    users: fc.tuple(...teamKeys.map(() => fc.option(fc.subarray(people), { nil: undefined }))),
    environments: fc.subarray([...environmentKeys], { minLength: 1 }),
    region: fc.tuple(...environmentKeys.map(() => fc.constantFrom('eu', 'eu', 'eu', 'us'))),
    typeOf: fc.tuple(...environmentKeys.map(() => fc.constantFrom(...typeKeys))),
    members: fc.tuple(...environmentKeys.map(() => fc.subarray([...teamKeys], { minLength: 1 }))),
    types: fc.tuple(type, type),
    revisions: fc.tuple(...serviceKeys.map(() => fc.nat({ max: 1 }))),
  })
  .map(({ teamOf, present, users, environments, region, typeOf, members, types, revisions }) => ({
    teams: Object.fromEntries(
      present.map((team) => {
        const named = users[teamKeys.indexOf(team)];
        const services = serviceKeys.filter((_, index) => teamOf[index] === team);
        return [team, named === undefined ? { services } : { services, users: named }];
      }),
    ),
    environments: Object.fromEntries(
      environments.map((key) => {
        const index = environmentKeys.indexOf(key);
        const teams = (members[index] ?? []).filter((team) => present.includes(team));
        return [
          key,
          { type: typeOf[index] ?? 'OPEN', region: region[index] ?? 'eu', teams: teams.length > 0 ? teams : present },
        ];
      }),
    ),
    types: Object.fromEntries(
      typeKeys.map((key, index) => [key, types[index] ?? { visibility: 'private', authentication: true }]),
    ),
    revisions: Object.fromEntries(serviceKeys.map((key, index) => [key, revisions[index] ?? 0])),
  }));

/** The manifest of a model: JSON is YAML. */
export function manifestOf({ teams, environments, types }: Model): string {
  return JSON.stringify({
    platform: { name: 'acme' },
    'environment-types': Object.fromEntries(
      Object.entries(types).map(([key, { visibility, authentication, role }]) => [
        key,
        {
          'api-name': '${name}-${environment}',
          branch: 'dev',
          portal: { visibility, authentication },
          ...(role === undefined ? {} : { 'team-role': role }),
        },
      ]),
    ),
    teams: Object.fromEntries(
      Object.entries(teams).map(([key, { users, services }]) => [
        key,
        {
          ...(users === undefined ? {} : { users }),
          services: Object.fromEntries(
            services.map((name) => [`acme/${name}`, { name, git: { remote: `https://github.com/acme/${name}.git` } }]),
          ),
        },
      ]),
    ),
    organizations: {
      acme: {
        'access-token': { type: 'env', value: 'TOKEN' },
        environments: Object.fromEntries(
          Object.entries(environments).map(([key, { type, region, teams: here }]) => [
            key,
            {
              type,
              region,
              teams: Object.fromEntries(
                here.map((team) => [
                  team,
                  { services: Object.fromEntries((teams[team]?.services ?? []).map((name) => [`acme/${name}`, {}])) },
                ]),
              ),
            },
          ]),
        ),
      },
    },
  });
}
