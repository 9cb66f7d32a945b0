import { builtinFiles } from '@konduct/core/builtin.generated';
import { loadManifest } from '@konduct/core/manifest/load';
import type { SourceFile } from '@konduct/core/source/source-file';
import fc from 'fast-check';
import type { PlatformFiles } from './model-run.ts';
import { people } from './random-platform.ts';

const teamKeys = ['red', 'blue', 'green'] as const;
const serviceKeys = ['s0', 's1', 's2', 's3'] as const;
const environmentKeys = ['dev', 'tst', 'prd'] as const;
const ownTypes = ['OPEN', 'CLOSED'] as const;
const regions = ['eu', 'us', 'au'] as const;
/** The slugs of pages that a platform's own blueprint may declare. */
export const pageKeys = ['guide', 'terms'] as const;

type TeamKey = (typeof teamKeys)[number];
type ServiceKey = (typeof serviceKeys)[number];

/** A team as a manifest has it. */
interface TeamShape {
  readonly description: string | undefined;
  /** Undefined: the manifest does not list its users. */
  readonly users: readonly string[] | undefined;
}

interface ServiceShape {
  /** Undefined: the service is not in the manifest. */
  readonly team: TeamKey | undefined;
  readonly description: string | undefined;
  /** Undefined: nothing is staged yet. */
  readonly staged: { readonly version: string; readonly revision: number } | undefined;
}

interface EnvironmentShape {
  readonly type: 'DEV' | 'PROD' | (typeof ownTypes)[number];
  readonly region: (typeof regions)[number];
  /** Undefined: all teams. */
  readonly teams: readonly TeamKey[] | undefined;
  /** The teams with a control plane of another name here. */
  readonly renamed: readonly TeamKey[];
  /** The services of listed teams here; undefined: all. */
  readonly services: readonly ServiceKey[] | undefined;
}

interface TypeShape {
  readonly visibility: 'public' | 'private';
  readonly authentication: boolean;
  readonly role: 'Admin' | 'Viewer' | undefined;
  readonly clusterType: 'CONTROL_PLANE' | 'SERVERLESS' | undefined;
  readonly apiName: string;
  readonly branch: 'dev' | 'prod';
}

