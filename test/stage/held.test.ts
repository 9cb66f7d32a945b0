import { deckRenderer } from '@konduct/operations/deck/renderer';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath, startDeck } from '../deck-sync/deck-run.ts';
import { useScene } from './scene.ts';
import { folderOf, smallPlatform } from './small-platform.ts';
import { codes, environments, outcomes, stagingBranch } from './world.ts';

const scene = useScene();

const document = (title: string, paths: string, rest = '') =>
  `openapi: 3.0.3\ninfo: {title: ${title}, version: "1"}\nservers: [{url: "https://${title}.example"}]\npaths:\n${paths}${rest}`;
const get = (path: string) => `  ${path}: {get: {responses: {"200": {description: ok}}}}\n`;
const endless =
  'components: {schemas: {N: {type: object, required: [n], properties: {n: {$ref: "#/components/schemas/N"}}}}}\n';
const usesN =
  '  /n: {post: {requestBody: {content: {a/b: {schema: {$ref: "#/components/schemas/N"}}}}, responses: {"200": {description: ok}}}}\n';

test.skipIf(deckPath === undefined)('a pull request says what decK cannot convert, and brings the others', async () => {
  const { repository } = smallPlatform(scene.world);
  for (const name of ['flights', 'routes'])
    for (const branch of ['main', 'dev'])
      repository(name).commit(branch, { 'openapi.yaml': document(name, get(`/${name}`)) });
  const { deck, end } = startDeck();
  try {
    const stage = () => scene.world.stage({}, { renderer: deckRenderer(deck) });
    expect(environments(await stage())).toEqual({ dev: 'opened', prd: 'opened' });
    for (const environment of ['dev', 'prd']) scene.world.merge(environment);

    repository('flights').commit('dev', { 'openapi.yaml': document('flights', get('/flights') + usesN, endless) });
    repository('routes').commit('dev', { 'openapi.yaml': document('routes', get('/routes') + get('/b')) });
    const report = await stage();
    expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-staged' });
    expect(environments(report)).toEqual({ dev: 'opened', prd: 'unchanged' });
    expect(outcomes(report).filter((line) => line.includes(' dev:'))).toEqual([
      'air/flights dev: changed',
      'air/routes dev: changed',
    ]);
    expect(codes(report)).toEqual(['deck-failed']);
    const text = [...scene.world.github.pulls.values()].at(-1)?.body ?? '';
    expect(text).toContain('circular reference');
    expect(text).toContain(`${folderOf('dev', 'flights')}/openapi.yaml`);

    const folder = folderOf('dev', 'flights');
    const state = scene.world.file(stagingBranch('dev'), `${folder.slice(0, folder.indexOf('/services/'))}/kong.yaml`);
    const paths = parse(state ?? '').services.map(({ routes }: { routes: { paths: string[] }[] }) =>
      routes.flatMap((route) => route.paths),
    );
    expect(paths.map((all: string[]) => all.sort())).toEqual([['~/flights$'], ['~/b$', '~/routes$']]);
    // Once it is merged, the next run says it still, and asks for nothing.
    scene.world.merge('dev');
    const again = await stage();
    expect([environments(again), codes(again)]).toEqual([{ dev: 'unchanged', prd: 'unchanged' }, ['deck-failed']]);
  } finally {
    end();
  }
});

test.skipIf(deckPath === undefined)(
  'a pull request says where nobody said where traffic goes, once it changes',
  async () => {
    const { repository } = smallPlatform(scene.world);
    const commit = (name: string, text: string) => {
      for (const branch of ['main', 'dev']) repository(name).commit(branch, { 'openapi.yaml': text });
    };
    commit('flights', document('flights', get('/flights')).replace(/servers: .*\n/, ''));
    commit('routes', document('routes', get('/routes')));
    const { deck, end } = startDeck();
    try {
      const stage = () => scene.world.stage({}, { renderer: deckRenderer(deck) });
      const report = await stage();
      const severities = report.environments.map(({ environment, diagnostics }) => [
        environment,
        diagnostics.map(({ severity, code }) => `${severity} ${code}`),
      ]);
      // prd has the type PROD.
      expect(severities).toEqual([
        ['dev', ['warning upstream-unclear']],
        ['prd', ['error upstream-unclear']],
      ]);
      for (const pull of scene.world.github.pulls.values()) expect(pull.body).toContain('names no server');
      scene.world.merge('dev');
      commit('routes', document('routes', get('/routes') + get('/b')));
      const next = await stage();
      expect(next.environments[0]?.diagnostics).toEqual([]);
    } finally {
      end();
    }
  },
);
