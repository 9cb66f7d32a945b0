import type { Result } from '../apply/result.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Action, Change, FieldChange } from '../plan/change.ts';
import { addSummaries, emptySummary, type Plan, summarize } from '../plan/plan.ts';
import type { Extent } from '../plan/reach.ts';
import type { GraphNode, OrganizationReport, RunReport } from '../run/reconciliation.ts';
import type { SourceRange } from '../source/range.ts';

// Reports for tests, shaped like those of a real run, with as many services as a test wants.

export function at(file: string, line: number): SourceRange {
  return { file, start: { line, column: 7 }, end: { line, column: 20 } };
}

export function sampleChange(overrides: Partial<Change> = {}): Change {
  return {
    address: 'kong-air/dev/portal',
    kind: 'Portal',
    region: 'us',
    environment: 'dev',
    action: 'create',
    name: 'dev',
    fields: [],
    dependsOn: [],
    ...overrides,
  };
}

function added(fields: Readonly<Record<string, unknown>>): FieldChange[] {
  return Object.entries(fields).map(([path, after]) => ({ path, after }));
}

/** The changes for one service in an environment: an API, its publication, and an implementation that waits. */
function serviceChanges(service: string, environment: string, line: number): Change[] {
  const base = `kong-air/${environment}/passenger-services/kong-air%2F${service}`;
  const name = environment === 'prd' ? service : `${service}-${environment}`;
  const place = at('konnect/teams.yaml', line);
  const digest = 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2';
  return [
    sampleChange({
      address: `${base}/api`,
      kind: 'API',
      environment,
      name,
      place,
      fields: added({ name, version: '1.4.0', spec_content: { digest } }),
    }),
    sampleChange({
      address: `${base}/publication`,
      kind: 'APIPublication',
      environment,
      name: `${name} on ${environment}`,
      effect: 'widens',
      meaning: `API ${name} is published on portal ${environment}, ${environment === 'prd' ? 'public' : 'private'}`,
      place,
      dependsOn: [`${base}/api`, `kong-air/${environment}/portal`],
      fields: [
        { path: 'api_id', knownAfterApply: 'api.id' },
        { path: 'visibility', after: environment === 'prd' ? 'public' : 'private' },
      ],
    }),
    sampleChange({
      address: `${base}/implementation`,
      kind: 'APIImplementation',
      environment,
      action: 'waiting',
      name: `${name} on passenger-services-${environment}`,
      place,
      dependsOn: [`${base}/api`],
      reason: `a gateway service tagged ko-api-name=${name} in ${environment}`,
    }),
  ];
}

/** The extent of a plan for all of Konnect. */
export const everything: Extent = { type: 'everything' };

/** A first plan: everything is to be created. */
export function samplePlan(services: readonly string[] = ['bookings', 'customers'], organization = 'kong-air'): Plan {
  const team = sampleChange({
    address: 'kong-air/passenger-services/teams',
    kind: 'Team',
    region: 'global',
    name: 'passenger-services',
    place: at('konnect/teams.yaml', 3),
    fields: added({ name: 'passenger-services', description: 'Everything a passenger does with Kong Air' }),
  });
  const { environment: _, ...global } = team;
  const changes = [
    global,
    ...['dev', 'prd'].flatMap((environment) => [
      sampleChange({
        address: `kong-air/${environment}/portal`,
        environment,
        name: environment,
        place: at('konnect/organizations.yaml', environment === 'dev' ? 9 : 12),
        fields: added({ name: environment, display_name: `kong-air (${environment})` }),
      }),
      ...services.flatMap((service, index) => serviceChanges(service, environment, 9 + 6 * index)),
    ]),
  ];
  return {
    organization,
    owner: 'kong-air',
    changes,
    summary: summarize(changes, 0),
    orphans: [],
    extent: everything,
    diagnostics: [],
  };
}

/** Two grants and two objects that no manifest declares and that still exist. */
export const sampleOrphans: readonly Change[] = [
  orphan({
    address: 'TeamRole Admin: flights on flights-dev',
    kind: 'TeamRole',
    region: 'global',
    name: 'Admin: flights on flights-dev',
    environment: 'dev',
    effect: 'narrows',
    meaning: 'Team flights loses the role Admin on flights-dev',
    place: at('konnect/teams.yaml', 3),
  }),
  orphan({
    address: 'TeamUser ann@kong-air.example in flights',
    kind: 'TeamUser',
    region: 'global',
    name: 'ann@kong-air.example in flights',
    effect: 'narrows',
    meaning: 'ann@kong-air.example leaves team flights',
    place: at('konnect/teams.yaml', 5),
  }),
  orphan({ address: 'kong-air/dev/flights/kong-air%2Fold/api-3f2a', kind: 'API', name: 'old-dev', environment: 'dev' }),
  orphan({ address: 'kong-air/flights/teams-77d1', kind: 'Team', region: 'global', name: 'flights' }),
];

