import { renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { showRange } from '@konduct/core/source/range';
import type { Simulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startKonnect } from './konnect.ts';
import type { PlatformDirectory } from './platform-directory.ts';
import { apply, check, type RunSettings } from './run.ts';
import { createSmallPlatform, small, smallEnvironment } from './small-platform.ts';

let platform: PlatformDirectory;

beforeEach(() => {
  platform = createSmallPlatform();
});
afterEach(() => platform.remove());

/** What is wrong, where, and a word the message must have. */
type Finding = readonly [code: DiagnosticCode, at: string, message: string];

function found(diagnostics: readonly Diagnostic[]): string[][] {
  return diagnostics.map(({ code, at, message }) => [code, at ? showRange(at) : '', message]);
}

function expected(findings: readonly Finding[]): unknown[] {
  return findings.map(([code, at, message]) => [code, at, expect.stringContaining(message)]);
}

interface Case {
  readonly name: string;
  readonly spoil: () => void;
  readonly findings: readonly Finding[];
  readonly settings?: RunSettings;
}

/** A valid run refuses what is spoilt, with exactly these findings. */
function refuses(cases: readonly Case[]): void {
  test.each(cases)('$name', async ({ spoil, findings, settings }) => {
    spoil();
    const report = await check(platform, settings);
    expect(found(report.diagnostics)).toEqual(expected(findings));
    expect(report.diagnostics.every(({ fix }) => fix !== undefined && fix !== '')).toBe(true);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'invalid-configuration' });
  });
}

test('the platform that is spoilt below is valid', async () => {
  const report = await check(platform);
  expect(report).toMatchObject({ exitCode: 0, diagnostics: [] });
});

describe('YAML', () => {
  refuses([
    {
      name: 'a syntax error',
      spoil: () => platform.edit(small.teams, 'Where we fly', '"Where we fly'),
      findings: [['yaml-syntax', `${small.teams}:3:18`, 'never closed']],
    },
    {
      name: 'a duplicate key',
      spoil: () => platform.edit(small.teams, 'name: flights\n', 'name: flights\n        name: planes\n'),
      findings: [['yaml-duplicate-key', `${small.teams}:7:9`, '`name`']],
    },
    {
      name: 'a bomb of aliases in a manifest',
      spoil: () => platform.write(small.teams, bomb),
      findings: [['yaml-alias-limit', `${small.teams}:5:45`, '100000']],
    },
    {
      name: 'a bomb of aliases in a blueprint',
      spoil: () => platform.write('konnect/blueprints/service.yaml', bomb),
      findings: [['yaml-alias-limit', 'konnect/blueprints/service.yaml:5:45', '100000']],
    },
    {
      name: 'a bomb of aliases in a staged specification',
      spoil: () => platform.write(small.specification, platform.read(small.specification) + bomb),
      findings: [['yaml-alias-limit', `${small.specification}:10:45`, '100000']],
    },
    {
      name: 'a manifest nested a hundred thousand levels deep',
      spoil: () => platform.write(small.teams, `teams: ${'['.repeat(100_000)}`),
      findings: [['yaml-depth', `${small.teams}:1:136`, '128']],
    },
    {
      name: 'a staged specification nested a hundred thousand levels deep',
      spoil: () => platform.write(small.specification, `openapi: 3.0.3\ninfo: ${'{a: '.repeat(100_000)}`),
      findings: [['yaml-depth', expect.stringContaining(small.specification), '128']],
    },
  ]);
});