/** A random platform at one commit: its manifests, its own blueprints, and what is staged. */
export interface RollbackPlatform {
  readonly teams: Readonly<Partial<Record<TeamKey, TeamShape>>>;
  readonly services: Readonly<Record<ServiceKey, ServiceShape>>;
  readonly environments: Readonly<Record<string, EnvironmentShape>>;
  readonly types: Readonly<Record<(typeof ownTypes)[number], TypeShape>>;
  /** Whether later environments depend on the first one. */
  readonly ordered: boolean;
  /** What manifests say of the organization that Konduct keeps and does not manage yet. */
  readonly unmanaged: boolean;
  /** Resources that the platform's own blueprints add. */
  readonly own: {
    readonly strategy: 'apikey' | 'x-key' | undefined;
    /** The texts of portal pages. */
    readonly pages: Readonly<Partial<Record<(typeof pageKeys)[number], string>>>;
    readonly signIn: boolean | undefined;
    /** The word in the descriptions of control planes. */
    readonly word: string;
  };
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const teamShape = fc.record<TeamShape>({
  description: optional(fc.constantFrom('Where we fly', 'Where we flew')),
  users: optional(fc.subarray(people)),
});

const serviceShape = fc.record<ServiceShape>({
  team: fc.constantFrom(...teamKeys, undefined),
  description: optional(fc.constantFrom('Books seats', 'Sells seats')),
  staged: fc.option(fc.record({ version: fc.constantFrom('1.0.0', '1.1.0'), revision: fc.nat({ max: 2 }) }), {
    nil: undefined,
    freq: 8,
  }),
});

const environmentShape = fc.record<EnvironmentShape>({
  type: fc.constantFrom('DEV' as const, 'PROD' as const, ...ownTypes),
  region: fc.constantFrom('eu' as const, ...regions),
  teams: optional(fc.subarray([...teamKeys])),
  renamed: fc.subarray([...teamKeys], { maxLength: 1 }),
  services: fc.option(fc.subarray([...serviceKeys]), { nil: undefined, freq: 2 }),
});

const typeShape = fc.record<TypeShape>({
  visibility: fc.constantFrom('public' as const, 'private' as const),
  authentication: fc.boolean(),
  role: fc.constantFrom('Admin' as const, 'Viewer' as const, undefined),
  clusterType: fc.constantFrom('CONTROL_PLANE' as const, 'SERVERLESS' as const, undefined),
  apiName: fc.constantFrom('${name}-${environment}', '${environment}-${name}'),
  branch: fc.constantFrom('dev' as const, 'prod' as const),
});

/** Some of a record's keys. */
const some = <K extends string, V>(keys: readonly K[], value: fc.Arbitrary<V>, minLength = 0) =>
  fc
    .tuple(fc.subarray([...keys], { minLength }), fc.tuple(...keys.map(() => value)))
    .map(([present, values]) =>
      Object.fromEntries(keys.flatMap((key, index) => (present.includes(key) ? [[key, values[index]]] : []))),
    ) as fc.Arbitrary<Partial<Record<K, V>>>;

/** A random platform. There are few keys and few values, so that two look like one platform at two commits. */
const rollbackPlatform: fc.Arbitrary<RollbackPlatform> = fc.record({
  teams: some(teamKeys, teamShape, 1),
  services: some(serviceKeys, serviceShape, serviceKeys.length) as fc.Arbitrary<RollbackPlatform['services']>,
  environments: some(environmentKeys, environmentShape, 1) as fc.Arbitrary<RollbackPlatform['environments']>,
  types: some(ownTypes, typeShape, ownTypes.length) as fc.Arbitrary<RollbackPlatform['types']>,
  ordered: fc.boolean(),
  unmanaged: fc.boolean(),
  own: fc.record({
    strategy: fc.constantFrom('apikey' as const, 'x-key' as const, undefined),
    pages: some(pageKeys, fc.constantFrom('# One\n', '# Two\n')),
    signIn: optional(fc.boolean()),
    word: fc.constantFrom('Control plane', 'Gateways'),
  }),
});

/** The files of a platform. JSON is YAML. */
export function filesOf(platform: RollbackPlatform): PlatformFiles {
  const { services, own } = platform;
  return {
    manifest: JSON.stringify(manifestOf(platform)),
    blueprints: ownBlueprints(own),
    specification(service) {
      const { staged } = services[service as ServiceKey] ?? {};
      if (!staged) return undefined;
      const { version, revision } = staged;
      const paths = Object.fromEntries([...Array(revision + 1).keys()].map((number) => [`/${number}`, {}]));
      return { version, text: JSON.stringify({ openapi: '3.0.3', info: { title: service, version }, paths }) };
    },
    texts: Object.fromEntries(Object.entries(own.pages).map(([key, text]) => [`pages/${key}.md`, String(text)])),
  };
}

function manifestOf({ teams, services, environments, types, ordered, unmanaged }: RollbackPlatform): object {
  const [first] = Object.keys(environments);
  return {
    platform: { name: 'acme' },
    'environment-types': mapValues(types, typeManifest),
    teams: mapValues(teams, ({ description, users }, team) => ({
      description,
      users,
      services: Object.fromEntries(
        entriesOf(services).flatMap(([name, { team: owner, description: about }]) =>
          owner === team
            ? [[`acme/${name}`, { name, description: about, git: { remote: `https://github.com/acme/${name}.git` } }]]
            : [],
        ),
      ),
    })),
    organizations: {
      acme: {
        'access-token': { type: 'env', value: 'TOKEN' },
        ...(unmanaged
          ? {
              authorization: { 'built-in': { enabled: true } },
              notifications: { email: false },
              'enable-custom-reports': true,
            }
          : {}),
        environments: mapValues(environments, (shape, key) => ({
          ...environmentManifest(shape, teams, services),
          ...(ordered && first !== undefined && key !== first ? { 'depends-on': [first] } : {}),
        })),
      },
    },
  };
}

function typeManifest({ visibility, authentication, role, clusterType, apiName, branch }: TypeShape): object {
  return {
    'api-name': apiName,
    branch,
    portal: { visibility, authentication },
    'team-role': role,
    'cluster-type': clusterType && `CLUSTER_TYPE_${clusterType}`,
  };
}

function environmentManifest(
  { type, region, teams: listed, renamed, services: chosen }: EnvironmentShape,
  teams: RollbackPlatform['teams'],
  services: RollbackPlatform['services'],
): object {
  if (!listed) return { type, region };
  return {
    type,
    region,
    teams: Object.fromEntries(
      listed
        .filter((team) => teams[team])
        .map((team) => [
          team,
          {
            'control-plane-name': renamed.includes(team) ? `${team}-gateways-${region}` : undefined,
            services: servicesHere(team, chosen ?? serviceKeys, services),
          },
        ]),
    ),
  };
}

function servicesHere(team: TeamKey, chosen: readonly ServiceKey[], services: RollbackPlatform['services']): object {
  const here = chosen.filter((name) => services[name].team === team);
  return Object.fromEntries(here.map((name) => [`acme/${name}`, {}]));
}

/** The built-in blueprints with the resources and words of the platform. */
function ownBlueprints({ strategy, pages, signIn, word }: RollbackPlatform['own']): SourceFile[] {
  const environment = builtinText('environment').replace('Control plane for team', `${word} for team`);
  const strategies =
    strategy === undefined
      ? ''
      : `
  - id: keys
    kind: ApplicationAuthStrategy
    template:
      name: keys-\${schema.spec.environment.key}
      display_name: Keys
      strategy_type: key_auth
      configs: {key-auth: {key_names: [${strategy}]}}
`;
  const written = Object.keys(pages).map(
    (key) => `
  - id: ${key}Text
    kind: PlatformFile
    externalRef: {path: pages/${key}.md}
  - id: ${key}
    kind: PortalPage
    template: {portal_id: "\${portal.id}", slug: ${key}, title: ${key}, content: "\${${key}Text.content}", status: published}
`,
  );
  const organization =
    signIn === undefined
      ? []
      : [
          {
            path: 'blueprints/organization.yaml',
            text: `${builtinText('organization')}
  - id: waysIn
    kind: SignIn
    template: {konnect_mapping_enabled: ${signIn}}
`,
          },
        ];
  return [
    { path: 'blueprints/environment.yaml', text: `${environment}${strategies}${written.join('')}` },
    ...organization,
  ];
}

function builtinText(name: string): string {
  const found = builtinFiles.find(
    ({ text }) => text.includes('kind: Blueprint') && text.includes(`\n  name: ${name}\n`),
  );
  if (!found) throw new Error(`there is no built-in blueprint ${name}`);
  return found.text;
}

function entriesOf<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}

