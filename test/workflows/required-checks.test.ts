import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { exampleWorkflow, oursOf, root, workflowFiles } from './workflow.ts';

// Every job that judges a pull request must be a required check, and none may fail unnoticed. Otherwise a green pull
// request could break main.

const example = 'action-examples/kong-air';
const onPullRequests = workflowFiles.filter(
  ({ path, workflow }) => path.startsWith(`${example}/`) && 'pull_request' in workflow.on,
);
const jobs = onPullRequests.flatMap(({ workflow }) => Object.values(workflow.jobs));

test('the required checks that the README names are all jobs that pull requests have', () => {
  const readme = readFileSync(join(root, example, 'README.md'), 'utf8');
  const [, list = ''] = /^\d+\. Make (.+?) required\s+checks of `main`/ms.exec(readme) ?? [];
  const named = [...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(jobs.map(({ name }) => name).sort());
});

test('each of them fails when one of its steps does, and is never left out', () => {
  expect(jobs).toHaveLength(4);
  for (const job of jobs) {
    expect(job.if).toBeUndefined();
    expect(job.needs).toBeUndefined();
    expect(job).not.toHaveProperty('continue-on-error');
    for (const step of job.steps) expect(step).not.toHaveProperty('continue-on-error');
    for (const step of oursOf(job.steps)) expect(step.if).toBeUndefined();
  }
});

test('none waits for paths or branches: a required check that does not start keeps every pull request from merging', () => {
  for (const { text } of onPullRequests) {
    const filters = parse(text).on.pull_request ?? {};
    expect(Object.keys(filters).filter((name) => name !== 'types')).toEqual([]);
  }
});

test('together they do everything that the merge does, without writing', () => {
  const did = (name: string) =>
    oursOf(Object.values(exampleWorkflow(name).workflow.jobs).flatMap(({ steps }) => steps)).map(
      ({ uses = '', with: inputs = {} }) => `${uses.replace(/^.*\/|@.*$/g, '')} ${inputs.mode}`,
    );
  const judged = { 'reconcile-konnect apply': 'reconcile-konnect plan', 'deck-sync sync': 'deck-sync diff' };
  const checks = ['plan', 'gateway'].flatMap(did);
  const merged = new Set([...did('apply'), ...did('nightly')]);
  for (const [write, look] of Object.entries(judged)) {
    expect(merged).toContain(write);
    expect(checks).toContain(look);
  }
  expect(checks.filter((what) => / (apply|sync)$/.test(what))).toEqual([]);
});
