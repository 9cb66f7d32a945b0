import { renderStaging } from '../../packages/core/report/markdown/staging.ts';
import type { EnvironmentStaging, ServiceStaging } from '../../packages/core/run/staging.ts';

const flights: ServiceStaging = {
  organization: 'kong-air',
  environment: 'dev',
  team: 'flight-data',
  service: 'kong-air/flights',
  directory: 'kong-air/envs/dev/teams/flight-data/services/kong-air/flights',
  outcome: 'changed',
  branch: 'dev',
  commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
  author: 'Ines Prado',
  title: 'Flights',
  version: '1.3.0',
  before: { version: '1.2.0', commit: '9b1f4c0de8a1f2b3c4d5e6f708192a3b4c5d6e7f' },
  traffic: { from: ['https://flights.kong-air.example'], to: ['https://flights.kong-air.example/v2'] },
  changes: [
    {
      level: 'breaking',
      operation: 'GET /flights/{number}',
      text: 'api removed without deprecation',
      rule: 'api-removed-without-deprecation',
      line: 57,
      lineOf: 'before',
    },
    {
      level: 'harmless',
      operation: 'GET /flights',
      text: 'added the optional property `gate` to the response with the `200` status',
      rule: 'response-optional-property-added',
      line: 63,
    },
  ],
  diagnostics: [],
};

const dev: EnvironmentStaging = {
  environment: 'dev',
  outcome: 'opened',
  written: [],
  removed: [],
  deckChanges: [
    {
      path: 'konnect/kong-air/envs/dev/teams/flight-data/kong.yaml',
      lines: ['- route flights-dev_get-flight', '~ service flights-dev: path'],
      total: 2,
    },
  ],
  diagnostics: [],
};

/** The text of a pull request of staging, as a quotation. */
export function pullRequestSample(): string {
  const text = renderStaging('dev', [flights], dev).trim();
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}
