import { rmSync, truncateSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { found, refuses } from './refused.ts';
import { apply, check } from './run.ts';
import { createSmallPlatform, small, smallEnvironment } from './small-platform.ts';

/** Fifty lines of aliases for more values than fit into any memory. */
const bomb = Array.from({ length: 50 }, (_, line) => {
  const above = line === 0 ? 'x' : `*a${line - 1}`;
  return `a${line}: &a${line} [${Array(10).fill(above).join(', ')}]\n`;
}).join('');

/** The same lines below a key. */
const inside = bomb.replace(/^/gm, '  ').trimEnd();

test('the platform that is spoilt below is valid', async () => {
  const platform = createSmallPlatform();
  expect(await check(platform)).toMatchObject({ exitCode: 0, diagnostics: [] });
  platform.remove();
});

describe('YAML', () => {
  refuses([
    {
      name: 'a syntax error',
      spoil: (platform) => platform.edit(small.teams, 'Where we fly', '"Where we fly'),
      findings: [['yaml-syntax', `${small.teams}:3:18`, 'never closed']],
    },
    {
      name: 'a duplicate key',
      spoil: (platform) => platform.edit(small.teams, 'name: flights\n', 'name: flights\n        name: planes\n'),
      findings: [['yaml-duplicate-key', `${small.teams}:7:9`, '`name`']],
    },
    {
      name: 'a bomb of aliases in a manifest',
      spoil: (platform) => platform.write(small.teams, bomb),
      findings: [['yaml-alias-limit', `${small.teams}:5:45`, '100000']],
    },
    {
      name: 'a bomb of aliases in a blueprint',
      spoil: (platform) => platform.write('konnect/blueprints/service.yaml', bomb),
      findings: [['yaml-alias-limit', 'konnect/blueprints/service.yaml:5:45', '100000']],
    },
    {
      name: 'a bomb of aliases in a staged specification',
      spoil: (platform) => platform.write(small.specification, platform.read(small.specification) + bomb),
      findings: [['yaml-alias-limit', `${small.specification}:10:45`, '100000']],
    },
    {
      name: 'a manifest nested a hundred thousand levels deep',
      spoil: (platform) => platform.write(small.teams, `teams: ${'['.repeat(100_000)}`),
      findings: [['yaml-depth', `${small.teams}:1:136`, '128']],
    },
    {
      name: 'a staged specification nested a hundred thousand levels deep',
      spoil: (platform) => platform.write(small.specification, `openapi: 3.0.3\ninfo: ${'{a: '.repeat(100_000)}`),
      findings: [['yaml-depth', expect.stringContaining(small.specification), '128']],
    },
  ]);
});

describe('manifests', () => {
  refuses([
    {
      name: 'an unknown key',
      spoil: (platform) => platform.edit(small.teams, 'description:', 'descripton:'),
      findings: [['manifest-unknown-key', `${small.teams}:3:5`, '`descripton`']],
    },
    {
      name: 'a value of the wrong type',
      spoil: (platform) => platform.edit(small.teams, 'Where we fly', '[Where, we, fly]'),
      findings: [['manifest-type', `${small.teams}:3:18`, '`teams.flights.description` must be text']],
    },
    {
      name: 'an unknown team',
      spoil: (platform) =>
        platform.edit(small.organizations, 'region: us', 'region: us\n        teams:\n          flight: {}'),
      findings: [['reference-unknown', `${small.organizations}:11:11`, '`flight`']],
    },
    {
      name: 'two services that would be one API',
      spoil: (platform) =>
        platform.edit(
          small.teams,
          'flights.git\n',
          'flights.git\n      acme/planes: {name: flights, git: {remote: "https://github.com/acme/planes.git"}}\n',
        ),
      findings: [['api-name-conflict', `${small.teams}:9:27`, '`flights-dev`']],
    },
    {
      name: 'one team in two files',
      spoil: (platform) => platform.edit(small.platform, 'platform:', 'teams: {flights: {}}\nplatform:'),
      findings: [['manifest-duplicate', `${small.teams}:2:3`, 'The team `flights` is defined twice']],
    },
    {
      name: 'no organization at all',
      spoil: (platform) => rmSync(platform.path(small.organizations)),
      findings: [['manifest-required', '', '`organizations`']],
    },
  ]);
});

describe('staged specifications', () => {
  refuses(
    ['""', '" "'].map((version) => ({
      name: `the version ${version}`,
      spoil: (platform) =>
        platform.write(small.specification, `openapi: 3.1.0\ninfo:\n  title: a\n  version: ${version}\n`),
      findings: [['spec-invalid', `${small.specification}:4:12`, '`info.version`']],
    })),
  );
});

describe('one finding and no more', () => {
  let platform: PlatformDirectory;
  beforeEach(() => {
    platform = createSmallPlatform();
  });
  afterEach(() => platform.remove());

  test('an empty file is a warning, because the others may be all there is to say', async () => {
    platform.write(small.platform, '');
    const report = await check(platform);
    expect(report.exitCode).toBe(0);
    expect(found(report.diagnostics)).toContainEqual([
      'file-empty',
      `${small.platform}:1:1`,
      expect.stringContaining('holds no document'),
    ]);
  });

  test('a file that cannot be read does not make what it defines unknown', async () => {
    platform.edit(
      small.organizations,
      'region: us',
      'region: us\n        teams: {flights: {services: {acme/flights: }}}',
    );
    platform.write(small.teams, Buffer.from([0x80]));
    expect(found((await check(platform)).diagnostics).map(([code]) => code)).toEqual(['file-encoding']);
  });
});

test.each([
  [
    'a bomb in the part of a specification that a run reads',
    small.specification,
    'title: Flights',
    `title: Flights\n${inside}`,
  ],
  ['a specification that is none', small.specification, 'openapi: 3.0.3', 'swagger: 1.2'],
  ['a manifest with an unknown key', small.teams, 'description:', 'descripton:'],
])('an apply asks Konnect nothing when it meets %s', async (_, file, from, to) => {
  const platform = createSmallPlatform();
  const konnect = await startKonnect();
  platform.edit(file, from, to);
  const report = await apply(platform, konnect, { environment: smallEnvironment });
  expect(report).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration', organizations: [] });
  expect(konnect.stats().calls).toBe(0);
  await konnect.close();
  platform.remove();
});

describe('files', () => {
  refuses([
    {
      name: 'no platform directory',
      spoil: (platform) => rmSync(platform.path('konnect'), { recursive: true }),
      findings: [['file-missing', 'konnect:1:1', 'There is no platform directory']],
    },
    {
      name: 'a platform directory without manifests',
      spoil: (platform) => {
        for (const file of [small.platform, small.teams, small.organizations]) rmSync(platform.path(file));
      },
      findings: [['file-missing', 'konnect:1:1', 'no manifest in konnect']],
    },
    {
      name: 'a manifest that is named and not there',
      spoil: () => {},
      settings: { manifests: ['more.yaml'] },
      findings: [['file-missing', 'more.yaml:1:1', 'more.yaml does not exist']],
    },
    {
      name: 'a manifest that is a folder',
      spoil: (platform) => {
        rmSync(platform.path(small.teams));
        platform.write(`${small.teams}/file`, '');
      },
      findings: [['file-unreadable', `${small.teams}:1:1`, 'is not a file']],
    },
    {
      name: 'a manifest that is not UTF-8',
      spoil: (platform) => platform.write(small.teams, Buffer.from('teams: {flüge: {}}\n', 'latin1')),
      findings: [['file-encoding', `${small.teams}:1:1`, 'is not UTF-8']],
    },
    {
      name: 'a staged specification that is not UTF-8',
      spoil: (platform) => platform.write(small.specification, Buffer.from('\ufeffopenapi: 3.0.3\n', 'utf16le')),
      findings: [['file-encoding', `${small.specification}:1:1`, 'is not UTF-8']],
    },
    {
      name: 'a manifest of 100 MB',
      spoil: (platform) => truncateSync(platform.path(small.teams), 100 * 1024 * 1024),
      findings: [['file-too-large', `${small.teams}:1:1`, '100 MB, more than the 5 MB']],
    },
    {
      name: 'a staged specification of 100 MB',
      spoil: (platform) => truncateSync(platform.path(small.specification), 100 * 1024 * 1024),
      findings: [['file-too-large', `${small.specification}:1:1`, '100 MB, more than the 32 MB']],
    },
    {
      name: 'a blueprint of 100 MB',
      spoil: (platform) => {
        platform.write('konnect/blueprints/service.yaml', '');
        truncateSync(platform.path('konnect/blueprints/service.yaml'), 100 * 1024 * 1024);
      },
      findings: [['file-too-large', 'konnect/blueprints/service.yaml:1:1', '100 MB, more than the 5 MB']],
    },
    {
      name: 'a name that no file can have',
      spoil: (platform) => platform.edit(small.teams, 'acme/flights:', `${'a'.repeat(300)}:`),
      findings: [['path-conflict', `${small.teams}:5:7`, 'more than 255 bytes']],
    },
  ]);
});

describe('staged specifications that are not OpenAPI', () => {
  refuses(
    (
      [
        ['something else in YAML', 'hello: world\n', ':1:1', 'neither `openapi` nor `swagger`'],
        ['text', 'Hello, world\n', ':1:1', 'it is text'],
        ['nothing', '', ':1:1', 'it is empty'],
        ['another version', 'openapi: 2.0.0\ninfo: {title: a, version: b}\n', ':1:10', 'openapi: 2.0.0'],
        ['no title', 'openapi: 3.0.3\ninfo: {version: 1.0.0}\n', ':2:7', '`info.title`'],
        ['no version', 'openapi: 3.0.3\ninfo: {title: a}\n', ':2:7', '`info.version`'],
      ] as const
    ).map(([name, text, place, message]) => ({
      name,
      spoil: (platform) => platform.write(small.specification, text),
      findings: [['spec-invalid', `${small.specification}${place}`, message]],
    })),
  );
});
