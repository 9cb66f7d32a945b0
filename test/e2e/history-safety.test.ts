import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CheckoutHistory } from './checkout-history.ts';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { createRemovalPlatform, seatsService } from './removal-platform.ts';
import { apply, plan } from './run.ts';
import { small, smallEnvironment } from './small-platform.ts';

let platform: PlatformDirectory;
let konnect: Simulator;
let history: CheckoutHistory;

beforeEach(async () => {
  platform = createRemovalPlatform();
  history = new CheckoutHistory(platform.workspace);
  konnect = await startKonnect();
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

test('what a repository brings along is not run, and nothing is left behind', async () => {
  await apply(platform, konnect, { environment: smallEnvironment });
  history.begin();
  platform.edit(small.teams, seatsService, '');
  history.commit('Seats are gone');
  const trap = platform.path('trap.sh');
  const sprung = platform.path('sprung');
  platform.write('trap.sh', `#!/bin/sh\ntouch ${sprung}\ncat\n`);
  execFileSync('chmod', ['+x', trap]);
  for (const [key, value] of [
    ['core.fsmonitor', trap],
    ['core.pager', trap],
    ['diff.external', trap],
    ['gpg.program', trap],
    ['log.showSignature', 'true'],
    ['core.hooksPath', path.dirname(trap)],
    ['alias.rev-list', `!${trap}`],
  ] as const)
    history.git('config', key, value);
  const { organizations } = await plan(platform, konnect, { environment: smallEnvironment });
  const subjects = organizations[0]?.plan?.orphans.map((change) => change.commit?.subject);
  expect(subjects).toEqual(['Seats are gone', 'Seats are gone']);
  expect(readdirSync(platform.workspace)).not.toContain('sprung');
  // The folder of the run goes with its process; nothing is in it.
  const [runFolder = '', ...others] = readdirSync(tmpdir()).filter((name) => name !== path.basename(platform.workspace));
  expect([others, readdirSync(path.join(tmpdir(), runFolder))]).toEqual([[], []]);
});
