import { deckFindings } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import { deckPath, startDeck } from './deck-run.ts';
import { allPlanes, token } from './gateway.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, outcomes, useScene } from './scene.ts';

describe.skipIf(deckPath === undefined || !hasKongAir)('Kong Air and a simulated Konnect', () => {
  const scene = useScene();

  test('syncs every control plane with our tag, and then finds nothing to do', async () => {
    await scene.gateways.createPlanes(...allPlanes);
    const first = await scene.gateways.sync();
    expect(deckFindings(first).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(Object.values(outcomes(first))).toEqual(['synced', 'synced', 'synced', 'synced']);
    expect(first).toMatchObject({ exitCode: 0, summary: { takeovers: 0, updates: 0, deletes: 0 }, waiting: 0 });
    const services = await scene.gateways.entities('flight-data-dev', 'services');
    expect(services.map(({ tags }) => tags)).toEqual([
      ['ko-api-name=destinations-dev', 'konduct'],
      ['ko-api-name=flights-dev', 'konduct'],
    ]);
    expect(scene.air.read(`${flight}/kong.yaml`)).not.toMatch(/- konduct\b|select_tags/);

    scene.simulator.resetLog();
    const second = await scene.gateways.sync();
    expect(Object.values(outcomes(second))).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect(scene.writes()).toBe(0);
    expect(await scene.gateways.diff({ detailedExitCode: true })).toMatchObject({ exitCode: 0 });
  });

  test('a control plane that does not exist yet is waited for', async () => {
    await scene.gateways.createPlanes('flight-data-dev');
    const report = await scene.gateways.sync(flightOnly);
    expect(outcomes(report)).toEqual({ 'customer-data-dev': 'waiting', 'flight-data-dev': 'synced' });
    expect(report).toMatchObject({ exitCode: 0, waiting: 1 });
    expect(report.controlPlanes[0]?.note).toBe(
      'waits for the control plane customer-data-dev, which does not exist yet',
    );
  });

  test('a diff writes nothing, and can end with exit code 2', async () => {
    await scene.gateways.createPlanes('customer-data-dev', 'flight-data-dev');
    scene.simulator.resetLog();
    const report = await scene.gateways.diff({ ...flightOnly, detailedExitCode: true });
    expect(report).toMatchObject({ exitCode: 2, summary: { creates: 16, updates: 0, deletes: 0 } });
    expect(scene.writes()).toBe(0);
  });

  test('what koctl synced without a tag is taken over, announced, and only where that is allowed', async () => {
    await scene.gateways.createPlanes('customer-data-dev', 'flight-data-dev');
    await scene.byOthers('flight-data-dev', scene.air.read(`${flight}/kong.yaml`));
    expect((await scene.gateways.entities('flight-data-dev', 'services'))[0]?.tags).toEqual([
      'ko-api-name=destinations-dev',
    ]);

    const refused = await scene.gateways.sync({ ...flightOnly, adopt: 'none' });
    expect(outcomes(refused)).toEqual({ 'customer-data-dev': 'synced', 'flight-data-dev': 'refused' });
    expect(refused.exitCode).toBe(5);
    const report = await scene.gateways.sync(flightOnly);
    const plane = report.controlPlanes.find(({ name }) => name === 'flight-data-dev');
    expect(plane?.done).toEqual({ creates: 0, takeovers: 9, updates: 0, deletes: 0 });
    expect(
      plane?.diagnostics
        .filter(({ code }) => code === 'deck-takeover')
        .map(({ severity, message }) => [severity, message]),
    ).toEqual([
      ['note', expect.stringMatching(/^Taking over 9 entities of the control plane flight-data-dev: route /)],
    ]);
    expect(scene.gateways.progress.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/^Taking over 9 entities/),
    );
    expect((await scene.gateways.sync(flightOnly)).summary).toEqual({
      creates: 0,
      takeovers: 0,
      updates: 0,
      deletes: 0,
    });
    expect(await scene.gateways.entities('flight-data-dev', 'services')).toHaveLength(2);
  });

  test('what is not ours is never touched, and a name it holds is a conflict before anything is written', async () => {
    await scene.gateways.createPlanes('flight-data-dev');
    const foreign = (name: string) => `_format_version: "3.0"\nservices:\n- {name: ${name}, host: mine.example.com}\n`;
    await scene.byOthers('flight-data-dev', foreign('by-hand'));
    expect(outcomes(await scene.gateways.sync(flightOnly))).toMatchObject({ 'flight-data-dev': 'synced' });
    expect((await scene.gateways.entities('flight-data-dev', 'services')).map(({ name }) => name)).toContain('by-hand');

    await scene.gateways.createPlanes('customer-data-dev');
    await scene.byOthers('customer-data-dev', foreign('bookings-service'));
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly);
    expect(outcomes(report)).toEqual({ 'customer-data-dev': 'refused', 'flight-data-dev': 'unchanged' });
    expect(report.exitCode).toBe(4);
    expect(deckFindings(report)).toContainEqual(
      expect.objectContaining({
        code: 'deck-conflict',
        message:
          '1 entity of the control plane customer-data-dev bears a name that konnect/KongAirlines/envs/dev/teams/customer-data/kong.yaml needs: service bookings-service',
      }),
    );
    expect(scene.writes()).toBe(0);
  });

  test('more deletions than the guard allows are refused before anything is written, unless the limit is raised', async () => {
    await scene.extra(
      `services:\n${Array.from({ length: 11 }, (_, index) => `- {name: extra-${index}, host: a.example.com}`).join('\n')}\n`,
    );
    await scene.gateways.createPlanes('flight-data-dev');
    await scene.gateways.sync(flightOnly);
    await scene.extra('services: []\n');
    scene.simulator.resetLog();
    const refused = await scene.gateways.sync(flightOnly);
    expect(refused).toMatchObject({ exitCode: 4, failureReason: 'refused' });
    expect(deckFindings(refused)).toContainEqual(
      expect.objectContaining({
        code: 'deck-deletes',
        message:
          'The sync of flight-data-dev would delete 11 entities, which is more than 10 and 55 % of 20, more than the 30 % allowed',
      }),
    );
    expect(scene.writes()).toBe(0);
    expect(await scene.gateways.sync({ ...flightOnly, maxDeletes: { type: 'number', most: 11 } })).toMatchObject({
      exitCode: 0,
      summary: { deletes: 11 },
    });
  });

  test('a limit of no deletion at all is kept', async () => {
    await scene.extra('services:\n- {name: extra, host: a.example.com}\n');
    await scene.gateways.createPlanes('flight-data-dev');
    await scene.gateways.sync(flightOnly);
    await scene.extra('services: []\n');
    scene.simulator.resetLog();
    const report = await scene.gateways.sync({ ...flightOnly, maxDeletes: { type: 'number', most: 0 } });
    expect(outcomes(report)).toMatchObject({ 'flight-data-dev': 'refused' });
    expect(deckFindings(report)).toContainEqual(
      expect.objectContaining({
        code: 'deck-deletes',
        message: 'The sync of flight-data-dev would delete 1 entity, which is more than the 0 allowed',
      }),
    );
    expect(scene.writes()).toBe(0);
    expect(await scene.gateways.sync({ ...flightOnly, maxDeletes: { type: 'number', most: 1 } })).toMatchObject({
      summary: { deletes: 1 },
    });
  });

  test('a stale file is not synced, and the others are', async () => {
    await scene.gateways.createPlanes('customer-data-dev', 'flight-data-dev');
    const path = `${flight}/kong.yaml`;
    scene.write(path, scene.air.read(path).replace('api-2.kong-air.com', 'evil.example.com'));
    scene.simulator.resetLog();
    const report = await scene.gateways.sync(flightOnly);
    expect(outcomes(report)).toEqual({ 'customer-data-dev': 'synced', 'flight-data-dev': 'stale' });
    expect(report.exitCode).toBe(5);
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 3, failureReason: 'deck-stale' });
    expect(await scene.gateways.entities('flight-data-dev', 'services')).toEqual([]);
  });

  test('one control plane that fails leaves the others synced, and the next run converges', async () => {
    await scene.gateways.createPlanes('customer-data-dev', 'flight-data-dev');
    scene.simulator.faults({ method: 'PUT', pattern: 'core-entities/routes/9c67490a', status: 400, times: 1 });
    const report = await scene.gateways.sync(flightOnly);
    expect(outcomes(report)).toEqual({ 'customer-data-dev': 'synced', 'flight-data-dev': 'partly' });
    expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
    expect(deckFindings(report)).toContainEqual(
      expect.objectContaining({
        code: 'deck-failed',
        message: expect.stringMatching(
          /^decK could not sync the control plane flight-data-dev whole: .*simulated fault 400/,
        ),
      }),
    );
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 0 });
    expect(await scene.gateways.diff({ ...flightOnly, detailedExitCode: true })).toMatchObject({ exitCode: 0 });
  });

  test('429 in the middle of a sync and while it looks for the control plane is waited out', async () => {
    await scene.gateways.createPlanes('customer-data-dev', 'flight-data-dev');
    scene.simulator.faults(
      { method: 'PUT', pattern: '/core-entities/', status: 429, retryAfter: 1, times: 3 },
      { method: 'GET', pattern: '/runtime_groups', status: 429, retryAfter: 1, times: 1 },
    );
    expect(await scene.gateways.sync(flightOnly)).toMatchObject({ exitCode: 0, summary: { creates: 16 } });
  });

  test('a refused token and a missing one are said', async () => {
    const refused = await scene.gateways.sync(flightOnly, { KONGAIRLINES_KONNECT_TOKEN: 'nonsense' });
    expect(refused).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
    expect(await scene.gateways.sync(flightOnly, { KONGAIRLINES_KONNECT_TOKEN: '' })).toMatchObject({
      exitCode: 1,
      failureReason: 'missing-secret',
    });
    const skipped = await scene.gateways.diff(
      { ...flightOnly, skipWithoutSecrets: true },
      { KONGAIRLINES_KONNECT_TOKEN: '' },
    );
    expect(skipped).toMatchObject({
      exitCode: 0,
      controlPlanes: [],
      notes: [expect.stringMatching(/no access token/)],
    });
  });

  test("another owner's control plane is refused", async () => {
    await scene.gateways.call('POST', '/v2/control-planes', {
      name: 'flight-data-dev',
      labels: { 'konduct-owner': 'others' },
    });
    expect(outcomes(await scene.gateways.sync(flightOnly))).toMatchObject({ 'flight-data-dev': 'refused' });
  });

  test('a diff that changes secrets shows neither the old ones nor the new ones', async () => {
    const secrets = {
      old: 'oldVaultValue+77AbCd=',
      fresh: 'freshVaultValue/88EfGh=',
      key: 'keyOfBob1234567',
      next: 'nextKeyOfBob7654',
    };
    const state = (key: string, url: string) =>
      [
        'consumers:\n- username: bob\n  keyauth_credentials:',
        `  - {id: 5b1f2a70-0000-4000-8000-000000000001, key: ${key}}`,
        'plugins:\n- name: request-transformer\n  config:\n    add:\n      headers:\n      - "X-Api: ${{ env "DECK_UPSTREAM_KEY" }}"',
        '- name: http-log\n  config:',
        `    http_endpoint: ${url}`,
        '    timeout: ${{ env "DECK_TIME" | toInt }}',
        '',
      ]
        .join('\n')
        .replaceAll('"X-Api: ${{ env "DECK_UPSTREAM_KEY" }}"', '\'X-Api: ${{ env "DECK_UPSTREAM_KEY" }}\'');
    await scene.gateways.createPlanes('flight-data-dev');
    await scene.extra(state(secrets.key, `https://user:${secrets.old.slice(0, 8)}@log.example.com`));
    const first = await scene.gateways.sync(flightOnly, { DECK_UPSTREAM_KEY: secrets.old, DECK_TIME: '7777' });
    expect(outcomes(first), JSON.stringify(deckFindings(first))).toMatchObject({ 'flight-data-dev': 'synced' });
    await scene.extra(state(secrets.next, 'https://log.example.com'));
    const diff = await scene.gateways.diff(flightOnly, { DECK_UPSTREAM_KEY: secrets.fresh, DECK_TIME: '8888' });
    const everything = JSON.stringify([first, diff, scene.gateways.progress]);
    for (const secret of [...Object.values(secrets), token]) expect(leak(secret, everything)).toBeUndefined();
    expect(everything).not.toMatch(/7777|8888/);
    const [plane] = diff.controlPlanes.filter(({ name }) => name === 'flight-data-dev');
    expect(
      plane?.diff?.changes.filter(({ action }) => action === 'update').map(({ kind, fields }) => [kind, fields]),
    ).toEqual([
      ['key-auth', [{ path: 'key', before: '[masked]', after: '[masked]' }]],
      [
        'plugin',
        [
          { path: 'config.http_endpoint', before: '[masked]', after: '[masked]' },
          { path: 'config.timeout', before: '[masked]', after: '[masked]' },
        ],
      ],
      ['plugin', [{ path: 'config.add.headers', before: '[masked]', after: '[masked]' }]],
    ]);
    expect(scene.gateways.secrets).toEqual(expect.arrayContaining([token, secrets.old, secrets.fresh]));
    expect(outcomes(await scene.gateways.sync(flightOnly, { DECK_TIME: '1' }))).toMatchObject({
      'flight-data-dev': 'failed',
    });
  });

  test('no argument of any process holds a secret', async () => {
    const { deck, runner, end } = startDeck();
    await deck.gateway(['diff', '-'], '', { token, variables: { DECK_X: 'verysecretvalue' } });
    end();
    for (const { args } of runner.commands) expect(args.join(' ')).not.toMatch(/kpat_|verysecret/);
    expect(runner.commands[0]?.environment).toMatchObject({ DECK_KONNECT_TOKEN: token, DECK_X: 'verysecretvalue' });
  });
});
