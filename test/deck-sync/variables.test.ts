import { showRange } from '@konduct/core/source/range';
import { deckFindings } from '@konduct/operations/deck/report';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath } from './deck-run.ts';
import { hasKongAir } from './kong-air.ts';
import { flight, flightOnly, flightPlane, outcomes, planeIn, useScene } from './scene.ts';

const variable = '${{ env "DECK_KEY" }}';
const block = '|-\n      ${{ env "DECK_KEY" | indent 6 }}';
const plugin = (text: string) => `plugins:\n- name: request-termination\n  config:\n    message: ${text}\n`;

describe.skipIf(deckPath === undefined || !hasKongAir)('what a variable holds', () => {
  const scene = useScene();

  const messages = async () =>
    (await scene.gateways.entities(flightPlane, 'plugins')).map(
      ({ config }) => (config as { message: unknown }).message,
    );

  test.each([
    ['digits', `'${variable}'`, '1234567890'],
    ['digits of another kind', `'${variable}'`, '0o17777777'],
    ['what looks like a comment', `'${variable}'`, 'correcthorse #battery-staple'],
    ['what looks quoted', `'${variable}'`, '"esc\\u0041BCDE\\tXYZ"'],
    ['what looks empty', `'${variable}'`, '~'],
    ['in a text', `'hello ${variable} and more'`, 'a: b # c'],
    ['quotes', block, `it's "quoted"`],
    ['lines', block, '-----BEGIN KEY-----\nMII+/=\n\n  x\n-----END KEY-----'],
  ])('reaches the gateway as it is: %s', async (_, text, value) => {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    await scene.extra(plugin(text));
    const report = await gateways.sync(flightOnly, { DECK_KEY: value });
    expect(outcomes(report), JSON.stringify(planeIn(report).diagnostics)).toMatchObject({ [flightPlane]: 'synced' });
    expect(await messages()).toEqual([text.startsWith("'hello") ? `hello ${value} and more` : value]);
  });

  test.each([
    ['lines in quotes', `'${variable}'`, 'two\nlines', 'deck-variable'],
    ['a quote in quotes', `'${variable}'`, "it''sQUOTED99", 'deck-variable'],
    ['nothing at all', `'${variable}'`, undefined, 'deck-variable-unset'],
  ])('is not given to decK where it would be another: %s', async (_, text, value, code) => {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    await scene.extra(plugin(text));
    scene.simulator.resetLog();
    const report = await gateways.sync(flightOnly, value === undefined ? {} : { DECK_KEY: value });
    const [problem] = planeIn(report).diagnostics.filter(({ severity }) => severity === 'error');
    const line =
      scene.air
        .read(`${flight}/kong.yaml`)
        .split('\n')
        .findIndex((one) => one.includes('${{')) + 1;
    expect([problem?.code, problem?.at && showRange(problem.at)]).toEqual([
      code,
      `konnect/${flight}/kong.yaml:${line}:15`,
    ]);
    expect(JSON.stringify(report)).not.toMatch(/two\\n|QUOTED99/);
    expect(report.failureReason).toBe(code === 'deck-variable-unset' ? 'missing-secret' : 'deck-failed');
    expect(scene.writes()).toBe(0);
  });

  test('is told where the committed file names it, however that is written', async () => {
    const { gateways, air } = scene;
    await gateways.createPlanes(flightPlane);
    await scene.extra(plugin(`'${variable}'`));
    const path = `${flight}/kong.yaml`;
    const { plugins, ...others } = parse(air.read(path));
    const text = `{\n"plugins": ${JSON.stringify(plugins)},\n${JSON.stringify(others).slice(1)}`;
    const quoted = JSON.stringify(variable);
    scene.write(path, text.replace(quoted, `'${variable}'`));
    const report = await gateways.sync(flightOnly, {});
    const [problem] = planeIn(report).diagnostics.filter(({ severity }) => severity === 'error');
    const column = (air.read(path).split('\n')[1]?.indexOf('${{') ?? 0) + 1;
    expect([problem?.code, problem?.at && showRange(problem.at)]).toEqual([
      'deck-variable-unset',
      `konnect/${path}:2:${column}`,
    ]);
    expect(outcomes(await gateways.sync(flightOnly, { DECK_KEY: 'yes' }))).toMatchObject({ [flightPlane]: 'synced' });
    expect(await messages()).toEqual(['yes']);
  });

  test('is read by a template of one form only, and by no other secret is missing', async () => {
    const { gateways } = scene;
    await gateways.createPlanes(flightPlane);
    scene.write(
      `${flight}/deck/extra.yaml`,
      `_format_version: "3.0"\n${plugin(`'${variable.replace(' }}', ' | upper }}')}'`)}`,
    );
    const report = await gateways.diff(flightOnly, { DECK_KEY: 'x' });
    expect(deckFindings(report)).toContainEqual(expect.objectContaining({ code: 'deck-variable', severity: 'error' }));
    expect(report.failureReason).toBe('deck-failed');
  });

  test('is text where a number is wanted, and how to have one is told', async () => {
    const { gateways } = scene;
    const service = (port: string) => `services:\n- {name: typed, host: h.example, port: ${port}}\n`;
    await gateways.createPlanes(flightPlane);
    await scene.extra(service(`'\${{ env "DECK_PORT" }}'`));
    const report = await gateways.sync(flightOnly, { DECK_PORT: '8443' });
    expect(planeIn(report).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'deck-failed', fix: expect.stringContaining('| toInt') }),
    );
    await scene.extra(service(`'\${{ env "DECK_PORT" | toInt }}'`));
    expect(planeIn(await gateways.sync(flightOnly, { DECK_PORT: '8443' })).outcome).toBe('synced');
    const typed = (await gateways.entities(flightPlane, 'services')).find(({ name }) => name === 'typed');
    expect(typed?.port).toBe(8443);
  });

  test('keeps the quotes that decK takes away, and its indentation', async () => {
    await scene.extra(
      `${plugin(`'${variable}'`)}certificates:\n- id: 5b1f2a70-0000-4000-8000-000000000001\n  cert: |\n    \${{ env "DECK_CERT" | indent 4 }}\n  key: |-\n              \${{ env "DECK_CERTKEY" | indent 14 }}\n`,
    );
    const text = scene.air.read(`${flight}/kong.yaml`);
    expect(text).toContain(`message: '${variable}'\n`);
    expect(text).toContain('- cert: |\n    ${{ env "DECK_CERT" | indent 4 }}\n');
    expect(text).toContain('  key: |-\n    ${{ env "DECK_CERTKEY" | indent 4 }}\n');
    // A file without quotes is written again, though it has the same values.
    scene.write(`${flight}/kong.yaml`, text.replace(`'${variable}'`, variable));
    const report = await scene.gateways.diff(flightOnly, { DECK_KEY: 'x', DECK_CERT: 'y', DECK_CERTKEY: 'z' });
    expect(outcomes(report)).toMatchObject({ [flightPlane]: 'stale' });
  });
});
