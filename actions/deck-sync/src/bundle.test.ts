import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runBuiltAction, type StepOptions } from '@konduct/runner/built-action.fixture';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deckPath } from '../../../test/deck-sync/deck-run.ts';
import { actionsBot } from '../../../test/github/account.ts';
import { type GitHub, startGitHub } from '../../../test/github/server.ts';

const root = join(import.meta.dirname, '../../..');
const token = 'kpat_bundle-test-of-deck-sync';
const flights = 'konnect/kong-air/envs/dev/teams/network-planning/services/kong-air/flights/openapi.yaml';

let workspace: string;
let simulator: Simulator;
let github: GitHub;

beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'konduct-platform-'));
  cpSync(join(root, 'action-examples/kong-air/konnect'), join(workspace, 'konnect'), { recursive: true });
  simulator = await startSimulator();
  github = await startGitHub({ repository: 'kong-air/platform', pulls: [7], tokens: { ghs_writes: actionsBot } });
});

afterEach(async () => {
  expect(github.problems).toEqual([]);
  await Promise.all([simulator.close(), github.close()]);
  rmSync(workspace, { recursive: true });
});

type Step = Omit<Partial<StepOptions>, 'workspace'>;

function step(mode: string, { inputs = {}, environment = {}, ...options }: Step = {}, action = 'deck-sync') {
  return runBuiltAction(action, {
    ...options,
    workspace,
    inputs: { mode, 'konnect-url': simulator.konnectUrl, 'github-token': 'ghs_writes', ...inputs },
    environment: {
      PATH: `${dirname(deckPath ?? '')}:${process.env.PATH}`,
      KONG_AIR_KONNECT_TOKEN: token,
      GITHUB_API_URL: github.url,
      ...environment,
    },
  });
}

function pullRequest(head = 'kong-air/platform') {
  const base = { repo: { full_name: 'kong-air/platform' } };
  const payload = { pull_request: { number: 7, head: { sha: 'a'.repeat(40), repo: { full_name: head } }, base } };
  return { name: 'pull_request', payload };
}

test('an input that cannot be understood', async () => {
  const { exitCode, outputs, log } = await step('sing');
  expect({ exitCode, reason: outputs['failure-reason'] }).toEqual({ exitCode: 1, reason: 'invalid-input' });
  expect(log).toContain('Use render, lint, diff or sync.');
});

test.skipIf(deckPath === undefined)('render, apply, diff, sync, diff: outputs, files, comments and codes', async () => {
  const state = join(workspace, 'konnect/kong-air/envs/dev/teams/network-planning/kong.yaml');
  rmSync(state);
  const render = await step('render');
  expect(render.exitCode, render.log).toBe(0);
  expect(render.outputs.changed).toBe('true');
  expect(existsSync(state)).toBe(true);
  expect((await step('render')).outputs.changed).toBe('false');

  const early = await step('diff');
  expect(early.exitCode, early.log).toBe(0);
  expect(early.outputs).toMatchObject({ waiting: '4', changed: 'false', 'failure-reason': '' });

  expect((await step('apply', {}, 'reconcile-konnect')).exitCode).toBe(0);
  const event = pullRequest();
  const diff = await step('diff', { event, inputs: { 'detailed-exitcode': 'true' } });
  expect(diff.exitCode, diff.log).toBe(2);
  expect(diff.outputs).toMatchObject({ waiting: '0', changed: 'true' });
  expect(JSON.parse(diff.outputs.summary ?? '').create).toBeGreaterThan(8);
  expect(diff.summary).toContain('### Gateways of kong-air/dev');
  expect(readFileSync(diff.outputs['diff-file'] ?? '', 'utf8')).toMatch(/^kong-air\/dev .*: changes$/m);
  expect(github.comments.map(({ body }) => body.split('\n')[0])).toEqual([
    '<!-- konduct:deck:kong-air/dev -->',
    '<!-- konduct:deck:kong-air/prd -->',
  ]);

  const sync = await step('sync');
  expect(sync.exitCode, sync.log).toBe(0);
  expect(sync.outputs).toMatchObject({ changed: 'true', 'failure-reason': '' });
  expect(JSON.parse(sync.outputs.summary ?? '')).toEqual(JSON.parse(diff.outputs.summary ?? ''));
  const schema = JSON.parse(readFileSync(join(root, 'schemas/deck-report.schema.json'), 'utf8'));
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  validate(JSON.parse(readFileSync(sync.outputs['report-file'] ?? '', 'utf8')));
  expect(validate.errors).toBeNull();

  const again = await step('diff', { event, inputs: { 'detailed-exitcode': 'true' } });
  expect(again.exitCode, again.log).toBe(0);
  expect(again.log).toContain('Comment for kong-air/dev: updated');
  expect(github.comments).toHaveLength(2);

  for (const { log, summary, outputs } of [diff, sync, again]) {
    const files = [outputs['report-file'], outputs['diff-file']].map((file) => readFileSync(file ?? '', 'utf8'));
    expect([log.replace(/^::add-mask::.*$/gm, ''), summary, ...files].join('\n')).not.toContain(token);
  }
});

describe.skipIf(deckPath === undefined)('with the real decK', () => {
  test('what was not rendered is stale and left alone, and the rest is synced', async () => {
    await step('render');
    await step('apply', {}, 'reconcile-konnect');
    const { writes } = simulator.stats();
    const path = join(workspace, flights);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^ {2}\/flights/m, '  /departures'));
    const sync = await step('sync', { inputs: { environments: 'dev' } });
    expect(sync.outputs['failure-reason'], sync.log).toBe('partly-applied');
    expect(sync.log).toMatch(/^::error title=deck-stale,file=konnect\/kong-air\/envs\/dev/m);
    expect(simulator.stats().writes).toBeGreaterThan(writes);
  });

  test('a pull request from a fork has no token: its diff says so and ends well', async () => {
    const environment = { KONG_AIR_KONNECT_TOKEN: '' };
    const { exitCode, summary, log } = await step('diff', { event: pullRequest('mallory/platform'), environment });
    expect(exitCode, log).toBe(0);
    expect(summary).toMatch(/no access token for kong-air/);
    expect(github.exchanges).toEqual([]);
  });

  test('lint looks at what the pull request changes, or at all when GitHub does not tell', async () => {
    const rules =
      'rules:\n  a-rule:\n    message: no\n    severity: error\n    given: $.info\n    then: {field: nothing, function: truthy}\n';
    writeFileSync(join(workspace, 'konnect/oas-file-rules.yaml'), rules);
    rmSync(join(workspace, 'konnect/deck-file-rules.yaml'), { force: true });
    github.pulls.get(7)?.files.push(flights, 'README.md');
    const linted = (log: string) =>
      [...log.matchAll(/^::error title=deck-lint,file=([^,]+)/gm)].map(([, file]) => file);
    const some = await step('lint', { event: pullRequest() });
    expect(some.outputs['failure-reason'], some.log).toBe('lint-failed');
    expect(linted(some.log)).toEqual([flights]);

    github.fail('pulls/list-files', 403);
    const all = await step('lint', { event: pullRequest() });
    expect(all.log).toMatch(/^::notice::All files are linted/m);
    expect(linted(all.log)).toHaveLength(8);

    const named = await step('lint', { inputs: { 'changed-files': 'README.md' } });
    expect(named.exitCode, named.log).toBe(0);
  });
});
