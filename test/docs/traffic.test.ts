import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configure } from '@konduct/operations/configuration';
import { deckTeams } from '@konduct/operations/deck/teams';
import { optionsFor } from '@konduct/operations/options.fixture';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { blocksOf, readPage } from './page.ts';

const repository = path.resolve(import.meta.dirname, '../..');

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'konduct-traffic-'));
  cpSync(path.join(repository, 'action-examples/kong-air'), workspace, { recursive: true });
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** The services of production, and those with an `upstream`. */
function production() {
  const { diagnostics, instances } = configure(optionsFor(workspace), true, () => {});
  expect(diagnostics).toEqual([]);
  const services = deckTeams(instances, { organizations: [], environments: ['prd'] }).flatMap((team) => team.services);
  const sent = services.flatMap(({ key, upstream }) => upstream?.targets.map(({ url }) => `${key} to ${url}`) ?? []);
  return { keys: services.map(({ key }) => key).sort(), sent };
}

test('the example for one environment changes one service and takes none out of the environment', () => {
  const blocks = blocksOf(readPage('docs/how-to/say-where-traffic-goes.md')).filter(
    ({ language }) => language === 'yaml',
  );
  const block = blocks.find(({ text }) => text.startsWith('organizations:'))?.text ?? '';
  const before = production();
  const file = path.join(workspace, 'konnect/organizations.yaml');
  const manifest = parse(readFileSync(file, 'utf8'));
  Object.assign(manifest.organizations['kong-air'].environments, parse(block).organizations['kong-air'].environments);
  writeFileSync(file, stringify(manifest));
  expect(before).toMatchObject({ sent: [] });
  expect(before.keys).toHaveLength(4);
  expect(production()).toEqual({
    keys: before.keys,
    sent: ['kong-air/flights to https://flights.prd.kong-air.example'],
  });
});
