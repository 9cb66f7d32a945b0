import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMatrix } from '@konduct/core/report/json/matrix';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  exampleWorkflow,
  largePlatform,
  modes,
  oursOf,
  readWorkflow,
  root,
  type Step,
  stepsOf,
  workflowFiles,
} from './workflow.ts';

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

/** The workflow must start when the label that allows deletions is added or removed. */
const labels = { types: ['opened', 'synchronize', 'reopened', 'labeled', 'unlabeled'] };

/** A manual start can allow more deletions. */
const dispatch = { inputs: { 'allow-deletes': { description: expect.any(String), type: 'boolean', default: false } } };

test('plan runs on every pull request, may comment on it, and may keep the plan at its commit', () => {
  const { workflow } = exampleWorkflow('plan');
  expect(workflow.on).toEqual({ pull_request: labels });
  const permissions = { actions: 'read', contents: 'read', 'pull-requests': 'write', checks: 'write' };
  expect(workflow.jobs.plan?.permissions).toEqual(permissions);
  const [, snapshot, plan] = stepsOf(workflow);
  expect(plan?.with).toMatchObject({ mode: 'plan', snapshot: `\${{ steps.${snapshot?.id}.outputs.file }}` });
});

describe('gateway', () => {
  const { workflow } = exampleWorkflow('gateway');

  test('lints and compares on every pull request; linting has no secret and no right to write', () => {
    expect(workflow.on).toEqual({ pull_request: labels });
    expect(workflow.jobs.lint?.permissions).toEqual({ contents: 'read', 'pull-requests': 'read' });
    expect(JSON.stringify(workflow.jobs.lint)).not.toContain('secrets.');
    expect(workflow.jobs.diff?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(modes(stepsOf(workflow))).toEqual(['lint', 'diff']);
  });
});

describe('apply', () => {
  const { workflow } = exampleWorkflow('apply');
  const { organization, development, preview, production } = workflow.jobs;

  test('runs when main changes', () => {
    const paths = ['konnect/**', '.github/workflows/apply.yaml'];
    expect(workflow.on).toEqual({ push: { branches: ['main'], paths }, workflow_dispatch: dispatch });
  });

  test('goes from the organization to development to production, each with its own token', () => {
    expect([organization, development, preview, production].map((job) => job?.needs)).toEqual([
      undefined,
      'organization',
      'development',
      'preview',
    ]);
    expect([organization, development, preview, production].map((job) => job?.environment)).toEqual([
      'konnect',
      'konnect-dev',
      undefined,
      'konnect-prd',
    ]);
  });

  test('asks to approve production only when something changes there, or when somebody started it', () => {
    expect(production?.if).toBe("needs.preview.outputs.changed == 'true' || github.event_name == 'workflow_dispatch'");
    const ids = preview?.steps.flatMap(({ id }) => (id === undefined ? [] : [`steps.${id}.outputs.changed == 'true'`]));
    expect(preview?.outputs).toEqual({ changed: `\${{ ${ids?.join(' || ')} }}` });
    expect(modes(preview?.steps)).toEqual(['plan', 'diff']);
  });

  test.each([
    ['dev', development],
    ['prd', production],
  ])('reconciles %s, syncs its gateways, and reconciles it the same way again', (environment, job) => {
    const [first, sync, second] = oursOf(job?.steps);
    expect(oursOf(job?.steps)).toHaveLength(3);
    expect(modes(job?.steps)).toEqual(['apply', 'sync', 'apply']);
    expect(second?.with).toEqual(first?.with);
    for (const step of [first, sync, second]) expect(step?.with).toMatchObject({ environments: environment });
    expect(first?.with).toMatchObject({ level: 'environment' });
    expectLinkedAnyway(job?.steps);
  });

  test('covers every environment of the manifests once, and the organizations before them', () => {
    const { organizations } = manifest<Record<string, { environments: object }>>('organizations');
    const names = Object.values(organizations).flatMap(({ environments }) => Object.keys(environments));
    expect(oursOf(organization?.steps).map((step) => step.with?.level)).toEqual(['organization']);
    expect([development, production].map((job) => oursOf(job?.steps)[0]?.with?.environments)).toEqual(names);
  });
});

test('nightly runs by itself, tells what differs, and does what apply does', () => {
  const { workflow } = exampleWorkflow('nightly');
  const schedule = [{ cron: expect.stringMatching(/^[1-9]\d? /) }];
  expect(workflow.on).toEqual({ schedule, workflow_dispatch: dispatch });
  const { drift, organization, ...others } = workflow.jobs;
  const apply = exampleWorkflow('apply').workflow.jobs;
  expect({ organization, ...others }).toEqual({ ...apply, organization: { ...apply.organization, needs: 'drift' } });
  expect(drift?.permissions).toEqual({ contents: 'read', deployments: 'read', issues: 'write' });
  expect(drift?.environment).toBeUndefined();
  const [checkout, look] = drift?.steps ?? [];
  expect(checkout?.with).toMatchObject({ 'fetch-depth': 0 });
  expect(look?.with).toMatchObject({ mode: 'drift', deep: true });
});

test.each(['apply', 'nightly'])('%s writes one run at a time, from main alone', (name) => {
  const { workflow } = exampleWorkflow(name);
  expect(workflow.concurrency).toEqual({ group: 'konnect', 'cancel-in-progress': false });
  const [first, ...others] = Object.values(workflow.jobs);
  expect(first?.if).toBe("github.ref == 'refs/heads/main'");
  for (const job of others) expect(job.needs?.length).toBeGreaterThan(0);
  for (const job of Object.values(workflow.jobs)) {
    if (modes(job.steps).includes('drift')) continue;
    const applies = modes(job.steps).includes('apply');
    const writes = applies || modes(job.steps).includes('sync');
    const reviewed = applies ? { checks: 'read' } : {};
    const records = writes ? { deployments: 'write' } : {};
    expect(job.permissions).toEqual({ contents: 'read', 'pull-requests': 'read', ...reviewed, ...records });
    if (writes) expect(job.environment).toMatch(/^konnect/);
  }
});

test.each([
  ['apply', exampleWorkflow('apply')],
  ['nightly', exampleWorkflow('nightly')],
  ['apply of a large platform', readWorkflow(largePlatform)],
])('%s changes in production only what was reviewed, and warns elsewhere', (_, { workflow }) => {
  for (const { environment, permissions, steps } of Object.values(workflow.jobs)) {
    const reviewed = steps.filter((step) => step.with?.mode === 'apply').map((step) => step.with?.reviewed);
    const wanted = environment === 'konnect-prd' ? 'required' : undefined;
    expect(reviewed).toEqual(reviewed.map(() => wanted));
    if (reviewed.length > 0) expect(permissions).toMatchObject({ checks: 'read' });
  }
});

describe('stage', () => {
  const { workflow } = exampleWorkflow('stage');
  const [, app, services, stage] = stepsOf(workflow);

  test('runs every hour, by hand, and when a service asks, from main alone and one at a time', () => {
    expect(Object.keys(workflow.on).sort()).toEqual(['repository_dispatch', 'schedule', 'workflow_dispatch']);
    expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^[1-9]\d? \* \* \* \*$/) }]);
    expect(workflow.on.repository_dispatch).toEqual({ types: ['stage'] });
    expect(workflow.jobs.stage?.if).toBe("github.ref == 'refs/heads/main'");
    expect(workflow.concurrency).toEqual({ group: 'stage', 'cancel-in-progress': false });
  });

  test('may push branches and open pull requests, and sees no Konnect token', () => {
    expect(workflow.jobs.stage?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(JSON.stringify(workflow)).not.toContain('KONNECT');
  });

  test('is the GitHub App where there is one, with a token for writing here and one for reading the services', () => {
    for (const step of [app, services]) expect(step?.if).toBe("vars.KONDUCT_APP_ID != ''");
    expect(app?.with).toMatchObject({ 'permission-contents': 'write', 'permission-pull-requests': 'write' });
    expect(app?.with).not.toHaveProperty('repositories');
    expect(services?.with).toMatchObject({ 'permission-contents': 'read' });
    expect(services?.with).not.toHaveProperty('permission-pull-requests');
    expect(stage?.with).toMatchObject({
      'github-token': `\${{ steps.${app?.id}.outputs.token || github.token }}`,
      'service-token': `\${{ steps.${services?.id}.outputs.token }}`,
    });
  });

  test('the token for reading is for the services of the manifests and no others', () => {
    const { teams } = manifest<Record<string, { services: object }>>('teams');
    const keys = Object.values(teams).flatMap((team) => Object.keys(team.services));
    const names = keys.map((key) => key.split('/')[1]).sort();
    expect(services?.with?.repositories).toBe(names.join(', '));
  });
});

