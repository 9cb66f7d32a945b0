import { expect, test } from 'vitest';
import type { ApiChange } from '../../run/api-change.ts';
import type { ServiceStaging } from '../../run/staging.ts';
import { sampleEnvironment, sampleService } from '../sample-staging.ts';
import { commentLimit } from './fit.ts';
import { commitLink } from './source-link.ts';
import { renderStaging } from './staging.ts';

const changes = (level: ApiChange['level'], number: number): ApiChange[] =>
  Array.from({ length: number }, (_, index) => ({
    level,
    operation: `GET /things/{id}/${level}-${index}`,
    text: level === 'breaking' ? 'api removed without deprecation' : 'endpoint added',
  }));

const many = (services: number, breaking: number, harmless: number): ServiceStaging[] =>
  Array.from({ length: services }, (_, index) =>
    sampleService({
      service: `kong-air/s${index}`,
      changes: [...changes('breaking', breaking), ...changes('harmless', harmless)],
    }),
  );

const linesOf = (body: string, mark: string) => body.split('\n').filter((line) => line.startsWith(`- ${mark} `));
const environment = sampleEnvironment({ deckChanges: [] });

test('what there is room for goes to breaking changes of all APIs, and what is left out is counted', () => {
  const body = renderStaging('dev', many(60, 120, 120), environment);
  expect(body.length).toBeGreaterThan(commentLimit.size - 1000);
  expect(body.length).toBeLessThanOrEqual(commentLimit.size);
  const folds = body.split('<details open>').slice(1);
  expect(folds).toHaveLength(60);
  const told = folds.map((fold) => linesOf(fold, '💥').length);
  // Every API shows several of its changes.
  expect(Math.min(...told)).toBeGreaterThan(5);
  expect(Math.max(...told) - Math.min(...told)).toBeLessThanOrEqual(1);
  expect(linesOf(body, '·')).toEqual([]);
  for (const [index, fold] of folds.entries())
    expect(fold).toContain(`- _not shown: ${120 - (told[index] ?? 0)} breaking, 120 other_`);
  expect(renderStaging('dev', many(60, 120, 120), environment)).toBe(body);
});

test('where all breaking changes fit, the others have the rest', () => {
  const body = renderStaging('dev', [...many(30, 10, 100), ...many(1, 0, 2)], environment);
  expect(linesOf(body, '💥')).toHaveLength(300);
  expect(linesOf(body, '·').length).toBeGreaterThan(100);
  expect(body).not.toContain('no room for them');
});

test('where everything fits, nothing is left out', () => {
  const body = renderStaging('dev', many(3, 20, 20), environment);
  expect([linesOf(body, '💥').length, linesOf(body, '·').length]).toEqual([60, 60]);
  expect(body).not.toContain('not shown');
});

test('APIs for which there is no room have no empty fold', () => {
  const body = renderStaging('dev', many(3000, 2, 1), environment);
  expect(body.length).toBeLessThanOrEqual(commentLimit.size);
  const folds = body.split('<details').length - 1;
  expect(folds).toBeGreaterThan(100);
  expect(linesOf(body, '💥')).toHaveLength(folds);
  const left = 3000 - folds;
  expect(body).toContain(`${2 * left} breaking, ${left} other changes of ${left} APIs`);
});

test('a service of which only files beside its specification change is in the table, with what they are', () => {
  const services = [
    sampleService({ outcome: 'unchanged', otherFiles: ['.konduct-source.yaml', 'ko-patch.yaml'] }),
    sampleService({ service: 'kong-air/routes', outcome: 'not-asked', otherFiles: ['.konduct-source.yaml'] }),
    sampleService({ service: 'kong-air/quiet', outcome: 'unchanged' }),
  ];
  const body = renderStaging('dev', services, environment);
  expect(body).toContain('**No specification changes.**');
  expect(body).toContain(
    'unchanged; only the record of where it came from and the name that links it to its gateway service',
  );
  expect(body).toContain('as before; only the record of where it came from |');
  expect(body).not.toContain('kong-air/quiet');
});

test('where no service and no gateway changes, the files are named', () => {
  const written = Array.from({ length: 22 }, (_, index) => `konnect/air/${index}.json`);
  const body = renderStaging('dev', [], sampleEnvironment({ deckChanges: [], written }));
  expect(body).toContain('- `konnect/air/0.json`');
  expect(body).toContain('- and 2 more');
});

test.each([
  ['https://github.com/air/flights.git', undefined, 'https://github.com/air/flights'],
  ['git@ghe.air.example:air/flights.git', 'https://ghe.air.example', 'https://ghe.air.example/air/flights'],
  ['https://ghe.air.example/air/flights', 'https://ghe.air.example', 'https://ghe.air.example/air/flights'],
  ['https://github.com/air/flights', 'https://ghe.air.example', 'https://github.com/air/flights'],
  ['https://ghe.air.example/air/flights', 'https://github.com', undefined],
  ['https://gitlab.example/air/flights', 'https://ghe.air.example', undefined],
])('the page of a commit of %s, at %s', (repository, server, page) => {
  const link = commitLink({ repository, commit: '3d3c42e5aac5' }, server);
  expect(link).toBe(page === undefined ? '`3d3c42e`' : `[\`3d3c42e\`](${page}/commit/3d3c42e5aac5)`);
});
