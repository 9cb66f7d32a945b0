import { renderDeckJson } from '@konduct/operations/deck/document';
import { deckText } from '@konduct/operations/deck/markdown';
import { describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, outcomes, planeIn, useScene } from './scene.ts';

const id = (last: number) => `5b1f2a70-0000-4000-8000-00000000000${last}`;
const head = '_format_version: "3.0"\n';

describe.skipIf(deckPath === undefined || !hasKongAir)('entities that somebody else wrote', () => {
  const scene = useScene();

  const problems = (report: Parameters<typeof planeIn>[0]) =>
    planeIn(report).diagnostics.flatMap(({ severity, code, message }) =>
      code === 'deck-overlap' ? [] : [`${severity} ${code} ${message}`],
    );

  test('with the tag of another pipeline are left to it', async () => {
    const { gateways } = scene;
    const service = (more: string) => `services:\n- {id: ${id(1)}, name: shared, host: h.example${more}}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.byOthers(flightPlane, `${head}${service('')}`, '--select-tag=team-x');
    await scene.extra(service(''));
    scene.simulator.resetLog();
    const report = await gateways.sync(flightOnly);
    expect(problems(report)).toEqual([
      `error deck-conflict 1 entity of the control plane ${flightPlane} has tags of somebody else: service shared (team-x)`,
    ]);
    expect([outcomes(report)[flightPlane], scene.writes()]).toEqual(['refused', 0]);
    // With the tag in our own file, too, it is kept, and the other client loses nothing.
    await scene.extra(service(', tags: [team-x]'));
    expect(planeIn(await gateways.sync(flightOnly)).done).toMatchObject({ takeovers: 1 });
    const shared = (await gateways.entities(flightPlane, 'services')).find(({ name }) => name === 'shared');
    expect(shared?.tags).toEqual(['team-x', 'konduct']);
  });

  test('are taken over with adopt: koctl only where koctl wrote them, and by-name with what that changes', async () => {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    const byHand = `services:\n- {id: ${id(2)}, name: by-hand, host: old.example, port: 80}\n`;
    const koctl = scene.air.read(`${flight}/kong.yaml`);
    await scene.byOthers(flightPlane, koctl);
    expect(outcomes(await gateways.diff({ ...flightOnly, adopt: 'koctl' }))).toMatchObject({
      [flightPlane]: 'changes',
    });
    await scene.byOthers(flightPlane, koctl.replace('services:\n', byHand));
    await scene.extra(`services:\n- {id: ${id(2)}, name: by-hand, host: new.example, port: 443, read_timeout: 1000}\n`);
    const refused = await gateways.sync({ ...flightOnly, adopt: 'koctl' });
    expect(problems(refused)).toEqual([
      `error deck-takeover 1 entity of the control plane ${flightPlane} would be taken over: service by-hand`,
      expect.stringMatching(/^note deck-takeover Taking over 9 entities/),
    ]);
    const report = await gateways.sync(flightOnly);
    expect(planeIn(report)).toMatchObject({ outcome: 'synced', done: { takeovers: 10, creates: 0 } });
    const changed = planeIn(report).diff?.changes.filter(({ fields }) => fields.length > 0);
    expect(changed).toEqual([
      expect.objectContaining({
        action: 'takeover',
        name: 'by-hand',
        fields: [
          { path: 'host', before: 'old.example', after: 'new.example' },
          { path: 'port', before: 80, after: 443 },
          { path: 'read_timeout', before: 60000, after: 1000 },
        ],
      }),
    ]);
    expect(deckText(report)).toContain('-     host: "old.example"');
  });

  test('and hold a custom id, a prefix, a name or a key that a sync needs are conflicts before anything is written', async () => {
    const { gateways } = scene;
    const state = (number: number, more: string) =>
      `consumers:\n- {id: ${id(number)}, username: bob${more}, custom_id: b-1, keyauth_credentials: [{id: ${id(number + 1)}, key: keyOfBob1234567}]}\n` +
      `vaults:\n- {id: ${id(number + 2)}, name: env, prefix: my-vault, config: {prefix: MY_}}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.byOthers(flightPlane, head + state(1, '-other'));
    await scene.extra(state(5, ''));
    scene.simulator.resetLog();
    const report = await gateways.sync(flightOnly);
    expect(problems(report)).toEqual([
      `error deck-conflict 3 entities of the control plane ${flightPlane} bear names that konnect/${flight}/kong.yaml needs: consumer bob, key-auth 5b1f2a70 of bob, vault my-vault`,
    ]);
    expect([outcomes(report)[flightPlane], scene.writes()]).toEqual(['refused', 0]);
    expect(JSON.stringify(report)).not.toContain('keyOfBob');
  });
});

describe.skipIf(deckPath === undefined || !hasKongAir)('a diff', () => {
  const scene = useScene();
  const state = [
    'consumers:\n- username: partner\n  keyauth_credentials:\n  - key: aVerySecretKey123',
    '  basicauth_credentials:\n  - {username: door, password: anotherSecret456}',
    'upstreams:\n- name: pool\n  targets:\n  - target: 10.0.0.1:80',
    'vaults:\n- {name: env, prefix: my-vault, config: {prefix: MY_}}\n',
  ].join('\n');

  test('has no names and ids that are others in each run', async () => {
    await scene.gateways.createPlanes(flightPlane);
    await scene.extra(state);
    const [first, second] = [await scene.gateways.diff(flightOnly), await scene.gateways.diff(flightOnly)];
    const names = planeIn(first).diff?.changes.flatMap(({ kind, name }) =>
      kind === 'route' || kind === 'service' ? [] : [`${kind} ${name}`],
    );
    expect(names).toEqual([
      'basic-auth door of partner',
      'consumer partner',
      'key-auth of partner',
      'target 10.0.0.1:80 for upstream pool',
      'upstream pool',
      'vault my-vault',
    ]);
    expect(renderDeckJson(second)).toBe(renderDeckJson(first));
    expect(deckText(second)).toBe(deckText(first));
  });

  test('warns that a changed password is not changed', async () => {
    await scene.gateways.createPlanes(flightPlane);
    await scene.extra(state);
    await scene.gateways.sync(flightOnly);
    await scene.extra(state.replace('anotherSecret456', 'nextSecret789'));
    const report = await scene.gateways.sync(flightOnly);
    const line =
      scene.air
        .read(`${flight}/kong.yaml`)
        .split('\n')
        .findIndex((one) => one.includes('basicauth')) + 1;
    expect(planeIn(report).outcome).toBe('unchanged');
    expect(planeIn(report).diagnostics.filter(({ code }) => code === 'deck-warning')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: 'A password of basic authentication that changes here is not changed on the gateway',
        at: expect.objectContaining({ start: { line, column: 3 } }),
      }),
    ]);
  });
});
