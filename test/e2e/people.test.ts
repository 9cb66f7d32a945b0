import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { platformLines } from './platform-lines.ts';
import { apply, plan, type RunSettings } from './run.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment, patience: { baseDelay: 1, settle: 20 } };

let platform: PlatformDirectory;
let konnect: Simulator;

beforeEach(async () => {
  platform = createSmallPlatform();
  platform.edit(small.teams, '    services:', '    users: [Ada@acme.example, bob@acme.example]\n    services:');
  konnect = await startKonnect({ pendingInvites: true });
});
afterEach(async () => {
  await konnect.close();
  platform.remove();
});

function members(): string[] {
  return platformLines(konnect.state(), smallToken).filter((line) => line.startsWith('member'));
}

test('a person who has not accepted yet is waited for, which is no failure and holds up nothing else', async () => {
  const report = await apply(platform, konnect, settings);
  expect(report.exitCode).toBe(0);
  const results = report.organizations[0]?.results ?? [];
  const waiting = results.filter(({ outcome }) => outcome === 'waiting').map(({ kind, reason }) => [kind, reason]);
  expect(waiting).toEqual([
    ...['User', 'User', 'TeamUser', 'TeamUser'].map((kind) => [kind, 'the person to accept the invitation']),
    ['APIImplementation', expect.stringContaining('ko-api-name=flights-dev')],
  ]);
  expect(members()).toEqual([]);
});

test('who was invited and has not accepted is no change to be told of, though every plan asks for them', async () => {
  await apply(platform, konnect, settings);
  const waited = await plan(platform, konnect, { ...settings, detailedExitCode: true });
  expect(waited).toMatchObject({ exitCode: 0, summary: { create: 4, update: 0 } });
  // A user who accepted an invitation and is not yet a member of the team.
  konnect.acceptInvites('ada@acme.example');
  expect((await plan(platform, konnect, { ...settings, detailedExitCode: true })).exitCode).toBe(2);
});

test('each person becomes a member once they have accepted, and is invited once', async () => {
  await apply(platform, konnect, settings);
  konnect.acceptInvites('ada@acme.example');
  konnect.resetLog();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(members()).toEqual(['member | flights | ada@acme.example']);
  // Konnect does not list invitations, so the other person is invited again; Konnect answers that they were invited
  // before.
  expect(writesOf(konnect).map(({ path, status }) => [path, status])).toEqual([
    ['/v3/invites', 409],
    [expect.stringMatching(/\/users$/), 201],
  ]);
  konnect.acceptInvites();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(members()).toHaveLength(2);
  expect((await plan(platform, konnect, settings)).summary).toMatchObject({ create: 0, update: 0 });
});

test('a person written in two ways in two teams, or in one, is one person', async () => {
  platform.edit(small.teams, '    users: [Ada@acme.example', '    users: [Ada@acme.example, ADA@acme.example');
  platform.edit(small.teams, 'teams:\n', 'teams:\n  crew:\n    users: [ada@Acme.example]\n');
  const report = await apply(platform, konnect, settings);
  expect(report.exitCode).toBe(0);
  expect(report.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['manifest-duplicate', 'warning']]);
  konnect.acceptInvites();
  expect((await apply(platform, konnect, settings)).exitCode).toBe(0);
  expect(members().sort()).toEqual([
    'member | crew | ada@acme.example',
    'member | flights | ada@acme.example',
    'member | flights | bob@acme.example',
  ]);
});
