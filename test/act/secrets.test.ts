import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActRun } from './act-output.ts';
import { type Event, pullRequest, push } from './event.ts';
import { hasActAndDeck } from './programs.ts';
import { leak, secretForms } from './secret-forms.ts';
import { pull, startWorld, type World } from './world.ts';

test('a secret is found in every form it could leave in', () => {
  const secret = 'kpat_a/b+c"d=e&f?g';
  const forms = [
    `x ${secret} y`,
    secret.slice(4, 12),
    encodeURIComponent(`x${secret}`),
    JSON.stringify({ token: secret }),
    ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret} after`).toString('base64')),
    Buffer.from(`Bearer ${secret}`).toString('base64url'),
  ];
  for (const form of forms) expect(leak(secret, form)).toBeDefined();
  expect(leak(secret, 'kpat_ and other words')).toBeUndefined();
  expect(secretForms(secret).has(secret.slice(0, 8))).toBe(true);
});

describe.skipIf(!hasActAndDeck("Secrets of Kong Air's runs"))("Secrets of Kong Air's runs", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    // The report is in the runner's temporary folder, which is removed after the run, so a step prints it before.
    for (const [workflow, step] of [
      ['plan', 'Plan'],
      // In the workflow for production; in the one for development this text is part of a comment.
      ['apply', 'Link the APIs to their gateways\n        if'],
    ] as const) {
      const path = `.github/workflows/${workflow}.yaml`;
      const named = `      - name: ${step}`;
      await world.repository.edit(path, named, named.replace('- name', '- id: konduct\n        name'));
      if (workflow === 'plan') await world.repository.append(path, printReport);
      // Later jobs run only if production leaves something to do.
      else await world.repository.edit(path, '\n  whole-preview:', `${printReport}\n  whole-preview:`);
    }
  });
  afterAll(() => world?.close());

  test.each([
    ['the plan', 'plan', pullRequest(pull)],
    ['the apply', 'apply', push],
    ['a plan of nothing', 'plan', pullRequest(pull)],
  ] as const)('%s shows none', async (_, workflow, event) => {
    if (workflow === 'apply') await world.merge();
    const run = await world.run(workflow, event);
    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('"organizations"');
    expectNoLeak(world, run);
  });

  test.each([
    ['a token that Konnect refuses', 401],
    ['a token without the roles', 403],
    ['a Konnect that fails', 500],
  ])('%s is reported without it', async (_, status) => {
    world.konnect.faults({ status });
    const run = await world.run('plan', pullRequest(pull));
    world.konnect.clearFaults();
    expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'konnect-error' } });
    expectNoLeak(world, run);
  });

  test('a manifest that holds the token itself is refused without repeating it', async () => {
    const token = world.secrets.KONG_AIR_KONNECT_TOKEN;
    const literal = `type: literal\n      value: ${JSON.stringify(token)}`;
    await world.repository.edit(
      'konnect/organizations.yaml',
      'type: env\n      value: KONG_AIR_KONNECT_TOKEN',
      literal,
    );
    for (const [workflow, event] of [
      ['validate', pullRequest(pull)],
      ['plan', pullRequest(pull)],
    ] as const) {
      const run = await world.run(workflow, event as Event);
      expectNoLeak(world, run);
      expect(run).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'invalid-configuration' } });
    }
  });
});

const printReport = `      - name: Show the report
        env:
          REPORT: \${{ steps.konduct.outputs.report-file }}
        run: cat "$REPORT"
`;

function expectNoLeak({ github, secrets }: World, run: ActRun): void {
  const places = {
    log: run.log,
    summary: run.summary,
    annotations: JSON.stringify(run.annotations),
    outputs: JSON.stringify(run.outputs),
    comments: JSON.stringify(github.comments),
    checks: JSON.stringify(github.checks),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(leak(secret, text), `${name} in the ${place}`).toBeUndefined();
    }
  }
}
