import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleWorkflow, root, stepsOf, workflowFiles } from './workflow.ts';

const example = join(root, 'action-examples/kong-air');
const ours = workflowFiles.flatMap(({ workflow }) =>
  stepsOf(workflow).filter(({ uses }) => uses?.startsWith('konduct/konduct/')),
);

test('validate runs on every pull request, with no secret and no right but to read', () => {
  const { text, workflow } = exampleWorkflow('validate');
  expect(workflow.on).toEqual({ pull_request: null });
  expect(Object.values(workflow.jobs).map(({ permissions }) => permissions)).toEqual([{ contents: 'read' }]);
  expect(text).not.toMatch(/\bsecrets\b\.|vars\./);
  expect(workflow.concurrency?.['cancel-in-progress']).toBe(true);
});

test('plan runs on every pull request and may comment on it', () => {
  const { workflow } = exampleWorkflow('plan');
  expect(workflow.on).toEqual({ pull_request: null });
  expect(workflow.jobs.plan?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  expect(stepsOf(workflow)[1]?.with).toMatchObject({ mode: 'plan' });
});

test('apply runs when main changes, in the protected environment', () => {
  const { workflow } = exampleWorkflow('apply');
  const paths = ['konnect/**', '.github/workflows/apply.yaml'];
  expect(workflow.on).toEqual({ push: { branches: ['main'], paths }, workflow_dispatch: null });
  expect(stepsOf(workflow)[1]?.with).toMatchObject({ mode: 'apply' });
});

test('nightly runs by itself and heals', () => {
  const { workflow } = exampleWorkflow('nightly');
  expect(workflow.on).toEqual({ schedule: [{ cron: expect.stringMatching(/^[1-9]\d? /) }], workflow_dispatch: null });
  expect(stepsOf(workflow)[1]?.with).toMatchObject({ mode: 'apply' });
});

test.each(['apply', 'nightly'])(
  '%s writes one run at a time, from main alone, with the environment’s token',
  (name) => {
    const { workflow } = exampleWorkflow(name);
    expect(workflow.concurrency).toEqual({ group: 'konnect', 'cancel-in-progress': false });
    for (const job of Object.values(workflow.jobs)) {
      expect(job.environment).toBe('konnect');
      expect(job.if).toBe("github.ref == 'refs/heads/main'");
      expect(job.permissions).toEqual({ contents: 'read' });
    }
  },
);

test('every step of ours gives inputs that the action has', () => {
  expect(ours).toHaveLength(4);
  for (const step of ours) {
    const [, action = ''] = /^konduct\/konduct\/(.+)@/.exec(step.uses ?? '') ?? [];
    const { inputs } = parse(readFileSync(join(root, action, 'action.yml'), 'utf8')) as { inputs: object };
    for (const input of Object.keys(step.with ?? {})) expect(Object.keys(inputs)).toContain(input);
  }
});

test('tokens go by the names the manifest gives, to the step that needs them alone', () => {
  const { organizations } = parse(readFileSync(join(example, 'konnect/organizations.yaml'), 'utf8')) as {
    organizations: Record<string, { 'access-token': { type: string; value: string } }>;
  };
  const names = Object.values(organizations).map((organization) => organization['access-token'].value);
  for (const step of ours.filter(({ uses }) => uses?.includes('/reconcile-konnect@'))) {
    expect(step.env).toEqual(Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`])));
    expect(step.with).toMatchObject({ 'konnect-url': `\${{ vars.KONNECT_URL }}` });
  }
});

test('all steps of ours are pinned to one commit', () => {
  expect(new Set(ours.map(({ uses }) => uses?.split('@')[1])).size).toBe(1);
});

test('every manifest names a schema that the repository has', () => {
  const manifests = globSync('konnect/*.yaml', { cwd: example });
  expect(manifests).toHaveLength(3);
  for (const manifest of manifests) {
    const [first = ''] = readFileSync(join(example, manifest), 'utf8').split('\n');
    const prefix = '# yaml-language-server: $schema=https://raw.githubusercontent.com/konduct/konduct/main/';
    expect(first.startsWith(prefix)).toBe(true);
    expect(existsSync(join(root, first.slice(prefix.length)))).toBe(true);
  }
});
