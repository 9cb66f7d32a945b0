import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { showRange } from '@konduct/core/source/range';
import { lintDeck } from '@konduct/operations/deck/lint';
import type { LintDeckOptions } from '@konduct/operations/deck/options';
import { optionsFor } from '@konduct/operations/options.fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deckPath } from './deck-run.ts';
import { copyKongAir, hasKongAir, type KongAir } from './kong-air.ts';

const flight = 'KongAirlines/envs/dev/teams/flight-data';
const flights = `${flight}/services/KongAirlines/flights`;

describe.skipIf(deckPath === undefined || !hasKongAir)('linting Kong Air', () => {
  let air: KongAir;

  beforeEach(() => {
    air = copyKongAir();
  });

  afterEach(() => air.remove());

  const run = (options: Partial<LintDeckOptions> = {}) =>
    lintDeck(
      {
        ...optionsFor(air.workspace),
        failOn: 'error',
        ...options,
      },
      {
        environment: { PATH: dirname(deckPath ?? '') },
        maskSecret: () => {},
        onProgress: () => {},
        signal: new AbortController().signal,
      },
    );

  test('its rules, those it extends included, find something in every specification and nothing in decK files', async () => {
    const report = await run();
    const found = report.diagnostics.filter(({ code }) => code === 'deck-lint');
    expect(new Set(found.map(({ at }) => at?.file)).size).toBe(8);
    expect(found.every(({ at }) => at?.file.endsWith('/openapi.yaml'))).toBe(true);
    expect(report.exitCode).toBe(found.some(({ severity }) => severity === 'error') ? 1 : 0);
    // The health checks of Kong Air's services share a path.
    const overlaps = report.diagnostics.filter(({ code }) => code === 'deck-overlap');
    expect(overlaps).toHaveLength(4);
    expect(overlaps[0]).toMatchObject({ severity: 'warning', related: [{ message: 'The other route' }] });
  });

  test('only what changed, with the line', async () => {
    const path = `${flight}/kong.yaml`;
    writeFileSync(air.path(path), air.read(path).replace('    plugins: []', '    plugins: []\n    protocols: [http]'));
    const report = await run({ changed: [`konnect/${path}`, 'README.md', '-rf', '../../etc/passwd'] });
    const found = report.diagnostics.filter(({ code }) => code === 'deck-lint');
    expect(found.map(({ severity, message, at }) => [severity, message, at && showRange(at)])).toEqual([
      [
        'error',
        'Ensure https usage in Kong GW Routes, except for acme-dummy-service: `http` must equal to one of: [https]',
        `konnect/${path}:18:17`,
      ],
    ]);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'lint-failed' });
    expect(await run({ changed: [], failOn: 'never' })).toMatchObject({ exitCode: 0 });
  });

  test('changed rules concern every file of their kind', async () => {
    const report = await run({ changed: ['konnect/oas-file-rules.yaml'] });
    expect(new Set(report.diagnostics.filter(({ code }) => code === 'deck-lint').map(({ at }) => at?.file)).size).toBe(
      8,
    );
  });

  test('a rule that cannot be followed is one error, in the file of rules', async () => {
    writeFileSync(
      air.path('deck-file-rules.yaml'),
      'rules:\n  a:\n    given: $.services[*]\n    severity: error\n    then: {field: name, function: nope}\n',
    );
    const found = (await run()).diagnostics.filter(({ severity }) => severity === 'error');
    expect(found.map(({ code, at }) => [code, at && showRange(at)])).toEqual([
      ['deck-file', 'konnect/deck-file-rules.yaml:2:3'],
    ]);
  });

  test('a key that is there twice, wherever people write decK files, with both places', async () => {
    const extra = 'deck/timeouts.yaml';
    mkdirSync(air.path('deck'));
    writeFileSync(
      air.path(extra),
      '_format_version: "1.0"\npatches:\n- selectors: ["$..services[*]"]\n  values:\n    retries: 1\n    retries: 2\n',
    );
    const twice = (path: string) => {
      const text = air.read(path);
      writeFileSync(air.path(path), `${text}_format_version: "3.0"\n`);
      return [`konnect/${path}`, text.split('\n').length, 1];
    };
    const files = [`${flight}/kong.yaml`, `${flights}/ko-patch.yaml`, `${flights}/kong-from-oas.yaml`];
    const expected = files.map(twice);
    const found = async (options: Partial<LintDeckOptions> = {}) =>
      (await run(options)).diagnostics
        .filter(({ code }) => code === 'yaml-duplicate-key')
        .map(({ at }) => [at?.file, at?.start.line, at?.start.column]);
    expect(await found()).toEqual([[`konnect/${extra}`, 6, 5], ...expected].sort());
    expect(await found({ changed: [`konnect/${extra}`] })).toEqual([[`konnect/${extra}`, 6, 5]]);
    expect(await found({ changed: [] })).toEqual([]);
    rmSync(air.path('deck-file-rules.yaml'));
    expect(await found({ changed: [`konnect/${flight}/kong.yaml`] })).toEqual([expected[0]]);
    expect(await run()).toMatchObject({ exitCode: 1, failureReason: 'lint-failed' });
  });

  test('no host is called, whatever rules and specifications name', async () => {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      calls.push(request.url ?? '');
      response.end('type: object\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      writeFileSync(
        air.path(`${flights}/openapi.yaml`),
        air.read(`${flights}/openapi.yaml`).replace(/\$ref: .*/, `$ref: '${url}/schema'`),
      );
      expect((await run()).diagnostics.map(({ code }) => code)).toContain('spec-reference');
      const specification = (schema: string) =>
        `openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n    A:\n${schema}`;
      const only = { changed: [`konnect/${flights}/openapi.yaml`] };
      const ofFlights = async () =>
        (await run(only)).diagnostics.filter(({ at }) => at?.file === `konnect/${flights}/openapi.yaml`);
      const codes = async () => new Set((await ofFlights()).map(({ code }) => code));
      writeFileSync(
        air.path(`${flights}/openapi.yaml`),
        specification(`      $ref: # shared\n        ${url}/schema.yaml\n`),
      );
      expect(await codes()).toEqual(new Set(['spec-reference']));
      writeFileSync(
        air.path(`${flights}/openapi.yaml`),
        specification(
          `      $schema: '${url}/meta.yaml'\n      example: {$ref: '${url}/a.yaml'}\n      default: {"\\x24ref": '${url}/b.yaml'}\n      x-note: {$ref: ${url}/c.yaml}\n`,
        ),
      );
      const found = await ofFlights();
      expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['deck-lint']));
      // The text that decK was given has more lines.
      expect(found.every(({ at }) => at && at.start.line <= 10)).toBe(true);
      expect(found.some(({ at }) => at?.start.line === 2)).toBe(true);
      expect(calls).toEqual([]);
      writeFileSync(air.path('oas-file-rules.yaml'), `extends: ${url}/rules\nrules: {}\n`);
      expect((await run()).diagnostics.map(({ code }) => code)).toContain('deck-file');
      const rule = (schema: string) =>
        `rules:\n  a: {given: $.info, severity: error, then: {function: schema, functionOptions: {schema: ${schema}}}}\n`;
      writeFileSync(air.path('oas-file-rules.yaml'), rule(`{$ref: "${url}/x.yaml"}`));
      expect((await run()).diagnostics.map(({ code }) => code)).toContain('deck-file');
      expect(calls).toEqual([]);
    } finally {
      server.close();
    }
  });
});