test('a service asks the platform with a token that can start workflows only', () => {
  const { workflow } = exampleWorkflow('stage-service');
  const call = workflow.on.workflow_call as { inputs: object; secrets: object };
  expect(Object.keys(workflow.on)).toEqual(['workflow_call']);
  expect(call.secrets).toMatchObject({ STAGE_TOKEN: { required: true } });
  const [step] = stepsOf(workflow);
  expect(step?.env).toMatchObject({ SERVICE: `\${{ inputs.service || github.repository }}` });
  const dispatch = exampleWorkflow('stage').workflow.on.workflow_dispatch as { inputs: object };
  expect(Object.keys(dispatch.inputs)).toEqual(Object.keys(call.inputs));
});

test('the workflow for a service repository has six lines and calls what is there', () => {
  const readme = readFileSync(join(example, 'README.md'), 'utf8');
  const [, text = ''] = /```yaml\n(on:[\s\S]+?)```/.exec(readme) ?? [];
  expect(text.trim().split('\n')).toHaveLength(6);
  const { on, permissions, jobs } = parse(text);
  expect(permissions).toEqual({});
  expect(on).toEqual({ push: { branches: ['main', 'dev'], paths: ['openapi.yaml'] } });
  const [, path = ''] = /^kong-air\/platform\/(.+)@main$/.exec(jobs.stage.uses) ?? [];
  expect(existsSync(join(example, path))).toBe(true);
  expect(jobs.stage.secrets).toEqual({ STAGE_TOKEN: `\${{ secrets.STAGE_TOKEN }}` });
});

