import type { Reviewer } from '@konduct/core/plan-file/review';
import { type ReviewedPlan, readReviewed, reviewedText } from '@konduct/core/plan-file/reviewed-plan';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { describe, expect, test } from 'vitest';
import { copyExample, exampleEnvironment, exampleToken } from './example.ts';
import { putGatewayServices } from './gateway.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { told } from './told.ts';
import { writesOf } from './write-fault.ts';

/** A reviewer that knows plans as they come out of the text that keeps them. */
function knows(...reports: readonly RunReport[]): Reviewer {
  const plans = reports.flatMap(({ organizations }) =>
    organizations.flatMap(({ plan }): readonly ReviewedPlan[] => {
      const read = plan && readReviewed(reviewedText(plan));
      return read ? [read] : [];
    }),
  );
  return async () => ({ plans, from: plans.length === 0 ? '' : 'pull request #7' });
}

const findingsOf = ({ organizations }: RunReport) =>
  organizations.flatMap(({ diagnostics }) => diagnostics.map(({ severity, code, at }) => [severity, code, at?.file]));

describe('the apply of a reviewed plan', () => {
  const scene = useScene();
  const environment = smallEnvironment;
  const required = (...reports: readonly RunReport[]): RunSettings => ({
    environment,
    reviewed: 'required',
    reviewer: knows(...reports),
  });

  /** The platform was applied, and one text of it is another one. */
  async function changed(): Promise<RunReport> {
    await scene.apply({ environment });
    scene.platform.edit(small.teams, 'Where we fly', 'Where we go');
    return scene.plan({ environment });
  }

  async function refused(settings: RunSettings): Promise<RunReport> {
    scene.konnect.resetLog();
    const report = await scene.apply(settings);
    expect(writesOf(scene.konnect)).toEqual([]);
    expect(report).toMatchObject({ failureReason: 'plan-unreviewed', exitCode: 3 });
    return report;
  }

  /** Somebody changes a team in Konnect, as the plan would not. */
  async function changeTeam(description: string): Promise<void> {
    const team = scene
      .saved()
      .rows('teams')
      .find(({ name }) => name === 'flights');
    await somebody(scene.konnect, smallToken, 'PATCH', `/global/v3/teams/${team?.id}`, { description });
  }

  test('is carried out, and a second one has nothing to do and asks nobody', async () => {
    const plan = await changed();
    expect(await scene.apply(required(plan))).toMatchObject({ exitCode: 0, summary: { update: 1 } });
    const nobody: Reviewer = () => Promise.reject(new Error('asked'));
    expect(await scene.apply({ environment, reviewed: 'required', reviewer: nobody })).toMatchObject({ exitCode: 0 });
  });

  test('is refused before the first write when Konnect was changed since, with the difference', async () => {
    const plan = await changed();
    await changeTeam('By hand');
    const report = await refused(required(plan));
    expect(findingsOf(report)).toEqual([['error', 'plan-grown', small.teams]]);
    const text = told(report);
    expect(text).toContain('its `description` is "By hand", and is to become "Where we go"');
    expect(text).toContain('No plan of the merged pull request #7 has this change');
    expect(text).toContain('Nothing was changed: the plan was not reviewed as it is');
  });

  test('goes on with `warn`, which says the same', async () => {
    const plan = await changed();
    await changeTeam('By hand');
    const report = await scene.apply({ ...required(plan), reviewed: 'warn' });
    expect(report).toMatchObject({ exitCode: 0, summary: { update: 1 } });
    expect(findingsOf(report)).toEqual([['warning', 'plan-grown', small.teams]]);
    expect(writesOf(scene.konnect).length).toBeGreaterThan(0);
  });

  test('is not compared with `off`', async () => {
    await changed();
    const report = await scene.apply({ ...required(), reviewed: 'off' });
    expect(report).toMatchObject({ exitCode: 0 });
    expect(findingsOf(report)).toEqual([]);
  });

  test('is refused when no reviewed plan is known', async () => {
    await changed();
    const report = await refused(required());
    expect(findingsOf(report)).toEqual([['error', 'plan-unreviewed', small.teams]]);
    expect(told(report)).toContain('No reviewed plan of acme is known, and 1 change would be made');
  });

  test('is refused as a whole, at no place of a file, when everything would be new', async () => {
    const report = await refused(required());
    expect(findingsOf(report)).toEqual([['error', 'plan-unreviewed', undefined]]);
  });

  test('counts what any of several pull requests showed', async () => {
    const first = await changed();
    scene.platform.edit(small.specification, 'version: 1.0.0', 'version: 1.1.0');
    const second = await scene.plan({ environment });
    await refused(required(first));
    expect(await scene.apply(required(first, second))).toMatchObject({ exitCode: 0 });
  });

  test('is refused when Konnect changes between the comparison and the lease', async () => {
    const plan = await changed();
    let isChanged = false;
    const reviewer: Reviewer = async (organization, suffices) => {
      // By the second time, the lease is held.
      if (!isChanged) await changeTeam('At the last moment');
      isChanged = true;
      return knows(plan)(organization, suffices);
    };
    const report = await scene.apply({ environment, reviewed: 'required', reviewer });
    expect(report).toMatchObject({ failureReason: 'plan-unreviewed', exitCode: 3 });
    expect(told(report)).toContain('At the last moment');
    const team = scene
      .saved()
      .rows('teams')
      .find(({ name }) => name === 'flights');
    expect(team?.description).toBe('At the last moment');
    expect(scene.saved().names('system-accounts')).toEqual([]);
  });

  test('with a plan file, `required` is compared all the same, and `warn` is not', async () => {
    await changed();
    const file: RunSettings = { environment, planFile: 'plan.json' };
    await scene.plan(file);
    const report = await refused({ ...required(), planFile: 'plan.json' });
    expect(findingsOf(report)).toEqual([['error', 'plan-unreviewed', small.teams]]);
    const warned = await scene.apply({ ...required(), planFile: 'plan.json', reviewed: 'warn' });
    expect(warned).toMatchObject({ exitCode: 0 });
    expect(findingsOf(warned)).toEqual([]);
  });
});

describe('Kong Air', () => {
  const scene = useScene(copyExample);

  test('is applied in parts by the one plan of all of it, with the links that waited then', async () => {
    const environment = exampleEnvironment;
    const reviewer = knows(await scene.plan({ environment, prune: 'all' }));
    const part = async (settings: RunSettings) => {
      const report = await scene.apply({ environment, prune: 'all', reviewed: 'required', reviewer, ...settings });
      expect(report, told(report)).toMatchObject({ exitCode: 0 });
      return report.summary;
    };
    await part({ level: 'organization' });
    for (const [name, suffix] of [
      ['dev', '-dev'],
      ['prd', ''],
    ] as const) {
      const own = { level: 'environment', environments: [name] } as const;
      expect(await part(own)).toMatchObject({ waiting: 4 });
      const planes = Object.entries({ bookings: 'passenger-services', flights: 'network-planning' });
      await putGatewayServices(
        scene.konnect,
        exampleToken,
        Object.fromEntries(planes.map(([api, team]) => [`${api}${suffix}`, `${team}-${name}`])),
      );
      expect(await part(own)).toMatchObject({ create: 2, waiting: 2 });
    }
    expect(await part({})).toMatchObject({ create: 0, waiting: 4 });
  });
});
