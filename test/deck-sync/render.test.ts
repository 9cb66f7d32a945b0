import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { showRange } from '@konduct/core/source/range';
import { render } from '@konduct/deck/render/render';
import { checkStale } from '@konduct/deck/render/stale';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deckPath, startDeck } from './deck-run.ts';
import { copyKongAir, hasKongAir, type KongAir } from './kong-air.ts';

const flight = 'KongAirlines/envs/dev/teams/flight-data';
const flights = `${flight}/services/KongAirlines/flights`;

describe.skipIf(deckPath === undefined || !hasKongAir)('Kong Air', () => {
  let air: KongAir;
  let started: ReturnType<typeof startDeck>;

  beforeEach(() => {
    air = copyKongAir();
    started = startDeck();
  });

  afterEach(() => {
    air.remove();
    started.end();
  });

  const write = (relative: string, text: string) => {
    mkdirSync(dirname(air.path(relative)), { recursive: true });
    writeFileSync(air.path(relative), text);
  };
  const renderAll = () => render(air.teams, air.tree(), started.deck);
  const fileCommands = () => started.runner.commands.map(({ args }) => args[1]);

  test('renders from nothing what koctl committed, as YAML values', async () => {
    const committed = new Map<string, string>();
    for (const team of air.teams) {
      const paths = team.services.flatMap(({ directory }) =>
        ['ko-patch.yaml', 'kong-from-oas.yaml'].map((name) => `${directory}/${name}`),
      );
      for (const path of paths) {
        committed.set(path, air.read(path));
        rmSync(air.path(path));
      }
      committed.set(`${team.directory}/kong.yaml`, air.read(`${team.directory}/kong.yaml`));
    }
    const { files, diagnostics, counts } = await renderAll();
    expect(diagnostics).toEqual([]);
    expect(counts).toEqual({ rendered: 8, kept: 0, merged: 4 });
    expect(committed.size).toBe(20);
    for (const [path, text] of committed) {
      expect(parse(files.get(path) ?? ''), path).toEqual(parse(text));
      // koctl uses the same library for these files.
      if (path.endsWith('ko-patch.yaml')) expect(files.get(path)).toBe(text);
    }
  });

  test('nothing is stale, and what is rendered a second time needs no decK', async () => {
    expect((await checkStale(air.teams, air.tree(), started.deck)).diagnostics).toEqual([]);
    const first = await renderAll();
    air.tree().write(first.files);
    const before = started.runner.commands.length;
    const second = await renderAll();
    expect(started.runner.commands.length).toBe(before);
    expect(second.counts).toEqual({ rendered: 0, kept: 8, merged: 0 });
    expect(second.files).toEqual(first.files);
    expect(air.tree().write(second.files)).toEqual([]);
  });

  test('one changed specification: one conversion, one patch, one merge', async () => {
    air.tree().write((await renderAll()).files);
    started.runner.commands.length = 0;
    write(`${flights}/openapi.yaml`, air.read(`${flights}/openapi.yaml`).replace('  /health:', '  /healthy:'));
    const { files, counts } = await renderAll();
    expect(counts).toEqual({ rendered: 1, kept: 7, merged: 1 });
    expect(fileCommands()).toEqual(['openapi2kong', 'patch', 'merge']);
    expect(air.tree().write(files).sort()).toEqual([
      `${flight}/konduct-deck.json`,
      `${flight}/kong.yaml`,
      `${flights}/kong-from-oas.yaml`,
    ]);
  });

  test('a changed file is stale, whatever its record says', async () => {
    air.tree().write((await renderAll()).files);
    const path = `${flight}/kong.yaml`;
    write(path, air.read(path).replace('host: api-2.kong-air.com', 'host: evil.example.com'));
    expect(
      (await checkStale(air.teams, air.tree(), started.deck)).diagnostics.map(({ code, at }) => [code, at?.file]),
    ).toEqual([['deck-stale', `konnect/${path}`]]);
    rmSync(air.path(path));
    const [missing] = (await checkStale(air.teams, air.tree(), started.deck)).diagnostics;
    expect(missing).toMatchObject({
      code: 'deck-stale',
      message: `konnect/${path} is not committed, and its sources render to one`,
    });
  });

  test('what decK would read in another way than we is stale, and is never what decK is given', async () => {
    air.tree().write((await renderAll()).files);
    const state = `${flight}/kong.yaml`;
    const converted = `${flights}/kong-from-oas.yaml`;
    const before = air.read(state);
    const octal = (text: string) => text.replace(/^( +)port: 443$/m, '$1port: 0443');
    expect(octal(before)).not.toBe(before);
    write(converted, octal(air.read(converted)));
    write(state, octal(before));
    const { diagnostics, fresh } = await checkStale(air.teams, air.tree(), started.deck);
    expect(diagnostics.map(({ code, at }) => [code, at?.file])).toEqual([
      ['deck-stale', `konnect/${state}`],
      ['deck-stale', `konnect/${converted}`],
    ]);
    expect(parse(fresh.get(state) ?? '')).toEqual(parse(before));
    expect(fresh.get(state)).not.toContain('0443');
    air.tree().write((await renderAll()).files);
    expect((await checkStale(air.teams, air.tree(), started.deck)).diagnostics).toEqual([]);
    expect(air.read(state)).not.toContain('0443');
  });

  test('how a file is written does not make it stale, and it is left as it is', async () => {
    const path = `${flight}/kong.yaml`;
    write(path, JSON.stringify(parse(air.read(path))));
    expect((await checkStale(air.teams, air.tree(), started.deck)).diagnostics).toEqual([]);
    const { files } = await renderAll();
    expect(files.get(path)).toBe(air.read(path));
  });

  test('a patch that a person edited is kept, works, and is said', async () => {
    const path = `${flights}/ko-patch.yaml`;
    write(
      path,
      `${air.read(path)}        read_timeout: 1000\n`.replace('        read_timeout', '        read_timeout'),
    );
    const edited = air
      .read(path)
      .replace('      values:\n', '      values:\n        retries: 9\n')
      .replace(/ {8}read_timeout.*\n/, '');
    write(path, edited);
    const { files, diagnostics } = await renderAll();
    expect(files.get(path)).toBe(edited);
    expect(diagnostics.map(({ severity, code, at }) => [severity, code, at?.file])).toEqual([
      ['note', 'deck-patch-edited', `konnect/${path}`],
    ]);
    expect(parse(files.get(`${flight}/kong.yaml`) ?? '').services[1]).toMatchObject({
      name: 'flights-service',
      retries: 9,
    });
  });

  test('a patch with a key twice is not used: what was there stays', async () => {
    air.tree().write((await renderAll()).files);
    const path = `${flights}/ko-patch.yaml`;
    write(path, air.read(path).replace('      values:', '      values: {retries: 9}\n      values:'));
    const before = air.read(`${flights}/kong-from-oas.yaml`);
    const { files, diagnostics } = await renderAll();
    expect(diagnostics.map(({ code, at }) => [code, at && showRange(at)])).toEqual([
      ['yaml-duplicate-key', `konnect/${path}:6:7`],
    ]);
    expect(files.get(path)).toBe(air.read(path));
    expect(files.get(`${flights}/kong-from-oas.yaml`)).toBe(before);
  });

  test('extra files: patches for all services, entities for the team, patches for one service', async () => {
    const patch = (field: string) =>
      `_format_version: "1.0"\npatches:\n- selectors: ["$..services[*]"]\n  values: {${field}}\n`;
    write('deck/10-timeouts.yaml', patch('read_timeout: 5000, write_timeout: 5000'));
    write(`${flight}/deck/plugins.yaml`, '_format_version: "3.0"\nplugins:\n- name: prometheus\n');
    write(`${flights}/deck/timeouts.yaml`, patch('read_timeout: 9000'));
    const { files, diagnostics } = await renderAll();
    expect(diagnostics).toEqual([]);
    const state = parse(files.get(`${flight}/kong.yaml`) ?? '');
    expect(state.plugins).toEqual([{ name: 'prometheus' }]);
    expect(
      state.services.map((service: Record<string, unknown>) => [service.read_timeout, service.write_timeout]),
    ).toEqual([
      [5000, 5000],
      [9000, 5000],
    ]);
  });

  test.each([
    ['_format_version: "3.0"\n_konnect: {control_plane_name: other}\n', 'deck-file'],
    ['_format_version: "3.0"\n_info: {select_tags: [mine]}\n', 'deck-file'],
    ['just: text\n', 'deck-file'],
    ['_format_version: "3.0"\nplugins: []\nplugins: []\n', 'yaml-duplicate-key'],
    ['a: [\n', 'yaml-syntax'],
    ['_format_version: "3.0"\nservices:\n- name: ${{ env "DECK_KONNECT_TOKEN" }}\n', 'deck-variable'],
    ['_format_version: "3.0"\nservices:\n- name: ${{ env (printf "DECK_%s" "KONNECT_TOKEN") }}\n', 'deck-variable'],
    ['_format_version: "3.0"\nservices:\n- name: a ${{ env "DECK_A"\n', 'deck-variable'],
  ])('an extra file that cannot be: %j', async (text, code) => {
    write('deck/extra.yaml', text);
    const { diagnostics } = await renderAll();
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.at?.file])).toContainEqual([
      code,
      'konnect/deck/extra.yaml',
    ]);
  });

  test('a file with an error leaves the merged file as it was, with the entities that the file had', async () => {
    const extra = `${flight}/deck/plugins.yaml`;
    write(extra, '_format_version: "3.0"\nplugins:\n- name: cors\n');
    const merged = (await renderAll()).files.get(`${flight}/kong.yaml`) ?? '';
    expect(merged).toContain('name: cors');
    write(`${flight}/kong.yaml`, merged);
    write(extra, '_format_version: "3.0"\n_workspace: another\nplugins:\n- name: cors\n');
    const { files, diagnostics } = await renderAll();
    expect(diagnostics).toMatchObject([{ severity: 'error' }]);
    expect(files.get(`${flight}/kong.yaml`)).toBe(merged);
  });

  test('a specification decK cannot read keeps what was there and stops nobody', async () => {
    air.tree().write((await renderAll()).files);
    const before = air.read(`${flights}/kong-from-oas.yaml`);
    write(
      `${flights}/openapi.yaml`,
      'openapi: 3.0.0\ninfo: {title: a, version: "1"}\npaths: {/a: {get: {x-kong-plugin-a: 7}}}\n',
    );
    const { files, held } = await renderAll();
    expect(held).toMatchObject([
      { severity: 'error', code: 'deck-failed', at: { file: `konnect/${flights}/openapi.yaml` } },
    ]);
    expect(files.get(`${flights}/kong-from-oas.yaml`)).toBe(before);
    expect(parse(files.get(`${flight}/kong.yaml`) ?? '').services).toHaveLength(2);
  });

  const document = (paths: string) =>
    `openapi: 3.0.0\ninfo: {title: a, version: "1"}\nservers: [{url: "https://a.example.com"}]\n${paths}`;
  const bomb = Array.from(
    { length: 8 },
    (_, index) =>
      `x-${index + 1}: &a${index + 1} [${Array(9)
        .fill(index === 0 ? '1' : `*a${index}`)
        .join(', ')}]`,
  ).join('\n');

  test.each([
    ['a file', document('paths: {/a: {$ref: "../../../../../../../../etc/passwd"}}\n'), 'spec-reference'],
    ['a host', document('paths: {/a: {"$ref" : http://169.254.169.254/latest}}\n'), 'spec-reference'],
    ['a reference spelled with escapes', document('paths: {/a: {"\\x24ref": "/etc/passwd"}}\n'), 'spec-reference'],
    ['an aliased reference', document('x: &k $ref\npaths: {/a: {*k : /etc/passwd}}\n'), 'spec-reference'],
    [
      'a reference behind a comment',
      document('paths:\n  /a:\n    $ref: # shared\n      http://169.254.169.254/latest/x.yaml\n'),
      'spec-reference',
    ],
    ['a YAML bomb', document(`${bomb}\npaths: {/a: {x-kong-plugin-x: {config: *a8}}}\n`), 'yaml-alias-limit'],
  ])('%s in a specification is refused before decK sees it', async (_, text, code) => {
    write(`${flights}/openapi.yaml`, text);
    const { held } = await renderAll();
    expect(held.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(started.runner.commands.some(({ input }) => input === text)).toBe(false);
  });

  test('addresses in data of a specification do not stand in its way', async () => {
    const text = document(
      "x-note: {$ref: 'http://169.254.169.254/a.yaml'}\npaths: {/a: {get: {responses: {'200': {description: x, content: {a: {example: {$ref: b.yaml}}}}}}}}\n",
    );
    write(`${flights}/openapi.yaml`, text);
    const { diagnostics } = await renderAll();
    expect(diagnostics).toEqual([]);
    expect(started.runner.commands.some(({ input }) => input?.includes('169.254') || input?.includes('b.yaml'))).toBe(
      false,
    );
  });

  test('a specification cannot read the variables of the platform', async () => {
    const service = 'x-kong-service-defaults: {path: \'/${{ env "DECK_SECRET" }}\'}\n';
    write(`${flights}/openapi.yaml`, air.read(`${flights}/openapi.yaml`).replace('paths:', `${service}paths:`));
    const { held } = await renderAll();
    expect(held.map(({ code, at }) => [code, at?.file])).toEqual([
      ['deck-variable', `konnect/${flights}/openapi.yaml`],
    ]);
    // The same text in a description has no effect.
    write(
      `${flights}/openapi.yaml`,
      air
        .read(`${flights}/openapi.yaml`)
        .replace(service, '')
        .replace(/description: .*/, "description: '${{ secrets.X }}'"),
    );
    expect((await renderAll()).diagnostics).toEqual([]);
  });

  test('100 MB and links are refused', async () => {
    writeFileSync(air.path(`${flights}/openapi.yaml`), document(''));
    appendFileSync(air.path(`${flights}/openapi.yaml`), Buffer.alloc(100 * 1024 * 1024, '#'));
    expect((await renderAll()).held.map(({ code }) => code)).toEqual(['file-too-large']);
    rmSync(air.path(`${flights}/openapi.yaml`));
    symlinkSync('/etc/passwd', air.path(`${flights}/openapi.yaml`));
    expect((await renderAll()).held.map(({ code }) => code)).toEqual(['file-symlink']);
  });

  test('a service that is gone is gone from the file, and the last one leaves a file that asks for nothing', async () => {
    air.tree().write((await renderAll()).files);
    const [team] = air.teams.filter(({ directory }) => directory === flight);
    if (!team) throw new Error('there is no such team');
    const without = await render([{ ...team, services: team.services.slice(1) }], air.tree(), started.deck);
    expect(parse(without.files.get(`${flight}/kong.yaml`) ?? '').services).toHaveLength(1);
    const none = await render([{ ...team, services: [] }], air.tree(), started.deck);
    expect(parse(none.files.get(`${flight}/kong.yaml`) ?? '')).toEqual({ _format_version: '3.0', services: [] });
  });
});
