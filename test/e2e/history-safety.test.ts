import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CheckoutHistory } from './checkout-history.ts';
import { createRemovalPlatform, seatsService } from './removal-platform.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment } from './small-platform.ts';

let history: CheckoutHistory;

const scene = useScene(createRemovalPlatform);
beforeEach(() => {
  history = new CheckoutHistory(scene.platform.workspace);
});

test('what a repository brings along is not run, and nothing is left behind', async () => {
  await scene.apply({ environment: smallEnvironment });
  history.begin();
  scene.platform.edit(small.teams, seatsService, '');
  history.commit('Seats are gone');
  const trap = scene.platform.path('trap.sh');
  const sprung = scene.platform.path('sprung');
  scene.platform.write('trap.sh', `#!/bin/sh\ntouch ${sprung}\ncat\n`);
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
  const { organizations } = await scene.plan({ environment: smallEnvironment });
  const subjects = organizations[0]?.plan?.orphans.map((change) => change.commit?.subject);
  expect(subjects).toEqual(['Seats are gone', 'Seats are gone']);
  expect(readdirSync(scene.platform.workspace)).not.toContain('sprung');
  // The folder of the run goes with its process; nothing is in it.
  const [runFolder = '', ...others] = readdirSync(tmpdir()).filter(
    (name) => name !== path.basename(scene.platform.workspace),
  );
  expect([others, readdirSync(path.join(tmpdir(), runFolder))]).toEqual([[], []]);
});
