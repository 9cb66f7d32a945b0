import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@konduct/core/value/digest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from '../process/is-alive.fixture.ts';
import type { ProcessRunner } from '../process/runner.ts';
import { SpawnRunner } from '../process/spawn.ts';
import type { ToolDescription } from './description.ts';
import { type ProvideOptions, provideTool } from './provide.ts';
import { archive, Bench, machine, programOf, spanner, tarball } from './releases.fixture.ts';
import { unwatched } from './watcher.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
});

afterEach(() => bench.close());

const provide = (options: Partial<ProvideOptions> = {}, tool: ToolDescription = spanner) =>
  provideTool(tool, {
    runner: new SpawnRunner(2),
    environment: bench.environment,
    machine,
    downloadBase: bench.url,
    ...options,
  });

const vouching = (digest: string): ToolDescription => ({
  ...spanner,
  release: { ...spanner.release, vouched: { [archive]: digest } },
});

describe('found', () => {
  test('on the PATH, when it is the version that is wanted', async () => {
    const path = bench.install('spanner', programOf('1.2.3'));
    expect(await provide()).toEqual({ source: 'found', binary: { path, version: '1.2.3' }, diagnostics: [] });
    expect(bench.asked).toEqual([]);
  });

  test('where a variable says, before the PATH', async () => {
    bench.install('spanner', programOf('1.2.3'));
    const path = bench.install('my-spanner', programOf('1.2.3'));
    const environment = { ...bench.environment, KONDUCT_SPANNER: path };
    expect(await provide({ environment })).toMatchObject({ source: 'found', binary: { path } });
  });

  test('another version is passed over, and named', async () => {
    const other = bench.install('spanner', programOf('1.0.0'));
    const silent = bench.install('silent', '#!/bin/sh\n');
    const environment = { ...bench.environment, KONDUCT_SPANNER: silent };
    const { binary, diagnostics } = await provide({ environment });
    expect(binary).toBeUndefined();
    expect(diagnostics[0]?.cause).toContain(
      `${silent} does not say its version; ${other} is version 1.0.0; its release`,
    );
  });

  test('a place without a file starts no process', async () => {
    const started: string[] = [];
    const runner: ProcessRunner = {
      run: async ({ program }) => {
        started.push(program);
        return { end: 'not-started', code: undefined, stdout: '', stderr: '' };
      },
    };
    await provide({ runner });
    expect(started).toEqual([]);
  });
});