describe('manifests', () => {
  refuses([
    {
      name: 'an unknown key',
      spoil: () => platform.edit(small.teams, 'description:', 'descripton:'),
      findings: [['manifest-unknown-key', `${small.teams}:3:5`, '`descripton`']],
    },
    {
      name: 'a value of the wrong type',
      spoil: () => platform.edit(small.teams, 'Where we fly', '[Where, we, fly]'),
      findings: [['manifest-type', `${small.teams}:3:18`, '`teams.flights.description` must be text']],
    },
    {
      name: 'an unknown team',
      spoil: () => platform.edit(small.organizations, 'region: us', 'region: us\n        teams:\n          flight: {}'),
      findings: [['reference-unknown', `${small.organizations}:11:11`, '`flight`']],
    },
    {
      name: 'two services that would be one API',
      spoil: () =>
        platform.edit(
          small.teams,
          'flights.git\n',
          'flights.git\n      acme/planes: {name: flights, git: {remote: "https://github.com/acme/planes.git"}}\n',
        ),
      findings: [['api-name-conflict', `${small.teams}:9:27`, '`flights-dev`']],
    },
    {
      name: 'one team in two files',
      spoil: () => platform.edit(small.platform, 'platform:', 'teams: {flights: {}}\nplatform:'),
      findings: [['manifest-duplicate', `${small.teams}:2:3`, 'The team `flights` is defined twice']],
    },
    {
      name: 'no organization at all',
      spoil: () => rmSync(platform.path(small.organizations)),
      findings: [['manifest-required', '', '`organizations`']],
    },
  ]);

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
    platform.edit(small.organizations, 'region: us', 'region: us\n        teams: {flights: {}}');
    platform.write(small.teams, Buffer.from([0x80]));
    expect(found((await check(platform)).diagnostics).map(([code]) => code)).toEqual(['file-encoding']);
  });
});