function orphan(overrides: Partial<Change>): Change {
  const { environment: _, ...change } = sampleChange({
    action: 'delete',
    stays: 'prune',
    reason: 'prune is off',
    ...overrides,
  });
  return overrides.environment === undefined ? change : { ...change, environment: overrides.environment };
}

/**
 * The deletions that `prune: all` makes of {@link sampleOrphans}, with the objects deleted along and the commits that
 * removed them.
 */
export const sampleDeletions: readonly Change[] = sampleOrphans.map(({ reason: _, ...change }) => ({
  ...change,
  ...(change.kind === 'API'
    ? { cannotBeUndone: ['registrations for the API, and versions made by hand, if any'] }
    : {}),
  ...(change.kind === 'Team' ? { takesAlong: ['links of others: TeamRole Viewer: flights on theirs'] } : {}),
  commit: { id: '9f1c2d3e4b5a69788796a5b4c3d2e1f009182736', subject: 'Retire the old flights API' },
}));

/** A replacement that is not allowed, the changes that depend on it, and the exposure it would cause meanwhile. */
export const sampleBlocked: readonly Change[] = [
  blocked('replace', {
    address: 'kong-air/dev/passenger-services/controlPlanes',
    kind: 'ControlPlane',
    name: 'passenger-services-dev',
    place: at('konnect/organizations.yaml', 10),
    reason: 'ControlPlane "passenger-services-dev": it would be deleted and made anew',
    cannotBeUndone: ["the control plane's address"],
    fields: [{ path: 'cluster_type', before: 'CLUSTER_TYPE_SERVERLESS', after: 'CLUSTER_TYPE_CONTROL_PLANE' }],
  }),
  ...['bookings', 'customers', 'flights', 'routes', 'seats'].map((service) =>
    blocked('create', {
      address: `kong-air/dev/passenger-services/kong-air%2F${service}/publication`,
      kind: 'APIPublication',
      name: `${service}-dev on dev`,
      effect: 'widens',
      meaning: `API ${service}-dev is published on portal dev, private`,
      reason: 'ControlPlane passenger-services-dev has to be dealt with first',
    }),
  ),
];

function blocked(action: Action, overrides: Partial<Change>): Change {
  const by = 'kong-air/dev/passenger-services/controlPlanes';
  return sampleChange({ action: 'blocked', block: { by, action, code: 'replace-refused' }, ...overrides });
}

export function planOf(changes: readonly Change[], orphans: readonly Change[] = []): Plan {
  return { ...samplePlan([]), changes, summary: summarize(changes, orphans.length), orphans };
}

export function organizationOf(plan: Plan, overrides: Partial<OrganizationReport> = {}): OrganizationReport {
  return { organization: plan.organization, plan, diagnostics: [], ...overrides };
}

/** The results of an apply without failures. */
export function resultsOf(plan: Plan): Result[] {
  return plan.changes
    .filter((change) => change.action !== 'none')
    .map(({ address, kind, action, reason }) => ({
      address,
      kind,
      action,
      outcome: action === 'waiting' || action === 'blocked' ? action : 'applied',
      ...(reason === undefined ? {} : { reason }),
    }));
}

export function graphOf(plan: Plan): GraphNode[] {
  return plan.changes.map(({ address, kind, name, environment, dependsOn }) => ({
    address,
    kind,
    name,
    organization: plan.organization,
    ...(environment === undefined ? {} : { environment }),
    dependsOn,
    external: false,
  }));
}

export function runOf(organizations: readonly OrganizationReport[], overrides: Partial<RunReport> = {}): RunReport {
  return {
    mode: 'plan',
    diagnostics: [],
    organizations,
    graph: organizations.flatMap(({ plan }) => (plan ? graphOf(plan) : [])),
    summary: addSummaries(organizations.map(({ plan }) => plan?.summary ?? emptySummary)),
    exitCode: 0,
    ...overrides,
  };
}

export const sampleDiagnostic: Diagnostic = {
  severity: 'error',
  code: 'manifest-unknown-key',
  message: 'unknown key "descripton"',
  cause: 'A team has description, users and services',
  fix: 'Write "description"',
  at: at('konnect/teams.yaml', 4),
};

/** Text with markup, escape sequences and references, which every renderer must make harmless. */
export const hostileText =
  '\u001b[31m::error::x\n::add-mask::y ##[add-path]z @org/team <img src=x> `a` | b ``` [c](https://d) #1 \u202e';
