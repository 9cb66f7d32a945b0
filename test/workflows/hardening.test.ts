import { describe, expect, test } from 'vitest';
import { stepsOf, workflowFiles } from './workflow.ts';

// act accepts `permissions`, `concurrency` and `environment` but ignores them, so they are asserted here.

/** Commits from the actions' own repositories. Before a commit is changed here, read it in its repository. */
const thirdParty: Readonly<Record<string, string>> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
  'actions/upload-artifact': 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
  'actions/download-artifact': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'actions/create-github-app-token': '1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1',
};

test('every workflow is found', () => {
  expect(workflowFiles.map(({ path }) => path)).toEqual([
    '.github/workflows/ci.yaml',
    'action-examples/kong-air/.github/workflows/apply.yaml',
    'action-examples/kong-air/.github/workflows/gateway.yaml',
    'action-examples/kong-air/.github/workflows/nightly.yaml',
    'action-examples/kong-air/.github/workflows/plan.yaml',
    'action-examples/kong-air/.github/workflows/stage-service.yaml',
    'action-examples/kong-air/.github/workflows/stage.yaml',
    'action-examples/kong-air/.github/workflows/validate.yaml',
    'action-examples/large-platform/.github/workflows/apply.yaml',
  ]);
});

describe.each(workflowFiles)('$path', ({ text, workflow }) => {
  test('gives no permission but to a job, each with its reason', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) {
      const scopes = Object.entries(job.permissions ?? {});
      // Only a job without actions needs no permissions: all others at least check the repository out.
      if (job.steps.some(({ uses }) => uses !== undefined)) expect(scopes).not.toEqual([]);
      for (const [scope, access] of scopes)
        expect(text).toMatch(new RegExp(`^ {6}${scope}: ${access} # to \\S.+$`, 'm'));
    }
  });

  test('bounds its time and its runs, and names what it does', () => {
    expect(workflow.name).toBeTypeOf('string');
    expect(workflow.concurrency?.group).toMatch(/\S/);
    expect(workflow.concurrency).toHaveProperty('cancel-in-progress');
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeTypeOf('number');
      expect(job.name).toBeTypeOf('string');
      for (const step of job.steps) expect(step.name).toBeTypeOf('string');
    }
  });

  test('runs only actions pinned to a commit, with the version beside it', () => {
    const lines = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(lines).toHaveLength(stepsOf(workflow).filter(({ uses }) => uses !== undefined).length);
    for (const line of lines) {
      const [, action = '', pin = ''] = /uses: ([\w./-]+)@(.+)$/.exec(line) ?? [];
      if (action.startsWith('konduct/konduct/actions/')) expect(pin).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      else expect(pin).toBe(thirdParty[action]);
    }
  });

  test('leaves no credential behind and puts no expression into a shell', () => {
    for (const step of stepsOf(workflow)) {
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with).toMatchObject({ 'persist-credentials': false });
      expect(step.run ?? '').not.toContain('${{');
    }
  });

  test('never runs what a fork wrote with our rights', () => {
    expect(workflow.on).not.toHaveProperty('pull_request_target');
    expect(workflow.on).not.toHaveProperty('workflow_run');
    expect(workflow.on).not.toHaveProperty('issue_comment');
  });
});