describe('files', () => {
  refuses([
    {
      name: 'no platform directory',
      spoil: () => rmSync(platform.path('konnect'), { recursive: true }),
      findings: [['file-missing', 'konnect:1:1', 'there is no platform directory']],
    },
    {
      name: 'a platform directory without manifests',
      spoil: () => {
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
      spoil: () => {
        rmSync(platform.path(small.teams));
        platform.write(`${small.teams}/file`, '');
      },
      findings: [['file-unreadable', `${small.teams}:1:1`, 'is not a file']],
    },
    {
      name: 'a manifest that is not UTF-8',
      spoil: () => platform.write(small.teams, Buffer.from('teams: {flüge: {}}\n', 'latin1')),
      findings: [['file-encoding', `${small.teams}:1:1`, 'is not UTF-8']],
    },
    {
      name: 'a staged specification that is not UTF-8',
      spoil: () => platform.write(small.specification, Buffer.from('\ufeffopenapi: 3.0.3\n', 'utf16le')),
      findings: [['file-encoding', `${small.specification}:1:1`, 'is not UTF-8']],
    },
    {
      name: 'a manifest of 100 MB',
      spoil: () => truncateSync(platform.path(small.teams), 100 * 1024 * 1024),
      findings: [['file-too-large', `${small.teams}:1:1`, '100 MB, more than the 5 MB']],
    },
    {
      name: 'a staged specification of 100 MB',
      spoil: () => truncateSync(platform.path(small.specification), 100 * 1024 * 1024),
      findings: [['file-too-large', `${small.specification}:1:1`, '100 MB, more than the 20 MB']],
    },
    {
      name: 'a blueprint of 100 MB',
      spoil: () => {
        platform.write('konnect/blueprints/service.yaml', '');
        truncateSync(platform.path('konnect/blueprints/service.yaml'), 100 * 1024 * 1024);
      },
      findings: [['file-too-large', 'konnect/blueprints/service.yaml:1:1', '100 MB, more than the 5 MB']],
    },
    {
      name: 'a name that no file can have',
      spoil: () => platform.edit(small.teams, 'acme/flights:', `${'a'.repeat(300)}:`),
      findings: [['file-unreadable', expect.stringContaining('openapi.yaml:1:1'), 'cannot be read: ENAMETOOLONG']],
    },
  ]);
});

describe('staged specifications that are not OpenAPI', () => {
  refuses(
    (
      [
        ['something else in YAML', 'hello: world\n', ':1:1', 'neither `openapi` nor `swagger`'],
        ['text', 'Hello, world\n', ':1:1', 'not a mapping'],
        ['nothing', '', ':1:1', 'not a mapping'],
        ['another version', 'openapi: 2.0.0\ninfo: {title: a, version: b}\n', ':1:10', 'openapi: 2.0.0'],
        ['no title', 'openapi: 3.0.3\ninfo: {version: 1.0.0}\n', ':2:7', '`info.title`'],
        ['no version', 'openapi: 3.0.3\ninfo: {title: a}\n', ':2:7', '`info.version`'],
      ] as const
    ).map(([name, text, place, message]) => ({
      name,
      spoil: () => platform.write(small.specification, text),
      findings: [['spec-invalid', `${small.specification}${place}`, message]],
    })),
  );
});

describe('symbolic links', () => {
  const moveAway = (file: string, name: string) => {
    renameSync(platform.path(file), platform.path(name));
    symlinkSync(platform.path(name), platform.path(file));
  };
  refuses([
    {
      name: 'the platform directory',
      spoil: () => moveAway('konnect', 'elsewhere'),
      findings: [['file-symlink', 'konnect:1:1', 'the platform directory konnect is a symbolic link']],
    },
    {
      name: 'the platform directory beside a manifest that is named',
      spoil: () => {
        platform.write('all.yaml', [small.teams, small.organizations].map(platform.read).join(''));
        moveAway('konnect', 'elsewhere');
      },
      settings: { manifests: ['all.yaml'] },
      findings: [['file-symlink', 'konnect:1:1', 'the platform directory konnect is a symbolic link']],
    },
    {
      name: 'a folder above the platform directory',
      spoil: () => {
        platform.write('real/file', '');
        renameSync(platform.path('konnect'), platform.path('real/konnect'));
        symlinkSync('real', platform.path('link'));
      },
      settings: { config: 'link/konnect' },
      findings: [['file-symlink', 'link/konnect:1:1', 'is reached through one']],
    },
    {
      name: 'a manifest',
      spoil: () => moveAway(small.teams, 'elsewhere.yaml'),
      findings: [['file-symlink', `${small.teams}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a manifest that leads nowhere',
      spoil: () => {
        rmSync(platform.path(small.teams));
        symlinkSync('/nowhere', platform.path(small.teams));
      },
      findings: [['file-symlink', `${small.teams}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a manifest that is named',
      spoil: () => symlinkSync('/etc/hostname', platform.path('more.yaml')),
      settings: { manifests: ['more.yaml'] },
      findings: [['file-symlink', 'more.yaml:1:1', 'is a symbolic link']],
    },
    {
      name: 'a folder above a manifest that is named',
      spoil: () => symlinkSync('/etc', platform.path('link')),
      settings: { manifests: ['link/hostname'] },
      findings: [['file-symlink', 'link/hostname:1:1', 'a folder on the way']],
    },
    {
      name: 'a blueprint',
      spoil: () => {
        platform.write('konnect/blueprints/service.yaml', '');
        moveAway('konnect/blueprints/service.yaml', 'elsewhere.yaml');
      },
      findings: [['file-symlink', 'konnect/blueprints/service.yaml:1:1', 'is a symbolic link']],
    },
    {
      name: 'the folder of the blueprints',
      spoil: () => {
        platform.write('konnect/blueprints/service.yaml', '');
        moveAway('konnect/blueprints', 'elsewhere');
      },
      findings: [['file-symlink', 'konnect/blueprints:1:1', 'is a symbolic link']],
    },
    {
      name: 'a staged specification',
      spoil: () => moveAway(small.specification, 'elsewhere.yaml'),
      findings: [['file-symlink', `${small.specification}:1:1`, 'is a symbolic link']],
    },
    {
      name: 'a folder above a staged specification',
      spoil: () => moveAway('konnect/acme/envs', 'elsewhere'),
      findings: [['file-symlink', `${small.specification}:1:1`, 'a folder on the way']],
    },
  ]);
});

describe('paths that lead elsewhere', () => {
  const notAFolder = (place: string): Finding => ['path-conflict', place, 'leads to another folder'];
  refuses([
    {
      name: 'made of the key of a service',
      spoil: () => platform.edit(small.teams, 'acme/flights:', 'acme/../../../../../../../../etc:'),
      findings: [notAFolder(`${small.teams}:5:7`)],
    },
    {
      name: 'made of the key of an environment',
      spoil: () => platform.edit(small.organizations, 'dev:', '"..":'),
      findings: [notAFolder(`${small.organizations}:7:7`)],
    },
    {
      name: 'made of the key of an organization',
      spoil: () => platform.edit(small.organizations, 'acme:', '..:'),
      findings: [notAFolder(`${small.organizations}:2:3`)],
    },
    {
      name: 'as the path of a specification in its repository',
      spoil: () =>
        platform.edit(small.teams, 'name: flights\n', 'name: flights\n        spec-path: ../../etc/passwd\n'),
      findings: [['manifest-value', `${small.teams}:7:20`, '../../etc/passwd']],
    },
    {
      name: 'made by a blueprint',
      spoil: () =>
        platform.write(
          'konnect/blueprints/environment.yaml',
          `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: environment}
schema:
  spec:
    organization: string
    environment: Environment
    teams: "[]Team"
resources:
  - id: document
    kind: StagedSpec
    externalRef:
      path: ../../../../etc/passwd
`,
        ),
      findings: [['file-outside', 'konnect/blueprints/environment.yaml:13:7', 'leads out of konnect']],
    },
  ]);
});

describe('access', () => {
  const refused = 'spat_refused';
  let konnect: Simulator;
  beforeEach(async () => {
    konnect = await startKonnect({
      organizations: [{ name: 'acme', tokens: [{ token: refused, forbidden: true }] }],
    });
  });
  afterEach(() => konnect.close());

  async function applied(environment: Readonly<Record<string, string>>) {
    const report = await apply(platform, konnect, { environment });
    const [organization] = report.organizations;
    return { report, organization, diagnostics: organization?.diagnostics ?? [] };
  }

  test.each([
    ['missing', {}],
    ['empty', { ACME_TOKEN: '' }],
    ['blank', { ACME_TOKEN: ' \n' }],
  ])('a token that is %s', async (_, environment) => {
    const { report, diagnostics } = await applied(environment as Record<string, string>);
    expect(found(diagnostics)).toEqual([
      ['secret-missing', `${small.organizations}:5:14`, expect.stringContaining('ACME_TOKEN is not set')],
    ]);
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'missing-secret' });
    expect(konnect.stats().calls).toBe(0);
  });

  test('a token in a file that is not there', async () => {
    platform.edit(small.organizations, 'type: env\n      value: ACME_TOKEN', 'type: file\n      value: token.txt');
    const { report, diagnostics } = await applied({});
    expect(found(diagnostics)).toEqual([
      ['secret-missing', `${small.organizations}:5:14`, expect.stringContaining('token.txt')],
    ]);
    expect(report.failureReason).toBe('missing-secret');
  });

  test('a token in a file that is a symbolic link', async () => {
    platform.edit(small.organizations, 'type: env\n      value: ACME_TOKEN', 'type: file\n      value: token.txt');
    symlinkSync('/etc/hostname', platform.path('token.txt'));
    const { diagnostics } = await applied({});
    expect(found(diagnostics)).toEqual([['file-symlink', 'token.txt:1:1', expect.any(String)]]);
  });

  test('a token that Konnect refuses (401)', async () => {
    const { report, diagnostics } = await applied({ ACME_TOKEN: 'not-a-token' });
    expect(diagnostics[0]).toMatchObject({
      code: 'konnect-unauthorized',
      message: expect.stringContaining('was answered 401'),
      fix: expect.stringContaining('access-token'),
    });
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
  });

  test('a token without the role that a request needs (403)', async () => {
    const { report, diagnostics } = await applied({ ACME_TOKEN: refused });
    expect(diagnostics[0]).toMatchObject({
      code: 'konnect-forbidden',
      message: expect.stringContaining('was answered 403'),
      cause: expect.stringContaining('kong:trace:'),
      fix: expect.stringMatching(/the role \w+ on \w+/),
    });
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
  });

  test('a write that the token may not do names the role, and the change it is for', async () => {
    konnect.faults({ method: 'POST', path: '/v2/control-planes', status: 403 });
    const { report, organization } = await applied(smallEnvironment);
    const failed = organization?.results?.find(({ outcome }) => outcome === 'failed');
    expect(failed?.diagnostic).toMatchObject({
      code: 'konnect-forbidden',
      message: expect.stringContaining('acme/dev/flights/controlPlanes'),
      fix: expect.stringContaining('the role Creator on Control Planes in the region us'),
      at: { file: small.teams },
    });
    expect(report).toMatchObject({ exitCode: 5, failureReason: 'partly-applied' });
  });
});

/** Fifty lines that stand for more values than there are atoms. */
const bomb = Array.from({ length: 50 }, (_, line) => {
  const above = line === 0 ? 'x' : `*a${line - 1}`;
  return `a${line}: &a${line} [${Array(10).fill(above).join(', ')}]\n`;
}).join('');
