import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { smallPlatform } from '../stage/small-platform.ts';
import { StageWorld } from '../stage/world.ts';

// The text of an environment's pull request. With the real oasdiff.

const program = await findTool('oasdiff');
const environment = { PATH: process.env.PATH };
const comparer = oasdiffComparer({ program: program ?? '', runner: new SpawnRunner(2), environment });

let world: StageWorld;

beforeAll(async () => {
  world = await StageWorld.create();
});

afterAll(() => world.close());

const bodyOf = () => [...world.github.pulls.values()].at(-1)?.body ?? '';
const api = (version: string, server: string, type = 'string') =>
  [
    'openapi: 3.0.3',
    `info: {title: Flights, version: ${version}}`,
    `servers: [{url: ${server}}]`,
    'paths:',
    '  /flights/{id}:',
    `    parameters: [{name: id, in: path, required: true, schema: {type: ${type}}}]`,
    '    get: {responses: {"200": {description: ok}}}',
    '',
  ].join('\n');

test.skipIf(program === undefined)(
  'a new API, then one that changes, moves and breaks, then one that only moves',
  async () => {
    const { repository } = smallPlatform(world, ['flights']);
    const flights = repository('flights');
    const old = flights.commit('dev', { 'openapi.yaml': api('1.10', 'https://user:secret@a.internal.example/') });
    await world.stage({ environments: ['dev'] }, { comparer });
    expect(bodyOf()).toContain('<summary><b>air/flights</b> (air): new, 1 operation</summary>');
    expect(bodyOf()).toContain('Servers: `https://a.internal.example`\n\n- `GET /flights/{id}`');
    world.merge('dev');

    const recent = flights.commit('dev', { 'openapi.yaml': api('1.11', 'https://b.internal.example', 'integer') });
    await world.stage({ environments: ['dev'] }, { comparer });
    const body = bodyOf();
    expect(body).toContain('💥 **1 API with breaking changes**: 1 change.');
    expect(body).toContain('🔢 **1 API breaks callers and takes no major step** in the version: `air/flights`.');
    expect(body).toContain('🚦 **Traffic moves**');
    expect(body).toContain('- `air/flights` (air): `https://a.internal.example` → `https://b.internal.example`');
    expect(body).toContain('`1.10` → `1.11` 🔢 its version takes no major step');
    expect(body).toContain(`\`${old.slice(0, 7)}…${recent.slice(0, 7)}\` by Ines`);
    expect(body).toContain('(`request-parameter-type-changed`, line 7)');
    expect(body).not.toContain('secret');
    // A second run gives the same text, though it reads nothing again.
    await world.stage({ environments: ['dev'] }, { comparer });
    expect(bodyOf()).toBe(body);
    world.merge('dev');

    flights.commit('dev', { 'openapi.yaml': api('1.11', 'http://localhost:8080', 'integer') });
    await world.stage({ environments: ['dev'] }, { comparer });
    expect(bodyOf()).toContain('changed: nothing that callers see, only servers');
    expect(bodyOf()).toContain('`https://b.internal.example` → `http://localhost:8080`');
    // Without oasdiff, the text says so in a headline.
    await world.stage({ environments: ['dev'] });
    expect(bodyOf()).toContain('❓ **1 API could not be compared**: `air/flights`.');
  },
);
