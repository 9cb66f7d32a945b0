import { beforeEach, expect, test } from 'vitest';
import { platformLines } from './platform-lines.ts';
import type { RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from './small-platform.ts';
import { writesOf } from './write-fault.ts';

const settings: RunSettings = { environment: smallEnvironment, patience: { baseDelay: 1, settle: 20 } };

const scene = useScene(createSmallPlatform, { pendingInvites: true });
beforeEach(() => {
  scene.platform.edit(small.teams, '    services:', '    users: [Ada@acme.example, bob@acme.example]\n    services:');
});

function members(): string[] {
  return platformLines(scene.konnect.state(), smallToken).filter((line) => line.startsWith('member'));
}

test('a person who has not accepted yet is waited for, which is no failure and holds up nothing else', async () => {
  const report = await scene.apply(settings);
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
  await scene.apply(settings);
  const waited = await scene.plan({ ...settings, detailedExitCode: true });
  expect(waited).toMatchObject({ exitCode: 0, summary: { create: 4, update: 0 } });
  // A person who has accepted and is not in the team yet is one.
  scene.konnect.acceptInvites('ada@acme.example');
  expect((await scene.plan({ ...settings, detailedExitCode: true })).exitCode).toBe(2);
});

test('each person becomes a member once they have accepted, and is invited once', async () => {
  await scene.apply(settings);
  scene.konnect.acceptInvites('ada@acme.example');
  scene.konnect.resetLog();
  expect((await scene.apply(settings)).exitCode).toBe(0);
  expect(members()).toEqual(['member | flights | ada@acme.example']);
  // Konnect tells nobody whom it invited, so that the other one is asked for again; it says that it did that before.
  expect(writesOf(scene.konnect).map(({ path, status }) => [path, status])).toEqual([
    ['/v3/invites', 409],
    [expect.stringMatching(/\/users$/), 201],
  ]);
  scene.konnect.acceptInvites();
  expect((await scene.apply(settings)).exitCode).toBe(0);
  expect(members()).toHaveLength(2);
  expect((await scene.plan(settings)).summary).toMatchObject({ create: 0, update: 0 });
});

test('a person written in two ways in two teams, or in one, is one person', async () => {
  scene.platform.edit(small.teams, '    users: [Ada@acme.example', '    users: [Ada@acme.example, ADA@acme.example');
  scene.platform.edit(small.teams, 'teams:\n', 'teams:\n  crew:\n    users: [ada@Acme.example]\n');
  const report = await scene.apply(settings);
  expect(report.exitCode).toBe(0);
  expect(report.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['manifest-duplicate', 'warning']]);
  scene.konnect.acceptInvites();
  expect((await scene.apply(settings)).exitCode).toBe(0);
  expect(members().sort()).toEqual([
    'member | crew | ada@acme.example',
    'member | flights | ada@acme.example',
    'member | flights | bob@acme.example',
  ]);
});
