import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SHARED } from '../contract/document.ts';
import { hasRecordings, readRecording } from '../traffic/recording.ts';
import { replay } from '../traffic/replay.ts';
import { startKonnect } from './konnect.ts';
import { createPlatform, type PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, check, plan, type RunSettings } from './run.ts';
import { SavedState } from './saved-state.ts';

const recording = 'koctl-run.jsonl';
/** The token stands in the manifest in clear. */
const token = 'kpat_fake';
/** The recorded manifest has all its secrets in clear, as koctl wrote it. */
const settings: RunSettings = { manifests: ['koctl.yaml'], allowLiteralSecrets: true };

const environments = { dev: 'us', prd: 'eu' } as const;
const staged = (environment: string) => `konnect/acme/envs/${environment}/teams/flights/services/acme/svc/openapi.yaml`;

/** The specification that koctl sent for both environments. */
function recordedSpecification(): string {
  const sent = readRecording(recording).find(
    ({ method, path: asked }) => method === 'POST' && asked.endsWith('/specifications'),
  );
  if (!sent) throw new Error(`${recording} has no specification`);
  return (sent.body as { content: string }).content;
}

describe.skipIf(!hasRecordings('the adoption of what koctl made'))('a platform that koctl made', () => {
  let konnect: Simulator;
  let platform: PlatformDirectory;
  let specification: string;

  beforeEach(async () => {
    konnect = await startKonnect();
    await replay(recording, konnect, token);
    konnect.resetLog();
    specification = recordedSpecification();
    platform = createPlatform({ 'koctl.yaml': readFileSync(path.join(SHARED, 'traffic', 'koctl.yaml')) });
    for (const environment of Object.keys(environments)) platform.write(staged(environment), specification);
  });
  afterEach(async () => {
    await konnect.close();
    platform.remove();
  });

  test('is valid as it is, with a word on each key whose resource comes later', async () => {
    const report = await check(platform, settings);
    expect(report.exitCode).toBe(0);
    const unmanaged = report.diagnostics.filter(({ code }) => code === 'manifest-unmanaged');
    expect(unmanaged.length).toBeGreaterThan(0);
  });

  test('is adopted: nothing is created, deleted or replaced', async () => {
    const report = await plan(platform, konnect, settings);
    expect(report.exitCode).toBe(0);
    expect(report.summary).toMatchObject({ create: 0, delete: 0, replace: 0 });
    const actions = Object.groupBy(report.organizations[0]?.plan?.changes ?? [], ({ action }) => action);
    expect(actions.adopt?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Team flights',
      'ControlPlane flights-dev',
      'ControlPlane flights-prd',
      'Portal dev',
      'API flights-dev',
      'Portal prd',
      'API flights',
    ]);
    // The manifest agrees with Konnect about the user and its memberships.
    expect(actions.none?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['User', 'TeamUser', 'TeamRole']));
    expect(actions.waiting?.map(({ kind, environment }) => [kind, environment])).toEqual([
      ['APIImplementation', 'prd'],
    ]);
    expect(konnect.stats().writes).toBe(0);
  });

  test('is ours after an apply, with every object once and nothing left to do', async () => {
    const before = platformLines(konnect.state(), token, { labels: false });
    const report = await apply(platform, konnect, settings);
    expect(report.exitCode).toBe(0);
    expect(report.organizations[0]?.verification?.ok).toBe(true);

    const saved = new SavedState(konnect.state(), token);
    expect(saved.names('apis')).toEqual(['flights', 'flights-dev']);
    expect(saved.rows('versions').map(({ content }) => content)).toEqual([specification, specification]);
    expect(platformLines(konnect.state(), token, { labels: false })).toEqual(
      // The apply repairs what koctl's second run overwrites, and sets the visibility that koctl never sets.
      before
        .map((line) => line.replace(/^portal \| (\w+) \| (\w+) \| \w+ \|/, 'portal | $1 | $2 | acme ($2) |'))
        .map((line) => line.replace(/^(publication \| eu .*) private$/, '$1 public'))
        .sort(),
    );
    for (const table of ['teams', 'portals', 'control-planes', 'apis']) {
      for (const { labels, system_team } of saved.rows(table)) {
        if (system_team === true) continue;
        expect(labels).toHaveProperty('konduct-owner', 'github.com-acme-platform');
        expect(labels).not.toHaveProperty('ko-konnect-orchestrator');
      }
    }

    konnect.resetLog();
    expect((await plan(platform, konnect, settings)).summary).toMatchObject({ create: 0, update: 0, adopt: 0 });
    expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
    expect(konnect.stats().writes).toBe(0);
  });
});