describe('a release', () => {
  test('whose archive we vouch for is taken without a word, and kept', async () => {
    bench.install('spanner', programOf('1.0.0'));
    bench.publish();
    const tool = vouching(sha256(bench.files.get(`/v1.2.3/${archive}`) ?? ''));
    const binary = { path: bench.kept, version: '1.2.3' };
    expect(await provide({}, tool)).toEqual({ source: 'release', binary, diagnostics: [] });
    expect(bench.asked).toEqual([`/v1.2.3/${archive}`]);
    expect(existsSync(join(bench.kept, '../../x64.complete'))).toBe(true);
    expect(await provide({}, tool)).toEqual({ source: 'found', binary, diagnostics: [] });
  });

  test('whose checksums have the digest that was given', async () => {
    const checksumsDigest = ` ${bench.publish().toUpperCase()}\n`;
    expect(await provide({ checksumsDigest })).toMatchObject({ source: 'release', diagnostics: [] });
    expect(bench.asked).toEqual(['/v1.2.3/checksums.txt', `/v1.2.3/${archive}`]);
  });

  test('that nobody vouches for is checked by its own checksums, and a note names their digest', async () => {
    const digest = bench.publish();
    const { diagnostics, ...provided } = await provide();
    expect(provided).toEqual({ source: 'release', binary: { path: bench.kept, version: '1.2.3' } });
    expect(diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'tool-untrusted',
        message: `Spanner 1.2.3 was taken from its release, whose checksums.txt has the SHA-256 ${digest}`,
        fix: `Set \`spanner-checksums\` to ${digest} to accept exactly this release.`,
      },
    ]);
    expect((await provide()).diagnostics).toEqual([]);
  });

  test('that was kept counts only while it is the one that is accepted', async () => {
    const digest = bench.publish();
    await provide();
    expect(await provide({ checksumsDigest: digest })).toMatchObject({ source: 'found' });
    const other = bench.publish(tarball({ spanner: `${programOf('1.2.3')}# another\n` }));
    expect(await provide({ checksumsDigest: other })).toMatchObject({ source: 'release', diagnostics: [] });
    expect(readFileSync(bench.kept, 'utf8')).toContain('# another');
  });

  test.each<[string, () => { digest?: string; tool?: ToolDescription }, string]>([
    [
      'with checksums that were replaced',
      () => {
        bench.publish();
        return { digest: sha256('others') };
      },
      'and not the one that was given',
    ],
    [
      'with an archive that was replaced',
      () => {
        const digest = bench.publish();
        bench.files.set(`/v1.2.3/${archive}`, tarball({ spanner: programOf('6.6.6') }));
        return { digest };
      },
      'does not have the checksum of its release',
    ],
    [
      'with a wrong sum',
      () => {
        bench.publish(undefined, `${'0'.repeat(64)}  ${archive}\n`);
        return {};
      },
      'does not have the checksum of its release',
    ],
    [
      'with another archive than our table knows',
      () => {
        bench.publish();
        return { tool: vouching('0'.repeat(64)) };
      },
      'does not have the checksum of our table',
    ],
    [
      'with the given checksums of another archive than our table knows',
      () => ({ digest: bench.publish(), tool: vouching('0'.repeat(64)) }),
      'has another checksum of',
    ],
    [
      'with an archive that its checksums do not name',
      () => ({ digest: bench.publish(undefined, `${'0'.repeat(64)}  other.tar.gz\n`) }),
      'does not name',
    ],
    [
      'without the program',
      () => ({ digest: bench.publish(tarball({ 'folder/spanner': programOf('1.2.3') })) }),
      'does not hold Spanner',
    ],
    ['that is no archive', () => ({ digest: bench.publish(Buffer.from('<html>')) }), 'cannot be unpacked'],
  ])('%s is refused, and it is built instead', async (_, prepare, reason) => {
    const { digest, tool } = prepare();
    const options = digest === undefined ? {} : { checksumsDigest: digest };
    const { binary, diagnostics } = await provide(options, tool);
    expect(binary).toBeUndefined();
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning tool-untrusted',
      'error tool-missing',
    ]);
    expect(diagnostics[0]?.message).toContain(reason);
    expect(existsSync(bench.kept)).toBe(false);

    const built = await provide({ ...options, moduleDirectory: bench.installGo() }, tool);
    expect(built).toMatchObject({ source: 'built', binary: { path: bench.kept } });
    expect(built.diagnostics.map(({ code }) => code)).toEqual(['tool-untrusted']);
  });

  test('that does not run here as its version is not used', async () => {
    bench.publish(tarball({ spanner: programOf('1.2.4') }));
    const { binary, diagnostics } = await provide();
    expect(binary).toBeUndefined();
    expect(diagnostics[0]?.cause).toContain('what was downloaded does not run here as version 1.2.3');
  });

  test('that cannot be reached is no reason for suspicion', async () => {
    const { diagnostics } = await provide({ downloadBase: 'http://127.0.0.1:2' });
    expect(diagnostics).toMatchObject([{ code: 'tool-missing', cause: expect.stringContaining('ECONNREFUSED') }]);
  });

  test('for a machine without one is not looked for', async () => {
    const { diagnostics } = await provide({ machine: { platform: 'linux', arch: 's390x' } });
    expect(diagnostics[0]?.cause).toContain('there is no release for linux s390x');
    expect(bench.asked).toEqual([]);
  });
});

