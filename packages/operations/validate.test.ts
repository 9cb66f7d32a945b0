import { existsSync } from 'node:fs';
import path from 'node:path';
import { exitCodesOf, reasonsOf } from '@konduct/core/run/outcome';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { describe, expect, test } from 'vitest';
import { folder, smallPlatform } from './folder.fixture.ts';
import { optionsFor } from './options.fixture.ts';
import type { PlatformOptions, RunContext } from './options.ts';
import { validate } from './validate.ts';

const repository = path.resolve(import.meta.dirname, '../..');
// The data of a real platform lies beside the checkout.
const shared = path.resolve(process.env.KONDUCT_SHARED ?? path.join(repository, '../shared'));
const kongAir = path.join(shared, 'kong-air');

const runContext: RunContext = {
  environment: {},
  maskSecret: () => {
    throw new Error('a validation reads no secret');
  },
  onProgress: () => {},
  signal: new AbortController().signal,
};

async function check(workspace: string, more: Partial<PlatformOptions> = {}): Promise<RunReport> {
  const report = await validate({ ...optionsFor(workspace), ...more }, runContext);
  expect([undefined, ...reasonsOf('validation')]).toContain(report.failureReason);
  expect(exitCodesOf('validation')).toContain(report.exitCode);
  return report;
}

function kindsOf({ graph }: RunReport): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {};
  for (const { kind } of graph) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

const platformOf = (services: number) => ({
  ...{ Portal: 2, ControlPlane: 4, TeamRole: 4 },
  ...{
    StagedSpec: services,
    API: services,
    APIPublication: services,
    GatewayService: services,
    APIImplementation: services,
  },
});

test('the example is in order, and all of it can be applied to nothing', async () => {
  const report = await check(path.join(repository, 'action-examples/kong-air'));
  expect(report).toMatchObject({ mode: 'validate', exitCode: 0, diagnostics: [] });
  expect(kindsOf(report)).toMatchObject({ Team: 2, ...platformOf(8) });
  expect(report.summary).toMatchObject({ update: 0, replace: 0, adopt: 0, delete: 0, none: 0, waiting: 8 });
  expect(report.organizations.map(({ results, verification }) => [results, verification])).toEqual([
    [undefined, undefined],
  ]);
});

describe.skipIf(!existsSync(kongAir))(`the platform of Kong Air in ${shared}`, () => {
  test('is in order as it is', async () => {
    const report = await check(kongAir);
    expect(report.exitCode).toBe(0);
    expect(report.diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning owner-fallback']);
    expect(kindsOf(report)).toMatchObject({ Team: 2, ...platformOf(8) });
    expect(report.summary).toMatchObject({ waiting: 8, orphaned: 0 });
  });
});

test('what Konnect would refuse is found without asking it, at its place', async () => {
  // Konnect reserves labels that begin so.
  const blueprint = `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: environment}
schema:
  spec:
    organization: string | required=true
    environment: Environment | required=true
    teams: "[]Team | required=true"
resources:
  - {id: portal, kind: Portal, template: {name: dev, labels: {kong-team: x}}}
`;
  const report = await check(folder({ ...smallPlatform, 'konnect/blueprints/environment.yaml': blueprint }));
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration' });
  expect(report.diagnostics).toMatchObject([
    { severity: 'error', code: 'simulation-failed', at: { file: 'konnect/organizations.yaml' } },
  ]);
});

test('faults of the configuration end it before anything is simulated', async () => {
  const report = await check(folder({ ...smallPlatform, 'konnect/platform.yaml': 'platform: {nmae: acme}\n' }));
  expect(report).toMatchObject({ exitCode: 1, organizations: [], failureReason: 'invalid-configuration' });
});

test('one environment alone can be looked at', async () => {
  const report = await check(path.join(repository, 'action-examples/kong-air'), { environments: ['dev'] });
  const addresses = report.organizations[0]?.plan?.changes.map(({ environment }) => environment) ?? [];
  expect(new Set(addresses)).toEqual(new Set([undefined, 'dev']));
});
