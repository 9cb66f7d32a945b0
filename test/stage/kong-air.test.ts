import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKongAir, kongAirDirectory, kongAirServices } from '../e2e/kong-air.ts';
import { codes, environments, StageWorld, stagingBranch } from './world.ts';

const branches = { dev: 'dev', prd: 'main' } as const;

describe.skipIf(!hasKongAir('staging the real Kong Air'))('Kong Air', () => {
  let world: StageWorld;

  beforeAll(async () => {
    world = await StageWorld.create();
    const folder = path.join(world.repositories.folder, 'services');
    execFileSync(path.join(kongAirDirectory, '..', 'make-repos'), [folder], { stdio: 'ignore' });
    const teams = readFileSync(path.join(kongAirDirectory, 'teams.yaml'), 'utf8');
    world.commitPlatform({
      'konnect/organizations.yaml': readFileSync(path.join(kongAirDirectory, 'organizations.yaml')),
      'konnect/teams.yaml': teams.replaceAll('https://github.com/KongAirlines/', `file://${folder}/`),
    });
  });

  afterAll(() => world.close());

  test('all eight specifications are those of their branches, byte for byte, at the paths of koctl', async () => {
    const report = await world.stage();
    expect(codes(report)).toEqual(['owner-fallback']);
    expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
    let compared = 0;
    for (const [environment, branch] of Object.entries(branches)) {
      for (const [team, services] of Object.entries(kongAirServices)) {
        for (const service of services) {
          const folder = `KongAirlines/envs/${environment}/teams/${team}/services/KongAirlines/${service}`;
          const original = path.join(kongAirDirectory, '..', 'services', service, branch, 'openapi.yaml');
          const staged = stagingBranch(environment);
          expect(world.file(staged, `konnect/${folder}/openapi.yaml`)).toBe(readFileSync(original, 'utf8'));
          expect(world.file(staged, `konnect/${folder}/ko-patch.yaml`)).toBe(
            readFileSync(path.join(kongAirDirectory, folder, 'ko-patch.yaml'), 'utf8'),
          );
          compared += 1;
        }
      }
    }
    expect(compared).toBe(8);
    expect(report.git).toMatchObject({ repositories: 4 });
  });

  test('onto what koctl staged, only what differs and our records come', async () => {
    const files: Record<string, Buffer> = {};
    for (const name of readdirSync(kongAirDirectory, { recursive: true, withFileTypes: true })) {
      const absolute = path.join(name.parentPath, name.name);
      const relative = path.relative(kongAirDirectory, absolute);
      if (name.isFile() && relative.includes('/')) files[`konnect/${relative}`] = readFileSync(absolute);
    }
    world.commitPlatform(files);
    const report = await world.stage();
    expect(codes(report)).toEqual(['owner-fallback']);
    const written = report.environments.flatMap((environment) => environment.written);
    expect(written.filter((name) => !name.endsWith('/.konduct-source.yaml'))).toEqual([
      // Its branch has moved on since koctl staged it.
      'KongAirlines/envs/prd/teams/flight-data/services/KongAirlines/flights/openapi.yaml',
    ]);
    expect(written).toHaveLength(9);
  });
});
