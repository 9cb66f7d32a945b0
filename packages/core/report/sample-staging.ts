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
      {
        path: 'konnect/kong-air/envs/dev/teams/flight-data/kong.yaml',
        lines: ['+ route flights-dev_get-flight'],
        total: 1,
      },
    ],
    diagnostics: [],
    ...overrides,
  };
}

/** Two environments; one has a service of every outcome. */
export function sampleStaging(overrides: Partial<StageReport> = {}): StageReport {
  return {
    mode: 'stage',
    diagnostics: [],
    services: [
      sampleService({
        version: '1.3.0',
        author: 'Ines Prado',
        servers: ['https://flights.kong-air.example/v2'],
        before: {
          version: '1.2.0',
          commit: '9b1f4c0de8a1f2b3c4d5e6f708192a3b4c5d6e7f',
          servers: ['https://flights.kong-air.example'],
        },
        changes: [
          {
            level: 'breaking',
            operation: 'GET /flights/{number}',
            text: 'for the `path` request parameter `number`, the `type` was changed from `string` to `integer`',
            rule: 'request-parameter-type-changed',
            line: 41,
          },
          {
            level: 'breaking',
            operation: 'DELETE /flights/{number}',
            text: 'api removed without deprecation',
            rule: 'api-removed-without-deprecation',
            line: 57,
            lineOf: 'before',
            accepted: { reason: 'Nobody has called it since March; bookings agreed.', until: '2026-12-31' },
          },
          {
            level: 'harmless',
            operation: 'GET /flights',
            text: 'added the optional property `gate` to the response with the `200` status',
            rule: 'response-optional-property-added',
            reason: 'The property `gate` is read-only.',
            line: 63,
          },
        ],
      }),
      sampleService({
        service: 'kong-air/routes',
        outcome: 'added',
        title: 'Routes',
        author: 'Tomo Ito',
        servers: ['https://routes.kong-air.example'],
        operations: ['GET /routes', 'POST /routes', 'GET /routes/{id}'],
      }),
      sampleService({
        service: 'kong-air/crew',
        title: 'Crew',
        before: { version: '1.1.0' },
        changes: [],
        silent: ['words', 'version'],
      }),
      sampleService({
        service: 'kong-air/fares',
        title: 'Fares',
        before: { version: '1.2.0' },
        uncompared: { reason: 'oasdiff did not end within 60 s' },
      }),
      sampleService({ service: 'kong-air/bookings', outcome: 'unchanged' }),
      sampleService({ service: 'kong-air/moved', outcome: 'unchanged', otherFiles: ['.konduct-source.yaml'] }),
      sampleService({ service: 'kong-air/old', outcome: 'removed' }),
      sampleService({ service: 'kong-air/gone', outcome: 'failed', diagnostics: [sampleDiagnostic] }),
      sampleService({ environment: 'prd', outcome: 'unchanged' }),
    ],
    environments: [
      sampleEnvironment({
        gate: { failOn: 'breaking', changes: 1, uncompared: 1, services: ['kong-air/flights', 'kong-air/fares'] },
      }),
      { environment: 'prd', outcome: 'unchanged', written: [], removed: [], deckChanges: [], diagnostics: [] },
    ],
    git: { processes: 9, contacts: 5, repositories: 4 },
    failureReason: 'partly-staged',
    exitCode: 5,
    ...overrides,
  };
}
