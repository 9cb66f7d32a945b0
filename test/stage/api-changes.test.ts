import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { smallPlatform } from './small-platform.ts';
import { strictDocument } from './strict-document.fixture.ts';
import { codes, StageWorld, specification } from './world.ts';

let world: StageWorld;
const program = await findTool('oasdiff');

beforeAll(async () => {
  world = await StageWorld.create();
});

afterAll(() => world.close());

const operation = (path: string, more = '') =>
  `  ${path}:\n    get:\n${more}      responses: {"200": {description: ok}}\n`;

test.skipIf(program === undefined)(
  'breaking changes come first, in words that a specification cannot abuse',
  async () => {
    const { repository } = smallPlatform(world, ['flights']);
    const hostile = '/b/@everyone<img src=x>';
    repository('flights').commit('dev', {
      'openapi.yaml': specification('flights', operation('/a') + operation(hostile)),
    });
    await world.stage();
    world.merge('dev');
    repository('flights').commit('dev', {
      'openapi.yaml': specification('flights', operation('/a') + operation('/c')),
    });
    const comparer = oasdiffComparer({
      program: program ?? '',
      runner: new SpawnRunner(2),
      environment: { PATH: process.env.PATH },
    });
    const report = await world.stage({ environments: ['dev'] }, { comparer });
    expect(codes(report)).toEqual([]);
    expect(report.services[0]?.changes?.map(({ level, operation }) => [level, operation])).toEqual([
      ['breaking', `GET ${hostile}`],
      ['harmless', 'GET /c'],
    ]);
    const body = [...world.github.pulls.values()].at(-1)?.body ?? '';
    expect(body).toContain('💥 **1 API with breaking changes**: 1 change.');
    expect(body).toContain('- 💥 `GET /b/@everyone<img src=x>`: api path removed without deprecation');
    expect(body.indexOf('💥 `GET')).toBeLessThan(body.indexOf('`GET /c`'));
  },
);

test.skipIf(program === undefined)('what cannot be compared is a note, and is staged all the same', async () => {
  const comparer = oasdiffComparer({ program: program ?? '', runner: new SpawnRunner(2), environment: {} });
  const elsewhere = specification('x', '  /a:\n    $ref: file:///etc/passwd\n');
  const document = strictDocument(elsewhere);
  expect(await comparer.compare(document, document)).toEqual({
    changes: [],
    uncompared: { reason: expect.stringContaining('disallowed external reference') },
  });
});

test('a comparison that fails says why, and what to do instead', async () => {
  const other = await StageWorld.create();
  try {
    const { repository } = smallPlatform(other, ['flights']);
    await other.stage();
    other.merge('dev');
    repository('flights').commit('dev', { 'openapi.yaml': specification('newer') });
    const compare = async () => ({ changes: [], uncompared: { reason: 'oasdiff did not end in time' } });
    const report = await other.stage({ environments: ['dev'] }, { comparer: { compare } });
    expect(report.services[0]?.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'comparison-failed',
        message: 'What changed in the API of air/flights could not be told; it is staged all the same',
        cause: 'oasdiff did not end in time',
        fix: expect.stringContaining('openapi.yaml yourself before merging'),
      },
    ]);
  } finally {
    await other.close();
  }
});
