import { renderJson } from '@konduct/core/report/json/document';
import type { RunReport } from '@konduct/core/run/reconciliation';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { copyExample, exampleEnvironment } from './example.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, check, plan, type RunSettings } from './run.ts';
import { told } from './told.ts';

const settings: RunSettings = { environment: exampleEnvironment };
const manifests = ['konnect/platform.yaml', 'konnect/teams.yaml', 'konnect/organizations.yaml'];

let platform: PlatformDirectory;
let konnect: Simulator;

beforeEach(async () => {
  platform = copyExample();
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

/** A platform with every kind of change to make. */
async function makeDrift(): Promise<void> {
  await apply(platform, konnect, { ...settings, environments: ['dev'] });
  platform.edit('konnect/teams.yaml', 'Timetable, seats left', 'Timetable, seats');
  platform.edit('konnect/teams.yaml', 'name: destinations', 'name: places');
}

test('equal runs give equal bytes, however many requests are in flight', async () => {
  await makeDrift();
  const first = await plan(platform, konnect, settings);
  expect(first.summary).toMatchObject({ create: 13, update: 2 });
  for (const concurrency of [8, 8, 1, 3]) {
    expect(told(await plan(platform, konnect, { ...settings, concurrency }))).toBe(told(first));
  }
});

test('a validation gives equal bytes each time', async () => {
  expect(told(await check(platform))).toBe(told(await check(platform)));
});

test('the order of keys that name no items, and of files, changes nothing but the places', async () => {
  await makeDrift();
  const before = await plan(platform, konnect, settings);
  for (const file of manifests) platform.write(file, stringify(reversed(parse(platform.read(file)), [])));
  const after = await plan(platform, konnect, settings);
  expect(withoutPlaces(after)).toBe(withoutPlaces(before));

  // The same manifests in one file, in reverse order.
  platform.write('all.yaml', manifests.toReversed().map(platform.read).join(''));
  for (const file of manifests) platform.write(file, '{}\n');
  const together = await plan(platform, konnect, { ...settings, manifests: ['all.yaml'] });
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
