import { organizationOf, runOf, sampleDiagnostic, samplePlan } from '@konduct/core/report/sample-report';
import { type ControlPlaneReport, makeDeckReport } from '@konduct/operations/deck/report';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, actionsBot } from '../../../test/github/account.ts';
import { type GitHub as FakeGitHub, startGitHub } from '../../../test/github/server.ts';
import type { GitHub } from '../github.ts';
import { deckComments } from './deck.ts';
import { commentMarker, markedNames } from './marker.ts';
import { planComments } from './plan.ts';
import { keepComments, type StickyComments } from './sticky.ts';

const person: Account = { login: 'mallory', type: 'User', writes: true };

let server: FakeGitHub;

beforeEach(async () => {
  server = await startGitHub({ repository: 'kong-air/platform', pulls: [7], tokens: { ghs_writes: actionsBot } });
});

afterEach(async () => {
  expect(server.problems).toEqual([]);
  await server.close();
});

const github = (): GitHub => ({
  serverUrl: 'https://github.com',
  apiUrl: server.url,
  repository: 'kong-air/platform',
  eventName: 'pull_request',
  actor: 'ines',
  sha: 'b'.repeat(40),
  workspace: '/',
  temporaryFolder: '/',
  pullRequest: { number: 7, headSha: 'a'.repeat(40), base: 'main', fromFork: false, labels: [] },
});
const keep = (comments: StickyComments) => keepComments(comments, github(), 'ghs_writes');
const bodies = () => server.comments.map(({ body }) => body);

const all = { organizations: [], environments: [], config: 'konnect', manifests: [] };
const plane: ControlPlaneReport = {
  organization: 'kong-air',
  environment: 'dev',
  team: 'crew',
  region: 'eu',
  name: 'crew-dev',
  file: 'konnect/kong-air/envs/dev/teams/crew/kong.yaml',
  outcome: 'unchanged',
  diagnostics: [],
};
const compared = makeDeckReport({
  mode: 'diff',
  diagnostics: [],
  controlPlanes: [plane, { ...plane, environment: 'prd', name: 'crew-prd' }],
});
const broken = makeDeckReport({
  mode: 'diff',
  diagnostics: [sampleDiagnostic],
  failureReason: 'invalid-configuration',
});

test('markers are read as they were written', () => {
  const names = ['a--> @org/team', 'dev%'];
  expect(markedNames(`${commentMarker('deck', ...names)}\nbody`, 'deck')).toEqual(names);
  expect(markedNames(commentMarker('deck', 'a'), 'plan')).toBeUndefined();
  expect(markedNames(`> ${commentMarker('deck', 'a')}`, 'deck')).toBeUndefined();
  expect(markedNames('<!-- konduct:deck:%E0%A4%A -->', 'deck')).toBeUndefined();
});

describe('gateways', () => {
  test('a configuration that broke takes back what was said before, and says nothing anew', async () => {
    await keep(deckComments(broken, github(), all));
    expect(bodies()).toEqual([]);
    await keep(deckComments(compared, github(), all));
    server.addComment(7, person, `${commentMarker('deck', 'kong-air', 'dev')}\nforged`);
    await keep(deckComments(broken, github(), all));
    expect(bodies()).toEqual([
      ...['dev', 'prd'].map((environment) =>
        expect.stringMatching(
          new RegExp(
            `^<!-- konduct:deck:kong-air/${environment} -->\\n### Gateways of kong-air/${environment}: not compared\\n\\nNothing was compared; see the errors\\.\\n\\n.*manifest-unknown-key`,
          ),
        ),
      ),
      expect.stringContaining('forged'),
    ]);
    await keep(deckComments(compared, github(), all));
    expect(bodies()[0]).toContain('### Gateways of kong-air/dev: no changes');
  });

  test('a job about one environment leaves the comments of others alone', async () => {
    await keep(deckComments(compared, github(), all));
    await keep(
      deckComments(broken, github(), { organizations: [], environments: ['prd'], config: 'konnect', manifests: [] }),
    );
    await keep(
      deckComments(broken, github(), { organizations: ['other'], environments: [], config: 'konnect', manifests: [] }),
    );
    expect(bodies().map((body) => body.includes('not compared'))).toEqual([false, true]);
  });

  test('an environment that is gone, and one without a token', async () => {
    await keep(deckComments(compared, github(), all));
    const dev = makeDeckReport({ mode: 'diff', diagnostics: [], controlPlanes: [plane] });
    await keep(deckComments(dev, github(), all));
    expect(bodies()[1]).toContain('nothing to compare here any more');
    await keep(deckComments(makeDeckReport({ mode: 'diff', diagnostics: [], notes: ['no token'] }), github(), all));
    expect(bodies()[0]).toContain('not compared\n\nno token');
  });
});

describe('plans', () => {
  const planned = runOf([organizationOf(samplePlan())]);
  const failed = runOf([], { diagnostics: [sampleDiagnostic], failureReason: 'invalid-configuration', exitCode: 1 });
  const everything = { ...all, level: 'all' } as const;

  test('a configuration that broke takes back what was said before, and says nothing anew', async () => {
    await keep(planComments(failed, github(), everything));
    expect(bodies()).toEqual([]);
    await keep(planComments(planned, github(), everything));
    await keep(planComments(planned, github(), { ...everything, environments: ['dev'] }));
    await keep(planComments(failed, github(), everything));
    expect(bodies()).toHaveLength(2);
    expect(bodies()[0]).toMatch(
      /^<!-- .* -->\n## Konnect plan: `kong-air`\n\n❌ \*\*Nothing was planned; see the errors/,
    );
    expect(bodies()[1]).toContain('to create');
  });

  test('an organization that is gone', async () => {
    await keep(planComments(planned, github(), everything));
    await keep(planComments(runOf([organizationOf(samplePlan([], 'other'))]), github(), everything));
    expect(bodies()[0]).toContain('no manifest names this organization');
  });
});
