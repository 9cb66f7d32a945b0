import { describe, expect, test } from 'vitest';
import { exampleWorkflow, type Job, largePlatform, readWorkflow, type Step, stepsOf, stepsWith } from './workflow.ts';

// In our workflows, objects that main no longer declares are deleted, and a pull request's plan shows the same
// deletions as its merge.

const settings = {
  prune: 'all',
  'allow-deletes': '${{ inputs.allow-deletes }}',
  replace: '${{ vars.KONDUCT_REPLACE }}',
  'force-delete': '${{ vars.KONDUCT_FORCE_DELETE }}',
};

/** The steps that plan or apply. A look for drift deletes nothing and plans no deletion of a merge. */
function reconciling(steps: readonly Step[]): readonly Step[] {
  return stepsWith('reconcile-konnect', steps).filter((step) => step.with?.mode !== 'drift');
}

describe.each([
  ['apply', exampleWorkflow('apply')],
  ['nightly', exampleWorkflow('nightly')],
  ['apply of a large platform', readWorkflow(largePlatform)],
])('%s', (_, { workflow }) => {
  const jobs = Object.entries(workflow.jobs);
  const steps = stepsOf(workflow);
  const [[previewName, preview] = [], [wholeName, whole] = []] = jobs.slice(-2);

  test('removes what main no longer says, wherever it reconciles', () => {
    for (const step of reconciling(steps)) expect(step.with).toMatchObject(settings);
  });

  test('can be allowed more deletions, by hand or by a label that it may read', () => {
    for (const { steps: inJob, permissions } of Object.values(workflow.jobs)) {
      const judging = inJob.filter((step) => step.with?.mode !== undefined && step.with.mode !== 'drift');
      for (const step of judging) expect(step.with).toMatchObject({ 'allow-deletes': settings['allow-deletes'] });
      if (judging.length > 0) expect(permissions).toMatchObject({ 'pull-requests': 'read' });
    }
  });

  test('ends with a run about all of it, after everything went well, and asks for approval if something is left', () => {
    expect([previewName, wholeName]).toEqual(['whole-preview', 'whole']);
    for (const job of [preview, whole]) {
      const [step] = stepsWith('reconcile-konnect', job?.steps);
      for (const name of ['level', 'environments', 'organizations']) expect(step?.with).not.toHaveProperty(name);
    }
    expect(stepsWith('reconcile-konnect', preview?.steps).map((step) => step.with?.mode)).toEqual(['plan']);
    expect(stepsWith('reconcile-konnect', whole?.steps).map((step) => step.with?.mode)).toEqual(['apply']);
    expect(before('whole', workflow.jobs)).toEqual(new Set(Object.keys(workflow.jobs).filter((id) => id !== 'whole')));
    // A job that needs a skipped job is skipped as well, unless its condition says otherwise: production may have had
    // nothing to do.
    expect(preview?.if).toBe("${{ !cancelled() && !failure() && needs.preview.result == 'success' }}");
    expect(whole?.if).toBe("${{ !cancelled() && !failure() && needs.whole-preview.outputs.changed == 'true' }}");
    expect(preview?.outputs).toEqual({ changed: '${{ steps.plan.outputs.changed }}' });
    expect(whole?.environment).toBe('konnect-prd');
    expect(preview?.environment).toBeUndefined();
  });

  test('knows the commits that removed something', () => {
    for (const job of Object.values(workflow.jobs)) expectHistory(job);
  });
});

describe('plan', () => {
  const { workflow } = exampleWorkflow('plan');
  const [step] = stepsWith('reconcile-konnect', stepsOf(workflow));

  test('shows of a pull request what its merge does, with the settings of the merge', () => {
    // The label of a pull request is in its event; its plan is never started by hand.
    const { 'allow-deletes': _, ...shown } = settings;
    expect(step?.with).toMatchObject(shown);
    for (const name of ['apply', 'nightly'])
      for (const other of reconciling(stepsOf(exampleWorkflow(name).workflow)))
        expect(shared(other)).toEqual(shared(step));
  });

  test('knows the commits that removed something', () => {
    for (const job of Object.values(workflow.jobs)) expectHistory(job);
  });
});

test('the gateways are compared on a pull request with the settings of their sync', () => {
  const [diff] = stepsWith('deck-sync', exampleWorkflow('gateway').workflow.jobs.diff?.steps);
  for (const name of ['apply', 'nightly'])
    for (const sync of stepsWith('deck-sync', stepsOf(exampleWorkflow(name).workflow)))
      expect(shared(sync)).toEqual(shared(diff));
});

/** The inputs of a step, except those that select a part or decide whether it writes. */
function shared(step: Step | undefined): Record<string, unknown> {
  const own = [
    'mode',
    'level',
    'environments',
    'organizations',
    'allow-deletes',
    'lock-timeout',
    'reviewed',
    'snapshot',
    'snapshot-file',
  ];
  return Object.fromEntries(Object.entries(step?.with ?? {}).filter(([name]) => !own.includes(name)));
}

/** All jobs that a job depends on. */
function before(name: string, jobs: Readonly<Record<string, Job>>): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const need of [jobs[id]?.needs ?? []].flat()) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(name);
  return found;
}

function expectHistory({ steps }: Job): void {
  if (reconciling(steps).length === 0) return;
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.map((step) => step.with?.['fetch-depth'])).toEqual([50]);
}
