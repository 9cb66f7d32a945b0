import { type PlanFile, type PlanFileContent, renderPlanFile, withDigests } from '@konduct/core/plan-file/plan-file';
import { readPlanFile } from '@konduct/core/plan-file/reading';
import { version } from '@konduct/operations/version';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import { createPlatform, type PlatformDirectory } from './platform-directory.ts';
import { type Model, manifestOf, model } from './random-platform.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { writesOf } from './write-fault.ts';

const runs = Number(process.env.PLAN_FILE_RUNS ?? 6);

const settings: RunSettings = { environment: { TOKEN: 'kpat_random' }, prune: 'all', allowDeletes: true };
const bound: RunSettings = { ...settings, planFile: 'plan.json' };
const { environment = {} } = settings;

/** The path to a value in a JSON document. */
type Path = readonly (string | number)[];

/** The paths of all values in a document, objects and lists included. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const members = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...members.flatMap(([key, member]) => pathsIn(member, [...path, key]))];
}

/** A document with one value changed, however small the change. */
function altered(document: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return another(document);
  if (Array.isArray(document)) return document.map((item, index) => (index === key ? altered(item, rest) : item));
  const members = Object.entries(Object(document) as Record<string, unknown>);
  return Object.fromEntries(members.map(([name, member]) => [name, name === key ? altered(member, rest) : member]));
}

function another(value: unknown): unknown {
  if (typeof value === 'string') return value.endsWith('0') ? value.slice(0, -1) : `${value}0`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 0;
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['x'];
  const members = Object.entries(Object(value) as Record<string, unknown>);
  return Object.fromEntries(members.length > 0 ? members.slice(1) : [['x', 'x']]);
}

/** Writes the manifest and the specifications of a model. */
function write(platform: PlatformDirectory, shape: Model): void {
  platform.write('konnect/all.yaml', manifestOf(shape));
  for (const [environmentKey, { teams }] of Object.entries(shape.environments))
    for (const team of teams)
      for (const service of shape.teams[team]?.services ?? [])
        platform.write(
          `konnect/acme/envs/${environmentKey}/teams/${team}/services/acme/${service}/openapi.yaml`,
          JSON.stringify({
            openapi: '3.0.3',
            info: { title: service, version: '1.0.0' },
            paths: { [`/${shape.revisions[service] ?? 0}`]: {} },
          }),
        );
}

/** Makes one platform of another in a simulator, up to the plan file of the second, and looks at that. */
async function withPlanned(
  one: Model,
  other: Model,
  look: (text: string, refused: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const platform = createPlatform();
  const konnect = await startKonnect();
  try {
    write(platform, one);
    expect([0, 4]).toContain((await apply(platform, konnect, settings)).exitCode);
    write(platform, other);
    const planned = await plan(platform, konnect, bound);
    expect(planned.planFile).toBeDefined();
    const text = platform.read('plan.json');
    await look(text, async (changed) => {
      platform.write('plan.json', changed);
      konnect.resetLog();
      const report = await apply(platform, konnect, { environment, planFile: 'plan.json' });
      expect([report.failureReason, report.exitCode, writesOf(konnect).length]).toEqual(['plan-stale', 3, 0]);
    });
    // The file itself is still good, and is carried out once.
    platform.write('plan.json', text);
    const report = await apply(platform, konnect, { environment, planFile: 'plan.json' });
    expect(report.failureReason).not.toBe('plan-stale');
    expect(report.organizations.every(({ verification, results }) => verification?.ok ?? results?.length === 0)).toBe(
      true,
    );
  } finally {
    await konnect.close();
    platform.remove();
  }
}

const hasChange = ({ organizations }: PlanFile): boolean => organizations.some(({ changes }) => changes.length > 0);

test('a plan file with any one value changed is refused, and nothing is written', { timeout: 600_000 }, async () => {
  let files = 0;
  let alterations = 0;
  await fc.assert(
    fc.asyncProperty(model, model, fc.infiniteStream(fc.nat()), async (one, other, picks) => {
      await withPlanned(one, other, async (text, refused) => {
        const document = JSON.parse(text) as PlanFile;
        const paths = pathsIn(document);
        files += 1;
        // Reading alone refuses each of them.
        for (const path of paths) {
          const changed = renderPlanFile(altered(document, path) as PlanFile);
          expect(changed).not.toBe(text);
          expect(readPlanFile({ path: 'plan.json', text: changed }, version).type, path.join('.')).toBe('refused');
          alterations += 1;
        }
        // So does a run, for some of them, and for any byte.
        for (let number = 0; number < 3; number += 1) {
          const path = paths[picks.next().value % paths.length] ?? [];
          await refused(renderPlanFile(altered(document, path) as PlanFile));
          const place = picks.next().value % text.length;
          await refused(`${text.slice(0, place)}${text[place] === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`);
        }
      });
    }),
    { numRuns: runs },
  );
  expect(alterations).toBeGreaterThan(files * 50);
});

test('even with digests that fit, a changed value is refused: the plan is made anew', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(model, model, fc.infiniteStream(fc.nat()), async (one, other, picks) => {
      await withPlanned(one, other, async (text, refused) => {
        const { parts: _parts, digest: _digest, ...content } = JSON.parse(text) as PlanFile;
        const forged = ['summary', 'organizations', 'inputs'].flatMap((part) =>
          pathsIn(content[part as keyof PlanFileContent], [part]),
        );
        for (let number = 0; number < 4; number += 1) {
          const path = forged[picks.next().value % forged.length] ?? ['summary'];
          await refused(renderPlanFile(withDigests(altered(content, path) as PlanFileContent)));
        }
        // A change that was never planned, and one that is left out.
        const document = JSON.parse(text) as PlanFile;
        if (!hasChange(document)) return;
        const without = { ...content, organizations: content.organizations.map((part) => ({ ...part, changes: [] })) };
        await refused(renderPlanFile(withDigests(without)));
      });
    }),
    { numRuns: runs },
  );
});
