import { renderDeckJson } from '@konduct/operations/deck/document';
import { deckText } from '@konduct/operations/deck/markdown';
import { deckFindings } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flightOnly, flightPlane, outcomes, planeIn, useScene } from './scene.ts';

const message = (text: string) =>
  `plugins:\n- name: request-termination\n  config:\n    message: ${text}\n    status_code: 503\n`;
const variable = '${{ env "DECK_MSG" }}';

describe.skipIf(deckPath === undefined || !hasKongAir)('a comparison shows neither the old nor the new secret', () => {
  const scene = useScene();

  /** The shown fields of a plugin after its file and the variables change. */
  async function shown(before: [string, Record<string, string>], after: [string, Record<string, string>]) {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    await scene.extra(message(before[0]));
    const first = await gateways.sync(flightOnly, before[1]);
    expect(outcomes(first), JSON.stringify(deckFindings(first))).toMatchObject({ [flightPlane]: 'synced' });
    await scene.extra(message(after[0]));
    const diff = await gateways.diff(flightOnly, after[1]);
    expect(outcomes(diff), JSON.stringify(deckFindings(diff))).toMatchObject({ [flightPlane]: 'changes' });
    const everything = JSON.stringify([first, diff, gateways.progress, renderDeckJson(diff), deckText(diff)]);
    const fields = planeIn(diff).diff?.changes.flatMap((change) => change.fields);
    return { everything, fields };
  }

  test.each([
    ['a value', `'${variable}'`, 'OLDmsgSECRET77', 'correcthorse #battery-staple'],
    ['a value in a text', `'hello ${variable}'`, 'OLDmsgSECRET77', 'correcthorse #battery-staple'],
    ['a value of digits', `'${variable}'`, '31415926', '0o17777777'],
    ['a value that looks quoted', `'${variable}'`, '"OLDmsgSECRET77', '"esc\\u0041BCDE\\tXYZ"'],
    ['lines', `|-\n      ${'${{ env "DECK_MSG" | indent 6 }}'}`, 'OLDmsgSECRET77\nOLDline', "it's\nnewSECRET # 99"],
  ])('of %s', async (_, text, old, fresh) => {
    const { everything, fields } = await shown([text, { DECK_MSG: old }], [text, { DECK_MSG: fresh }]);
    expect(fields).toEqual([{ path: 'config.message', before: '[masked]', after: '[masked]' }]);
    for (const secret of [old, fresh])
      for (const part of secret.split('\n')) if (part.length >= 8) expect(leak(part, everything)).toBeUndefined();
    expect(everything).not.toMatch(/correcthorse|OLD|BCDE/);
  });

  test.each([
    [
      'replaced by a plain value',
      "'closed today'",
      { path: 'config.message', before: '[masked]', after: 'closed today' },
    ],
    ['taken out', 'null', { path: 'config.message', before: '[masked]' }],
  ])('of a variable that was %s', async (_, text, field) => {
    const old = 'OLDmsgSECRET77';
    const { everything, fields } = await shown([`'hello ${variable}'`, { DECK_MSG: old }], [text, {}]);
    expect(fields).toEqual([field]);
    expect(leak(old, everything)).toBeUndefined();
  });

  test('of a host, while the variable that no file reads any more is still set', async () => {
    const { gateways } = scene;
    const service = (host: string) => `services:\n- name: hidden\n  host: ${host}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.extra(service('\'${{ env "DECK_HOST" }}\''));
    await gateways.sync(flightOnly, { DECK_HOST: 'secret.old.example' });
    await scene.extra(service('new.example'));
    const diff = await gateways.diff(flightOnly, { DECK_HOST: 'secret.old.example' });
    const [change] = planeIn(diff).diff?.changes ?? [];
    expect(change?.fields).toEqual([{ path: 'host', before: '[masked]', after: '[masked]' }]);
  });

  describe('of what stands where nobody expects it', () => {
    const own = (config: string) => `plugins:\n- name: my-custom\n  config: ${config}\n`;
    const logs = (headers: string) =>
      `plugins:\n- name: http-log\n  config:\n    http_endpoint: https://log.example\n    headers: ${headers}\n`;
    const key = `'${variable}'`;
    const [old, fresh] = ['OLDkeySECRET77', 'NEWkeySECRET88'];

    test.each([
      ['a key of a table', own(`{table: {${key}: 1, clear: 2}}`), own(`{table: {${key}: 1, clear: 2}}`)],
      ['a key in a list', own(`{table: [{${key}: 1}]}`), own(`{table: [{${key}: 1}]}`)],
      ['the name of a header', logs(`{${key}: v}`), logs(`{${key}: v}`)],
      ['a key that is a plain one now', own(`{table: {${key}: 1}}`), own('{table: {plain: 1}}')],
      ['a header that is no more', logs(`{${key}: v, X-Other: w}`), logs('{X-Other: z}')],
      ['a list that is plain now', own(`{allow: [${key}, 10.0.0.1]}`), own('{allow: [10.0.0.2]}')],
    ])('%s', async (_, before, after) => {
      const { gateways } = scene;
      await gateways.createPlanes(flightPlane);
      await scene.extra(before);
      const created = await gateways.diff(flightOnly, { DECK_MSG: old });
      const synced = await gateways.sync(flightOnly, { DECK_MSG: old });
      expect(outcomes(synced), JSON.stringify(deckFindings(synced))).toMatchObject({ [flightPlane]: 'synced' });
      await scene.extra(after);
      const diff = await gateways.diff(flightOnly, after.includes(variable) ? { DECK_MSG: fresh } : {});
      expect(outcomes(diff), JSON.stringify(deckFindings(diff))).toMatchObject({ [flightPlane]: 'changes' });
      const reports = [created, synced, diff];
      const everything = JSON.stringify([gateways.progress, ...reports, ...reports.map(renderDeckJson)]);
      const texts = reports.map((report) => deckText(report)).join('');
      for (const secret of [old, fresh]) expect(leak(secret, everything + texts)).toBeUndefined();
      expect(everything + texts).not.toMatch(/OLDkey|NEWkey/);
    });

    test('a number that is a plain one now', async () => {
      const { gateways } = scene;
      await gateways.createPlanes(flightPlane);
      await scene.extra(own('\n    num: ${{ env "DECK_MSG" | toInt }}'));
      await gateways.sync(flightOnly, { DECK_MSG: '918273645' });
      await scene.extra(own('{num: 5}'));
      const [change] = planeIn(await gateways.diff(flightOnly)).diff?.changes ?? [];
      expect(change?.fields).toEqual([{ path: 'config.num', before: '[masked]', after: 5 }]);
    });
  });

  test('of what is taken over', async () => {
    const { gateways } = scene;
    const id = '2f6f5a52-6f0f-4c0e-9a77-0d8e5c1c6a01';
    const pluginId = '2f6f5a52-6f0f-4c0e-9a77-0d8e5c1c6a02';
    const file = (path: string, pin: number) =>
      `services:\n- id: ${id}\n  name: hook\n  host: h.example\n  path: ${path}\nplugins:\n- id: ${pluginId}\n  name: my-custom\n  config: {pin: ${pin}}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.byOthers(flightPlane, `_format_version: "3.0"\n${file('/hook/GATEWAYSECRETpath', 424242424)}`);
    await scene.extra(file('/plain', 5));
    const diff = await gateways.diff(flightOnly);
    const taken = planeIn(diff).diff?.changes.filter(({ action }) => action === 'takeover');
    expect(taken?.flatMap(({ fields }) => fields)).toEqual([
      { path: 'config.pin', before: '[masked]', after: 5 },
      { path: 'path', before: '[masked]', after: '/plain' },
    ]);
    expect(JSON.stringify([diff, renderDeckJson(diff), deckText(diff)])).not.toMatch(/GATEWAYSECRET|424242424/);
  });

  test('and what is no secret is still told', async () => {
    const { gateways } = scene;
    const limit = (minute: number) => `plugins:\n- name: rate-limiting\n  config: {minute: ${minute}, policy: local}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.extra(limit(5));
    await gateways.sync(flightOnly);
    await scene.extra(limit(9));
    const [change] = planeIn(await gateways.diff(flightOnly)).diff?.changes ?? [];
    expect(change?.fields).toEqual([{ path: 'config.minute', before: 5, after: 9 }]);
  });
});

describe.skipIf(deckPath === undefined || !hasKongAir)('what decK reports', () => {
  const scene = useScene();

  test('is whole for hundreds of routes, and readable whatever the variables hold', async () => {
    const { gateways } = scene;
    const routes = Array.from({ length: 300 }, (_, index) => `  - {name: route-${index}, paths: [/r${index}]}\n`).join(
      '',
    );
    await gateways.createPlanes(flightPlane);
    await scene.extra(
      `services:\n- name: many\n  host: h.example\n  enabled: ${'${{ env "DECK_ON" | toBool }}'}\n  routes:\n${routes}`,
    );
    for (let run = 0; run < 3; run += 1) {
      const diff = planeIn(await gateways.diff(flightOnly, { DECK_ON: 'true' }));
      expect(diff.diff?.summary.creates).toBe(310);
    }
    expect(planeIn(await gateways.sync(flightOnly, { DECK_ON: 'true' }))).toMatchObject({
      outcome: 'synced',
      done: { creates: 310 },
    });
  });
});
