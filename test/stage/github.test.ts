import { beforeEach, describe, expect, test } from 'vitest';
import type { Disturbance } from '../github/disturbance.ts';
import { useScene } from './scene.ts';
import { smallPlatform } from './small-platform.ts';
import { codes, environments, stagingBranch } from './world.ts';

const scene = useScene();
beforeEach(() => {
  smallPlatform(scene.world);
});

const untrue: Readonly<Record<string, Disturbance>> = {
  'a sign-in page': { type: 'page' },
  'half an answer, for good': { type: 'half' },
  'an empty answer, for good': { type: 'empty' },
  'an answer of another shape': { type: 'shape', body: [{ number: 'seven' }] },
  'an object instead of a list': { type: 'shape', body: {} },
};

describe.each(Object.entries(untrue))('%s', (_, disturbance) => {
  test('fails its environment with what to do, and the others are staged and reported', async () => {
    // The number of requests for pull requests of one environment.
    const times = disturbance.type === 'half' || disturbance.type === 'empty' ? 4 : 1;
    scene.world.github.disturb('pulls/list', disturbance, times);
    const report = await scene.world.stage();
    expect(environments(report)).toEqual({ dev: 'failed', prd: 'opened' });
    expect(codes(report)).toEqual(['github-answer']);
    const [problem] = report.environments.flatMap(({ diagnostics }) => diagnostics);
    expect(problem).toMatchObject({
      message: expect.stringContaining('GitHub did not let Konduct keep the pull request of dev'),
      cause: expect.stringMatching(/\S/),
      fix: expect.stringMatching(/GITHUB_API_URL/),
    });
    expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-staged' });
  });
});

// The client's own tests cover every disturbance of every call; these are one of each.
test.each<[string, string, Disturbance]>([
  ['502', 'pulls/list', { type: 'status', status: 502 }],
  ['a limit', 'issues/add-labels', { type: 'status', status: 403, headers: { 'retry-after': '0' } }],
  ['a connection that breaks before', 'pulls/request-reviewers', { type: 'reset', when: 'before' }],
  ['a connection that breaks after', 'pulls/create', { type: 'reset', when: 'after' }],
  ['half an answer', 'pulls/create', { type: 'half' }],
])('%s at %s: one pull request for each environment, and nothing to report', async (_, operation, disturbance) => {
  scene.world.github.disturb(operation, disturbance, 1);
  const report = await scene.world.stage({ labels: ['apis'], reviewers: ['ines'] });
  expect(codes(report)).toEqual([]);
  expect(environments(report)).toEqual({ dev: 'opened', prd: 'opened' });
  expect([...scene.world.github.pulls.values()].map(({ head, labels }) => [head, labels])).toEqual([
    [stagingBranch('dev'), ['apis']],
    [stagingBranch('prd'), ['apis']],
  ]);
});