test('a large platform is split by group, and every shard does all of its part', () => {
  const { workflow } = readWorkflow(largePlatform);
  const { shards, organizations, development, preview, production } = workflow.jobs;
  expect(shards?.outputs).toEqual(
    Object.fromEntries(['development', 'production'].map((id) => [id, `\${{ steps.${id}.outputs.matrix }}`])),
  );
  const groups = oursOf(shards?.steps).map((step) => step.with?.environments);
  expect(groups).toEqual(['dev', 'prd']);
  expect(oursOf(organizations?.steps).map((step) => step.with?.level)).toEqual(['organization']);
  for (const job of [development, production]) {
    expect(job?.strategy?.['fail-fast']).toBe(false);
    expect(modes(job?.steps)).toEqual(['apply', 'sync', 'apply']);
    expectLinkedAnyway(job?.steps);
    for (const step of oursOf(job?.steps))
      for (const name of ['organizations', 'environments']) expect(step.with?.[name]).toBe(`\${{ matrix.${name} }}`);
  }
  const { 'timeout-minutes': _, needs: __, ...looked } = exampleWorkflow('apply').workflow.jobs.preview ?? {};
  expect(preview).toMatchObject(looked);
  expect([preview?.needs, production?.needs]).toEqual([
    ['organizations', 'development'],
    ['shards', 'preview'],
  ]);
  // GitHub refuses a job whose matrix has no rows, and skips jobs that need a skipped job.
  expect(development?.if).toBe(`needs.shards.outputs.development != '${renderMatrix([], [])}'`);
  const anyway = '${{ !cancelled() && !failure() &&';
  expect(preview?.if).toBe(`${anyway} needs.organizations.result == 'success' }}`);
  expect(production?.if).toBe(
    `${anyway} (needs.preview.outputs.changed == 'true' || github.event_name == 'workflow_dispatch') && needs.shards.outputs.production != '${renderMatrix([], [])}' }}`,
  );
  expect([development?.environment, production?.environment]).toEqual(['konnect-dev', 'konnect-prd']);
});

test('every step of ours gives inputs that the action has', () => {
  expect(ours).toHaveLength(41);
  for (const step of ours) {
    const [, action = ''] = /^konduct\/konduct\/(.+)@/.exec(step.uses ?? '') ?? [];
    const { inputs } = parse(readFileSync(join(root, action, 'action.yml'), 'utf8')) as { inputs: object };
    for (const input of Object.keys(step.with ?? {})) expect(Object.keys(inputs), action).toContain(input);
  }
});

test('tokens go by the names the manifest gives, to the steps that need them alone', () => {
  const { organizations } = manifest<Record<string, { 'access-token': { value: string } }>>('organizations');
  const names = Object.values(organizations).map((organization) => organization['access-token'].value);
  const tokens = Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
  for (const step of ours) {
    const needsToken = ['plan', 'apply', 'diff', 'sync', 'drift'].includes(String(step.with?.mode));
    expect(step.env).toEqual(needsToken ? tokens : undefined);
    if (needsToken) expect(step.with).toMatchObject({ 'konnect-url': `\${{ vars.KONNECT_URL }}` });
  }
});

test('all steps of ours are pinned to one commit', () => {
  expect(new Set(ours.map(({ uses }) => uses?.split('@')[1])).size).toBe(1);
});

test('every manifest names a schema that the repository has', () => {
  const manifests = globSync('konnect/*.yaml', { cwd: example }).filter((path) => !path.endsWith('-rules.yaml'));
  expect(manifests).toHaveLength(3);
  for (const path of manifests) {
    const [first = ''] = readFileSync(join(example, path), 'utf8').split('\n');
    const prefix = '# yaml-language-server: $schema=https://raw.githubusercontent.com/konduct/konduct/main/';
    expect(first.startsWith(prefix)).toBe(true);
    expect(existsSync(join(root, first.slice(prefix.length)))).toBe(true);
  }
});

/** A gateway that cannot be synced does not keep other APIs from being linked. */
function expectLinkedAnyway(steps: readonly Step[] | undefined): void {
  const [apply, sync, link] = oursOf(steps);
  expect([apply?.id, apply?.if, sync?.if]).toEqual(['apply', undefined, undefined]);
  expect(link?.if).toBe(`\${{ !cancelled() && steps.${apply?.id}.outcome == 'success' }}`);
}

function manifest<T>(name: string): Readonly<Record<string, T>> & { organizations: T; teams: T } {
  return parse(readFileSync(join(example, `konnect/${name}.yaml`), 'utf8'));
}
