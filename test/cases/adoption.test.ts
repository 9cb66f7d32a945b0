import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capturedTerminal } from '../../packages/cli/captured-terminal.ts';
import { konductProgram } from '../../packages/cli/program.ts';
import { copyExample, exampleEnvironment, exampleToken } from '../e2e/example.ts';
import type { PlatformDirectory } from '../e2e/platform-directory.ts';
import { apply } from '../e2e/run.ts';
import { SavedState } from '../e2e/saved-state.ts';
import { somebody } from '../e2e/somebody.ts';

// An adoption that would open to everybody what people made for a few: the plan says so before anything else, and an apply
// at a terminal asks.

let konnect: Simulator;
let platform: PlatformDirectory;

beforeEach(async () => {
  konnect = await startSimulator();
  platform = copyExample();
});

afterEach(async () => {
  await konnect.close();
  platform.remove();
  process.exitCode = undefined;
});

const ours = { name: 'prd', display_name: 'Partners', authentication_enabled: true, default_api_visibility: 'private' };
const portal = () => new SavedState(konnect.state(), exampleToken).rows('portals').find(({ name }) => name === 'prd');

/** An apply at a terminal at which somebody answers. */
async function applyAt(answer: string) {
  const { terminal, written } = capturedTerminal({
    environment: exampleEnvironment,
    workingDirectory: platform.workspace,
  });
  const shown: string[] = [];
  const ask = async () => {
    shown.push(written.stdout);
    return answer;
  };
  await konductProgram({ ...terminal, ask }, '1.2.3').parseAsync(['apply', '--konnect-url', konnect.konnectUrl], {
    from: 'user',
  });
  return { shown, ...written, exitCode: process.exitCode };
}

test.each([
  ['while everything else is new', false],
  ['as the only thing to do', true],
])('a portal is not opened without a yes %s', async (_, isOnly) => {
  await somebody(konnect, exampleToken, 'POST', '/us/v3/portals', ours);
  if (isOnly) {
    await apply(platform, konnect, { environment: exampleEnvironment });
    const { id } = portal() ?? { id: '' };
    const labels = { 'konduct-owner': null, 'konduct-address': null };
    await somebody(konnect, exampleToken, 'PATCH', `/us/v3/portals/${id}`, { ...ours, labels });
  }
  const before = konnect.state();
  const { shown, exitCode } = await applyAt('no');
  expect(shown).toHaveLength(1);
  expect(shown[0]).toContain('Portal prd is open to visitors who do not sign in');
  expect(shown[0]).toMatch(/Portal prd exists and is taken over; \d of its fields change: authentication_enabled/);
  expect(shown[0]).toMatch(/1 to adopt \(1 of them changed\)/);
  expect(exitCode).toBe(1);
  expect(konnect.state().organizations).toEqual(before.organizations);

  expect((await applyAt('yes')).exitCode).toBe(0);
  expect(portal()).toMatchObject({ authentication_enabled: false, default_api_visibility: 'public' });
});
