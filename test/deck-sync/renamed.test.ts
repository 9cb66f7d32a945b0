import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { showRange } from '@konduct/core/source/range';
import { lintDeck } from '@konduct/operations/deck/lint';
import { deckFindings } from '@konduct/operations/deck/report';
import { validate } from '@konduct/operations/validate';
import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, planeIn, useScene } from './scene.ts';

const flights = `${flight}/services/KongAirlines/flights`;

describe.skipIf(deckPath === undefined || !hasKongAir)('a service whose name changes', () => {
  const scene = useScene();

  const options = (environments: readonly string[] = ['dev']) => ({
    config: 'konnect',
    manifests: [],
    workspace: scene.air.workspace,
    organizations: [],
    environments,
    allowLiteralSecrets: false,
  });
  const runContext = {
    environment: { PATH: dirname(deckPath ?? '') },
    maskSecret: () => {},
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  const stale = (report: { readonly diagnostics: readonly { readonly code: string }[] }) =>
    report.diagnostics.filter(({ code }) => code === 'deck-stale');
  const rename = () => scene.edit('teams.yaml', (text) => text.replace('name: flights', 'name: departures'));

  test('is found by validating, linting, comparing and syncing in the same words', async () => {
    await scene.gateways.createPlanes(flightPlane);
    rename();
    const validated = await validate(options(), runContext);
    expect(validated).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration' });
    const [found, ...others] = validated.diagnostics.filter(({ severity }) => severity === 'error');
    expect(found).toMatchObject({
      code: 'deck-stale',
      message: `konnect/${flights}/kong-from-oas.yaml links its gateway service to the API flights-dev, which is called departures-dev now`,
      cause: expect.stringContaining('`name` of its service and `api-name` of the environment type'),
      fix: 'Run `konduct deck render`, or let stage-spec do so, and have the result reviewed.',
      related: [{ message: 'The decK file' }],
    });
    expect(found?.at && showRange(found.at)).toMatch(/^konnect\/teams\.yaml:\d+:15$/);
    expect(others).toEqual([]);

    const linted = await lintDeck({ ...options(), failOn: 'error', changed: ['konnect/teams.yaml'] }, runContext);
    expect(stale(linted)).toEqual([found]);
    expect(linted).toMatchObject({ exitCode: 1, failureReason: 'lint-failed' });
    for (const run of [scene.gateways.diff, scene.gateways.sync]) {
      const report = await run(flightOnly);
      expect(report.exitCode).toBe(3);
      expect(planeIn(report).diagnostics).toEqual([found]);
    }

    await scene.render();
    expect(stale(await validate(options(), runContext))).toEqual([]);
    expect(stale(await lintDeck({ ...options(), failOn: 'error' }, runContext))).toEqual([]);
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 0 });
    const services = await scene.gateways.entities(flightPlane, 'services');
    expect(services.flatMap(({ tags }) => tags)).toContain('ko-api-name=departures-dev');
  });

  test('is the same where the API is named anew by its environment type', async () => {
    scene.write('types.yaml', 'environment-types:\n  DEV: {branch: dev, api-name: "${name}-try"}\n');
    const manifests = ['konnect/types.yaml'];
    const report = await validate({ ...options(), manifests }, runContext);
    expect(report.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(
      Array.from({ length: 4 }, () => 'deck-stale'),
    );
  });

  test('is not stale where nothing is rendered, nothing is staged, or a person’s patch sets the tag', async () => {
    rename();
    scene.write(`${flight}/deck/tags.yaml`, patch('ko-api-name=flights-dev'));
    expect(stale(await validate(options(), runContext))).toEqual([]);
    rmSync(scene.air.path(`${flight}/deck`), { recursive: true });
    expect(stale(await validate(options(), runContext))).toHaveLength(1);
    scene.write(`${flights}/ko-patch.yaml`, patch('mine'));
    expect(stale(await validate(options(), runContext))).toEqual([]);
    rmSync(scene.air.path(`${flights}/ko-patch.yaml`));
    expect(stale(await validate(options(), runContext))).toHaveLength(1);
    rmSync(scene.air.path(`${flights}/kong-from-oas.yaml`));
    expect(stale(await validate(options(), runContext))).toEqual([]);
  });

  test('a repository without any rendered file is not stale', async () => {
    rename();
    for (const { directory, services } of scene.air.teams) {
      rmSync(scene.air.path(`${directory}/kong.yaml`));
      for (const service of services) rmSync(scene.air.path(`${service.directory}/kong-from-oas.yaml`));
    }
    const linted = await lintDeck({ ...options([]), failOn: 'never' }, runContext);
    expect(stale(linted)).toEqual([]);
    expect(deckFindings(linted).map(({ code }) => code)).not.toContain('deck-failed');
  });
});

function patch(tag: string): string {
  return `_format_version: "1.0"\npatches:\n- selectors: ["$..services[*]"]\n  values:\n    tags: [${tag}]\n`;
}
