import { snapshotSchema } from '@konduct/core/report/json/snapshot-schema';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { renderSnapshot, type Snapshot, withDigest } from '@konduct/core/snapshot/snapshot';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import { CheckoutHistory } from './checkout-history.ts';
import { changed, createPlatformOfNewKinds } from './new-kinds.ts';
import { plan, type RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small, smallEnvironment, smallToken } from './small-platform.ts';
import { somebody } from './somebody.ts';
import { told } from './told.ts';
import { writesOf } from './write-fault.ts';

const secret = 'Tq8"vW2\\xR5/kN9+zB3%';
const environment = { ...smallEnvironment, PORTAL_SECRET: secret };
const keeping: RunSettings = { environment, prune: 'all', snapshotFile: 'snapshot.json' };
/** Nothing answers there, and no variable has a token. */
const nowhere = { konnectUrl: 'http://127.0.0.1:9/{region}' };
const against: RunSettings = { snapshot: 'snapshot.json', prune: 'all' };

const isSnapshot = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(snapshotSchema);

describe('a snapshot', () => {
  const scene = useScene(createPlatformOfNewKinds);
  const text = () => scene.platform.read('snapshot.json');
  const file = () => JSON.parse(text()) as Snapshot;
  const planned = (more: RunSettings = {}) => plan(scene.platform, nowhere, { ...against, ...more });
  const edited = (change: (snapshot: Snapshot) => Snapshot) => {
    const { digest: _digest, ...content } = change(file());
    scene.platform.write('snapshot.json', renderSnapshot(withDigest(content)));
  };

  test('is what an apply saw at its end, and is planned against without a token and a network', async () => {
    const applied = await scene.apply(keeping);
    expect(applied).toMatchObject({ exitCode: 0, snapshotFile: { path: 'snapshot.json' } });
    expect(told(applied)).toContain('konduct plan --snapshot snapshot.json');
    expect(isSnapshot(file()), JSON.stringify(isSnapshot.errors)).toBe(true);
    scene.konnect.resetLog();
    const nothing = await planned();
    expect(nothing).toMatchObject({ exitCode: 0 });
    expect(changed(nothing)).toEqual([]);
    scene.platform.edit(small.teams, 'Where we fly', 'Where we go');
    const token = await scene.plan({ environment, prune: 'all' });
    expect(changed(await planned())).toEqual(changed(token));
    expect(changed(token)).toEqual(['update Team flights: description']);
    expect(await planned({ detailedExitCode: true })).toMatchObject({ exitCode: 2 });
    // Only the plan with a token has asked Konnect.
    expect(writesOf(scene.konnect)).toEqual([]);
  });

  test('a plan that has no need to change anything writes the same snapshot as the apply before', async () => {
    await scene.apply(keeping);
    const first = file();
    await scene.plan(keeping);
    expect(file().organizations).toEqual(first.organizations);
    await scene.apply(keeping);
    expect(file().organizations).toEqual(first.organizations);
  });

  test('says what it is, and never that Konnect is as it should be', async () => {
    await scene.apply(keeping);
    edited((snapshot) => ({ ...snapshot, taken: '2026-11-27T20:15:00Z', commit: 'abc1234'.padEnd(40, '0') }));
    const report = await planned();
    const [organization] = report.organizations;
    expect(organization?.snapshot).toMatchObject({ taken: '2026-11-27T20:15:00Z', commit: 'abc1234'.padEnd(40, '0') });
    const shown = told(report);
    const sentence = 'Planned against a snapshot of 2026-11-27 20:15 UTC, commit abc1234';
    // A terminal says the age; what is kept does not, since it would change with the hour.
    expect(shown).toMatch(new RegExp(`${sentence}, \\d+ days old; what was changed in Konnect since is not seen`));
    expect(shown).toContain(`${sentence}; what was changed in Konnect since is not seen`);
    expect(shown).toContain('Against the snapshot this is left: 1 waiting.');
    expect(shown).not.toContain('as the manifests say');
    expect(shown).not.toContain('✅');
  });

  test('has no secret, no digest of one, and nobody’s address', async () => {
    scene.platform.edit(small.teams, 'Where we fly', 'Ask ann@example.com');
    scene.platform.edit(small.teams, '    services:', '    users: [Ann@Example.com]\n    services:');
    await scene.apply({ environment });
    await somebody(scene.konnect, smallToken, 'POST', '/global/v3/invites', { email: 'mallory@elsewhere.example' });
    await somebody(scene.konnect, smallToken, 'POST', '/us/v3/portals', {
      name: 'theirs',
      description: 'Of mallory@elsewhere.example',
    });
    await scene.apply(keeping);
    const told = text();
    expect(told).not.toMatch(/@|mallory/i);
    expect(leak(secret, told)).toBeUndefined();
    expect(leak(smallToken, told)).toBeUndefined();
    const digests = file()
      .organizations.flatMap(({ lists }) => lists)
      .flatMap(({ kind, objects }) => objects.map(({ labels }) => [kind, labels?.['konduct-digest']] as const));
    expect(digests.filter(([kind, digest]) => kind === 'ApplicationAuthStrategy' && digest !== undefined)).toEqual([]);
    expect(digests.filter(([kind, digest]) => kind === 'API' && digest !== undefined)).toHaveLength(1);
    // People whom the manifests name are known again, and texts with their addresses as well.
    const report = await planned();
    expect(changed(report)).toEqual([]);
    expect(codesOf(report)).toEqual(['secret-not-compared']);
  });

  test('leaves open whether somebody is there whom the manifests did not name', async () => {
    await scene.apply({ environment });
    await somebody(scene.konnect, smallToken, 'POST', '/global/v3/invites', { email: 'mallory@elsewhere.example' });
    await scene.apply(keeping);
    expect(file().organizations[0]?.unnamed).toBeGreaterThan(0);
    scene.platform.edit(small.teams, '    services:', '    users: [bob@example.com]\n    services:');
    const report = await planned();
    expect(report.exitCode).toBe(0);
    expect(changed(report)).toEqual([]);
    expect(told(report)).toContain(
      'Not planned: whether bob@example.com is in the organization already\n  cause: The snapshot leaves out',
    );
    expect(codesOf(report)).toContain('snapshot-partial');
  });

  test('a list that it does not have makes nothing to create', async () => {
    await scene.apply(keeping);
    edited((snapshot) => ({
      ...snapshot,
      organizations: snapshot.organizations.map((part) => ({
        ...part,
        lists: part.lists.filter(({ kind, region }) => kind !== 'ControlPlane' || region !== 'us'),
      })),
    }));
    const report = await planned();
    expect(report).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(changed(report)).toEqual([]);
    expect(told(report)).toContain('whether the ControlPlane acme/dev/flights/controlPlanes is there already');
    expect(told(report)).toContain('The snapshot lacks 1 list of the region us: ControlPlane');
  });

  test('what a run about a part did not need is in it as well', async () => {
    await scene.apply({ environment, prune: 'all' });
    await scene.apply({ environment, level: 'organization', snapshotFile: 'snapshot.json' });
    const regions = new Set(file().organizations[0]?.lists.map(({ region }) => region));
    expect([...regions].sort()).toEqual(['au', 'eu', 'global', 'in', 'me', 'sg', 'us']);
    scene.platform.edit(small.organizations, 'region: us', 'region: eu');
    const token = await scene.plan({ environment, prune: 'all' });
    const report = await planned();
    expect(changed(report)).toEqual(changed(token));
    expect(report.organizations[0]?.plan?.extent).toEqual({ type: 'everything' });
  });

  test.each([
    ['cut off', (now: string) => now.slice(0, -20), 'snapshot.json is no snapshot'],
    [
      'edited',
      (now: string) => now.replace('Where we fly', 'Where we sit'),
      'snapshot.json was changed after Konduct wrote it',
    ],
    [
      'of another format',
      (now: string) => now.replace('"format": 2', '"format": 99'),
      'snapshot.json has another format',
    ],
    ['of no format', () => '{"format": "no"}', 'snapshot.json is no snapshot'],
    [
      'indented anew',
      (now: string) => `${JSON.stringify(JSON.parse(now), undefined, 2)}\n`,
      'snapshot.json was changed after Konduct wrote it',
    ],
    ['with a byte order mark', (now: string) => `\uFEFF${now}`, 'snapshot.json was changed after Konduct wrote it'],
    [
      'of another shape',
      (now: string) => now.replace('"taken"', '"when"'),
      'snapshot.json was changed after Konduct wrote it',
    ],
  ])('that is %s is refused', async (_what, change, message) => {
    await scene.apply(keeping);
    scene.platform.write('snapshot.json', change(text()));
    await expect(planned()).rejects.toMatchObject({ diagnostics: [{ code: 'snapshot-unusable', message }] });
  });

  test('of another platform or organization is refused, and a run that may do without says so', async () => {
    await scene.apply(keeping);
    scene.platform.edit(small.platform, 'acme', 'globex');
    const other = await planned();
    expect(other).toMatchObject({ exitCode: 1, failureReason: 'invalid-input' });
    expect(told(other)).toContain(
      'The snapshot is of the platform acme, and the manifests of organization acme are of globex',
    );
    scene.platform.edit(small.platform, 'globex', 'acme');
    edited((snapshot) => ({
      ...snapshot,
      organizations: snapshot.organizations.map((part) => ({ ...part, name: 'elsewhere' })),
    }));
    expect(told(await planned())).toContain('The snapshot does not have organization acme');
    const excused = await planned({ skipWithoutSecrets: true });
    expect(excused).toMatchObject({
      exitCode: 0,
      organizations: [{ note: expect.stringContaining('does not have it') }],
    });
    scene.platform.write('snapshot.json', text().replace('"format": 2', '"format": 99'));
    const outdated = await planned({ skipWithoutSecrets: true });
    expect(outdated).toMatchObject({
      exitCode: 0,
      organizations: [{ note: expect.stringContaining('another format') }],
    });
  });

  test('is written over nothing but a snapshot, and outside of the platform directory', async () => {
    scene.platform.write('mine.txt', 'Mine');
    const settings = { environment, snapshotFile: 'mine.txt' };
    await expect(scene.apply(settings)).rejects.toMatchObject({ diagnostics: [{ code: 'input-invalid' }] });
    await expect(scene.apply({ environment, snapshotFile: 'konnect/snapshot.json' })).rejects.toMatchObject({
      diagnostics: [{ code: 'input-invalid' }],
    });
    expect(scene.platform.read('mine.txt')).toBe('Mine');
    await expect(planned({ snapshot: 'absent.json' })).rejects.toMatchObject({
      diagnostics: [{ code: 'file-missing' }],
    });
    await expect(planned({ planFile: 'plan.json' })).rejects.toMatchObject({
      diagnostics: [{ code: 'input-invalid' }],
    });
    expect(scene.konnect.stats().calls).toBe(0);
  });

  test('is not written by a run that could not see Konnect at its end', async () => {
    const report = await scene.apply({ ...keeping, environment: {} });
    expect(report.snapshotFile).toBeUndefined();
    expect(codesOf(report)).toContain('snapshot-partial');
    expect(() => text()).toThrow();
  });
});