describe('built with Go', () => {
  test('where there is no release', async () => {
    const moduleDirectory = bench.installGo();
    expect(await provide({ moduleDirectory })).toEqual({
      source: 'built',
      binary: { path: bench.kept, version: '1.2.3' },
      diagnostics: [],
    });
    expect(await provide({ checksumsDigest: '0'.repeat(64) })).toMatchObject({ source: 'found' });
  });

  test('is announced, and told how far it is', async () => {
    const packages = `i=0\nwhile [ $i -lt 60 ]; do echo "example.com/p/$i" >&2; i=$((i+1)); done\n`;
    const written = programOf('1.2.3').replaceAll('\n', '\\n');
    const go = `#!/bin/sh\n${packages}while [ "$1" != "-o" ]; do shift; done\nprintf '${written}' > "$2"\n`;
    const told: string[] = [];
    const watcher = {
      show: (line: string) => told.push(line),
      begin: (what: string) => {
        told.push(`begin ${what}`);
        return () => told.push(`end ${what}`);
      },
    };
    const built = await provide({ moduleDirectory: bench.installGo('1.2.3', go), watcher });
    expect(built).toMatchObject({ source: 'built' });
    const host = new URL(bench.url).host;
    expect(told).toEqual([
      `Getting the release of Spanner 1.2.3 at ${host}`,
      `begin the release of Spanner 1.2.3 at ${host}`,
      `end the release of Spanner 1.2.3 at ${host}`,
      'Building Spanner 1.2.3 with Go, once: this takes some minutes, and Ctrl-C stops it',
      'begin Go to build Spanner 1.2.3',
      'Building Spanner 1.2.3 with Go: 25 packages compiled',
      'Building Spanner 1.2.3 with Go: 50 packages compiled',
      'end Go to build Spanner 1.2.3',
    ]);
  });

  test('is stopped with all that Go started, when the run is', async () => {
    const pids = join(bench.folder, 'pids');
    const go = `#!/bin/sh\nsleep 1000 &\necho $$ $! > '${pids}'\necho started >&2\nwait\n`;
    const moduleDirectory = bench.installGo('1.2.3', go);
    const controller = new AbortController();
    const runner = new SpawnRunner(2);
    const stopping: ProcessRunner = {
      run: (command) =>
        runner.run({ ...command, ...(command.program === 'go' && { onLine: () => controller.abort() }) }),
    };
    const { binary, diagnostics } = await provide({ moduleDirectory, runner: stopping, signal: controller.signal });
    expect(binary).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'run-interrupted', severity: 'error' }]);
    for (const pid of readFileSync(pids, 'utf8').trim().split(' ')) await expect.poll(() => isAlive(pid)).toBe(false);
    expect(existsSync(bench.kept)).toBe(false);
  });

  test.each<[string, () => string, string]>([
    [
      'Go',
      () => {
        const folder = bench.installGo();
        rmSync(join(bench.folder, 'bin', 'go'));
        return folder;
      },
      'Go is not installed',
    ],
    ['a go.mod', () => bench.folder, 'there is no go.mod to build it from'],
    ['a go.mod for this version', () => bench.installGo('1.0.0'), 'its go.mod is for 1.0.0'],
    [
      'success',
      () => bench.installGo('1.2.3', '#!/bin/sh\necho "some\nmissing go.sum entry" >&2\nexit 1\n'),
      'go build failed: missing go.sum entry',
    ],
  ])('not without %s', async (_, prepare, reason) => {
    const moduleDirectory = prepare();
    const environment = { ...bench.environment, PATH: join(bench.folder, 'bin') };
    const told: string[] = [];
    const watcher = { ...unwatched, show: (line: string) => told.push(line) };
    const { binary, diagnostics } = await provide({ moduleDirectory, environment, watcher });
    // Only a build that begins is announced.
    expect(told.some((line) => line.startsWith('Building'))).toBe(reason.startsWith('go build failed'));
    expect(binary).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'tool-missing', severity: 'error' }]);
    expect(diagnostics[0]?.cause).toContain(`it was not built: ${reason}`);
  });
});

test('a run that goes on without it is told what it lacks', async () => {
  const tool = { ...spanner, findings: { ...spanner.findings, without: 'nothing is tightened' } };
  expect((await provide({}, tool)).diagnostics).toMatchObject([
    {
      severity: 'warning',
      message: 'Spanner 1.2.3 is not here and could not be installed, so that nothing is tightened',
    },
  ]);
});

test('what was kept without its mark counts as put there by people', async () => {
  mkdirSync(join(bench.kept, '..'), { recursive: true });
  writeFileSync(bench.kept, programOf('1.2.3'), { mode: 0o755 });
  expect(await provide({ checksumsDigest: '0'.repeat(64) })).toMatchObject({ source: 'found' });
});

test.each(['1.2', 'x/1.2.3', '1.2.3; rm', 'v1.2.3'])('%j is no version', async (version) => {
  expect((await provide({ version })).diagnostics).toMatchObject([
    { code: 'input-invalid', fix: 'Write it like 1.2.3.' },
  ]);
});
