import type { EnvironmentStaging, ServiceStaging, StageReport } from '../run/staging.ts';
import { sampleDiagnostic } from './sample-report.ts';

// Staging reports for tests, shaped like those of a real run.

export function sampleService(overrides: Partial<ServiceStaging> = {}): ServiceStaging {
  return {
    organization: 'kong-air',
    environment: 'dev',
    team: 'flight-data',
    service: 'kong-air/flights',
    directory: 'kong-air/envs/dev/teams/flight-data/services/kong-air/flights',
    outcome: 'changed',
    repository: 'https://github.com/kong-air/flights.git',
    branch: 'dev',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    title: 'Flights',
    version: '1.2.0',
    diagnostics: [],
    ...overrides,
  };
}

export function sampleEnvironment(overrides: Partial<EnvironmentStaging> = {}): EnvironmentStaging {
  return {
    environment: 'dev',
    branch: 'dev-konnect-orchestrator-apply',
    outcome: 'opened',
    pullRequest: { number: 7, url: 'https://github.com/kong-air/platform/pull/7' },
    written: ['kong-air/envs/dev/teams/flight-data/services/kong-air/flights/openapi.yaml'],
    removed: [],
    deckChanges: [
      { path: 'konnect/kong-air/envs/dev/teams/flight-data/kong.yaml', lines: ['+ route flights-dev_get-flight'] },
    ],
    diagnostics: [],
    ...overrides,
  };
}

/** Two environments; in one of them everything that can happen to a service. */
export function sampleStaging(overrides: Partial<StageReport> = {}): StageReport {
  return {
    mode: 'stage',
    diagnostics: [],
    services: [
      sampleService({
        changes: [
          { level: 'breaking', operation: 'GET /flights/{number}', text: 'api removed without deprecation' },
          { level: 'harmless', operation: 'GET /flights', text: "added the optional property 'gate'" },
        ],
      }),
      sampleService({ service: 'kong-air/routes', outcome: 'added', title: 'Routes' }),
      sampleService({ service: 'kong-air/bookings', outcome: 'unchanged' }),
      sampleService({ service: 'kong-air/moved', outcome: 'unchanged', otherFiles: ['.konduct-source.yaml'] }),
      sampleService({ service: 'kong-air/old', outcome: 'removed' }),
      sampleService({ service: 'kong-air/gone', outcome: 'failed', diagnostics: [sampleDiagnostic] }),
      sampleService({ environment: 'prd', outcome: 'unchanged' }),
    ],
    environments: [
      sampleEnvironment(),
      { environment: 'prd', outcome: 'unchanged', written: [], removed: [], deckChanges: [], diagnostics: [] },
    ],
    git: { processes: 9, contacts: 5, repositories: 4 },
    failureReason: 'partly-staged',
    exitCode: 5,
    ...overrides,
  };
}
