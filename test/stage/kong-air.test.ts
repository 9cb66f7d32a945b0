import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deckRenderer } from '@konduct/operations/deck/renderer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath, startDeck } from '../deck-sync/deck-run.ts';
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
    const files = committedFiles();
    world.commitPlatform(files);
    const report = await world.stage();
    expect(codes(report)).toEqual(['owner-fallback']);
    const written = report.environments.flatMap((environment) => environment.written);
    expect(written.filter((name) => !name.endsWith('/.konduct-source.yaml'))).toEqual([
      // Its branch has changed since koctl staged it.
      'KongAirlines/envs/prd/teams/flight-data/services/KongAirlines/flights/openapi.yaml',
    ]);
    expect(written).toHaveLength(9);
  });

  test.skipIf(deckPath === undefined)('with the real decK, what koctl committed comes out again', async () => {
    const files = committedFiles();
    const made = (name: string) => /kong(-from-oas)?\.yaml$/.test(name);
    moveBack(path.join(world.repositories.folder, 'services', 'flights.git'), files);
    // No decK files exist before.
    world.commitPlatform(
      Object.fromEntries(Object.keys(files).map((name) => [name, made(name) ? null : (files[name] ?? null)])),
    );
    const { deck, runner, end } = startDeck();
    try {
      const report = await world.stage({}, { renderer: deckRenderer(deck) });
      expect(report.exitCode).toBe(0);
      let compared = 0;
      for (const [name, bytes] of Object.entries(files)) {
        if (!made(name)) continue;
        const environment = name.split('/')[3] ?? '';
        expect(parse(world.file(stagingBranch(environment), name) ?? ''), name).toEqual(parse(bytes.toString()));
        compared += 1;
      }
      expect(compared).toBe(12);
      expect(world.github.pulls.get(1)?.body).toContain('decK: 2 files of gateways change');
      const before = runner.commands.length;
      expect(environments(await world.stage({}, { renderer: deckRenderer(deck) }))).toEqual({
        dev: 'unchanged',
        prd: 'unchanged',
      });
      // Files on the branches need not be rendered again.
      expect(runner.commands.slice(before).filter(({ args }) => args[1] !== 'lint')).toEqual([]);
    } finally {
      end();
    }
  });
});

/** Sets the specification of flights for production to the one that koctl staged: the branch has changed since. */
function moveBack(repository: string, files: Readonly<Record<string, Buffer>>): void {
  const name = 'konnect/KongAirlines/envs/prd/teams/flight-data/services/KongAirlines/flights/openapi.yaml';
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@kong-air.example'];
  const git = (args: readonly string[], input?: Buffer | string): string =>
    execFileSync('git', ['-C', repository, ...author, ...args], { input, encoding: 'utf8' }).trim();
  const blob = git(['hash-object', '-w', '--stdin'], files[name]);
  const tree = git(['mktree'], `100644 blob ${blob}\topenapi.yaml\n`);
  git(['update-ref', 'refs/heads/main', git(['commit-tree', tree, '-m', 'Move back'])]);
}

/** Every file of the real platform, under its path in the repository. */
function committedFiles(): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (const entry of readdirSync(kongAirDirectory, { recursive: true, withFileTypes: true })) {
    const absolute = path.join(entry.parentPath, entry.name);
    const relative = path.relative(kongAirDirectory, absolute);
    if (entry.isFile() && relative.includes('/')) files[`konnect/${relative}`] = readFileSync(absolute);
  }
  return files;
}
