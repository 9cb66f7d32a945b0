import type { Result } from '../apply/result.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Change, FieldChange } from '../plan/change.ts';
import { addSummaries, emptySummary, type Plan, summarize } from '../plan/plan.ts';
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

/** What one service becomes in an environment: an API, its publication, and an implementation that waits. */
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
      name: '',
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
      name: '',
      place,
      dependsOn: [`${base}/api`],
      reason: `a gateway service tagged ko-api-name=${name} in ${environment}`,
    }),
  ];
}

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
  return { organization, owner: 'kong-air', changes, summary: summarize(changes, 0), orphans: [], diagnostics: [] };
}

export function planOf(changes: readonly Change[], orphans: readonly Change[] = []): Plan {
  return { ...samplePlan([]), changes, summary: summarize(changes, orphans.length), orphans };
}

export function organizationOf(plan: Plan, overrides: Partial<OrganizationReport> = {}): OrganizationReport {
  return { organization: plan.organization, plan, diagnostics: [], ...overrides };
}

/** The results of an apply in which everything went well. */
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

/** Text that tries to be more than text, for every renderer to make harmless. */
export const hostileText =
  '\u001b[31m::error::x\n::add-mask::y ##[add-path]z @org/team <img src=x> `a` | b ``` [c](https://d) #1 \u202e';