describe('the commit in a snapshot', () => {
  const scene = useScene();
  /** Applies, and returns the commit of the snapshot with what the report says of it. */
  async function commitAfter(variables: Readonly<Record<string, string>> = {}) {
    const report = await scene.apply({ environment: { ...smallEnvironment, ...variables }, snapshotFile: 'seen.json' });
    expect(report.exitCode).toBe(0);
    const { commit } = JSON.parse(scene.platform.read('seen.json')) as Snapshot;
    return { commit, notes: report.diagnostics.filter(({ code }) => code === 'snapshot-uncommitted') };
  }
  const none = (cause: string) => ({
    commit: undefined,
    notes: [expect.objectContaining({ severity: 'note', cause })],
  });
  /** The first commit, and the start of its name. */
  function begun() {
    const history = new CheckoutHistory(scene.platform.workspace);
    history.begin();
    return { history, commit: history.git('rev-parse', 'HEAD'), start: history.git('rev-parse', '--short=7', 'HEAD') };
  }

  test('is the one that is checked out, also beside files that no run reads', async () => {
    const { commit } = begun();
    scene.platform.write('README.md', 'Not committed');
    expect(await commitAfter()).toEqual({ commit, notes: [] });
    expect(await commitAfter({ GITHUB_SHA: 'a'.repeat(40) })).toEqual({ commit, notes: [] });
  });

  test('is the one that GitHub names where there is no repository', async () => {
    expect(await commitAfter()).toEqual({ commit: undefined, notes: [] });
    expect(await commitAfter({ GITHUB_SHA: 'A'.repeat(40) })).toEqual({ commit: 'a'.repeat(40), notes: [] });
  });

  test.each([
    ['changed', () => scene.platform.edit(small.teams, 'Where we fly', 'Where we go'), `${small.teams} differs`],
    [
      'changed without a blueprint or manifest',
      () => scene.platform.edit(small.specification, '1.0.0', '1.0.1'),
      `${small.specification} differs`,
    ],
    [
      'new',
      () => scene.platform.write('konnect/more.yaml', 'teams:\n  more: {description: More}\n'),
      'konnect/more.yaml differs',
    ],
  ])('is left out when a file that was read is %s', async (_how, change, cause) => {
    const { start, history, commit } = begun();
    await commitAfter();
    change();
    expect(await commitAfter()).toEqual(none(`${cause} from the commit ${start}`));
    // GitHub's commit is not what was applied either.
    expect(await commitAfter({ GITHUB_SHA: commit })).toEqual(none(`${cause} from the commit ${start}`));
    const next = history.commit('More');
    expect(await commitAfter()).toEqual({ commit: next, notes: [] });
  });

  test('is left out when a file that git ignores was read, and when one is gone', async () => {
    scene.platform.write('konnect/extra.yaml', 'teams:\n  extra: {description: Extra}\n');
    const { start, history } = begun();
    history.git('rm', '-q', '--cached', 'konnect/extra.yaml');
    expect(await commitAfter()).toEqual(none(`konnect/extra.yaml differs from the commit ${start}`));
    history.git('reset', '-q', '--hard');
    scene.platform.write('.git/info/exclude', '*.yml\n');
    scene.platform.write('konnect/more.yml', 'teams:\n  more: {description: More}\n');
    expect(await commitAfter()).toEqual(none(`konnect/more.yml differs from the commit ${start}`));
    history.git('rm', '-q', 'konnect/extra.yaml');
    expect(await commitAfter()).toEqual(none(`konnect/extra.yaml and 1 more file differ from the commit ${start}`));
  });
});

function codesOf(report: RunReport): string[] {
  const all = [
    ...report.diagnostics,
    ...report.organizations.flatMap((part) => [...part.diagnostics, ...(part.plan?.diagnostics ?? [])]),
  ];
  return [...new Set(all.map(({ code }) => code))];
}
