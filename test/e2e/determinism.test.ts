import { renderJson } from '@konduct/core/report/json/document';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { copyExample, exampleEnvironment } from './example.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { told } from './told.ts';

const settings: RunSettings = { environment: exampleEnvironment };
const manifests = ['konnect/platform.yaml', 'konnect/teams.yaml', 'konnect/organizations.yaml'];

const scene = useScene(copyExample);

/** A platform with every kind of change to make. */
async function makeDrift(): Promise<void> {
  await scene.apply({ ...settings, environments: ['dev'] });
  scene.platform.edit('konnect/teams.yaml', 'Timetable, seats left', 'Timetable, seats');
  scene.platform.edit('konnect/teams.yaml', 'name: destinations', 'name: places');
}

/** What a run says, without how long calls of Konnect took. */
function saidBy(report: RunReport): string {
  return told(report).replace(/, [\d.]+ (?:s|min) at \d+ ms a call/g, '');
}

test('equal runs give equal bytes, however many requests are in flight', async () => {
  await makeDrift();
  const first = await scene.plan(settings);
  expect(first.summary).toMatchObject({ create: 13, update: 2 });
  for (const concurrency of [8, 8, 1, 3]) {
    expect(saidBy(await scene.plan({ ...settings, concurrency }))).toBe(saidBy(first));
  }
});

test('a validation gives equal bytes each time', async () => {
  expect(told(await scene.check())).toBe(told(await scene.check()));
});

test('the order of keys that name no items, and of files, changes nothing but the places', async () => {
  await makeDrift();
  const before = await scene.plan(settings);
  for (const file of manifests) scene.platform.write(file, stringify(reversed(parse(scene.platform.read(file)), [])));
  const after = await scene.plan(settings);
  expect(withoutPlaces(after)).toBe(withoutPlaces(before));

  // The same manifests as one file, its parts the other way round.
  scene.platform.write('all.yaml', manifests.toReversed().map(scene.platform.read).join(''));
  for (const file of manifests) scene.platform.write(file, '{}\n');
  const together = await scene.plan({ ...settings, manifests: ['all.yaml'] });
  expect(withoutPlaces(together)).toBe(withoutPlaces(before));
});

/** Maps whose order the author decides. */
const ordered = /^(teams|organizations|teams\.[^.]+\.services|organizations\.[^.]+\.environments)$/;

function reversed(value: unknown, path: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    reversed(member, [...path, key.replaceAll('.', '_')]),
  ]);
  return Object.fromEntries(ordered.test(path.join('.')) ? entries : entries.toReversed());
}

function withoutPlaces(report: RunReport): string {
  return JSON.stringify(JSON.parse(renderJson(report)), (key, value) =>
    key === 'place' || key === 'at' ? undefined : value,
  );
}