function mapValues<K extends string, V>(
  record: Readonly<Partial<Record<K, V>>>,
  make: (value: V, key: K) => unknown,
): object {
  return Object.fromEntries(entriesOf(record).map(([key, value]) => [key, make(value, key)]));
}

/**
 * Two random platforms. The second has some parts of the first, as one commit has most of the one before it, or none.
 */
export const rollbackPair: fc.Arbitrary<readonly [RollbackPlatform, RollbackPlatform]> = fc
  .tuple(rollbackPlatform, rollbackPlatform, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }))
  .map(([one, other, picks]) => {
    let next = 0;
    const keeps = (): boolean => picks[next++ % picks.length] ?? false;
    const mixed = <K extends string, V>(a: Readonly<Partial<Record<K, V>>>, b: Readonly<Partial<Record<K, V>>>) => {
      const keys = [...new Set([...entriesOf(a), ...entriesOf(b)].map(([key]) => key))];
      return Object.fromEntries(
        keys.flatMap((key) => {
          const value = (keeps() ? a : b)[key];
          return value === undefined ? [] : [[key, value]];
        }),
      );
    };
    const environments = mixed(one.environments, other.environments);
    const teams = mixed(one.teams, other.teams) as RollbackPlatform['teams'];
    const second: RollbackPlatform = {
      teams: Object.keys(teams).length > 0 ? teams : other.teams,
      services: mixed(one.services, other.services) as RollbackPlatform['services'],
      environments: Object.keys(environments).length > 0 ? environments : other.environments,
      types: mixed(one.types, other.types) as RollbackPlatform['types'],
      ordered: other.ordered,
      unmanaged: other.unmanaged,
      own: keeps() ? one.own : other.own,
    };
    return [one, second] as const;
  })
  .filter((pair) => pair.every(isValid));

/** Whether a manifest is one that `validate` accepts: for example, no two environments may share an API. */
function isValid(platform: RollbackPlatform): boolean {
  const { diagnostics } = loadManifest([{ path: 'manifest.yaml', text: JSON.stringify(manifestOf(platform)) }]);
  return diagnostics.every(({ severity }) => severity !== 'error');
}
