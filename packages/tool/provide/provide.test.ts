import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpawnRunner } from '../process/spawn.ts';
import { fileInArchive } from './archive.ts';
import { type ProvideOptions, provideDeck } from './provide.ts';
import { archiveName } from './release.ts';

const machine = { platform: 'linux', arch: 'x64' };
const archive = 'deck_1.2.3_linux_amd64.tar.gz';
const program = (version: string) => `#!/bin/sh\necho "decK v${version} (abc)"\n`;

let folder: string;
let server: Server;
let files: Map<string, Buffer>;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-provide-'));
  files = new Map();
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = files.get(request.url ?? '');
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** A tar.gz with some files in it, as releases are made. */
function tarball(entries: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(entries).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    return [header, Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function publish(
  bytes = tarball({ 'README.md': 'x', deck: program('1.2.3') }),
  sums = `${sha256(bytes)}  ${archive}\n`,
): string {
  files.set(`/v1.2.3/${archive}`, bytes);
  files.set('/v1.2.3/checksums.txt', Buffer.from(sums));
  return sha256(sums);
}

const provide = (options: Partial<ProvideOptions> = {}) =>
  provideDeck({
    version: '1.2.3',
    runner: new SpawnRunner(2),
    environment: {
      RUNNER_TOOL_CACHE: join(folder, 'cache'),
      XDG_CACHE_HOME: join(folder, 'user'),
      PATH: join(folder, 'bin'),
    },
    machine,
    downloadBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...options,
  });

const install = (version: string) => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'deck'), program(version));
  chmodSync(join(folder, 'bin', 'deck'), 0o755);
};

test('on the PATH, when it is the version that is wanted', async () => {
  install('1.2.3');
  expect(await provide()).toMatchObject({
    source: 'found',
    binary: { path: join(folder, 'bin', 'deck'), version: '1.2.3' },
  });
});

test('a release whose checksums are vouched for, kept in the tool cache', async () => {
  install('1.0.0');
  const checksumsDigest = publish();
  const path = join(folder, 'cache', 'deck', '1.2.3', 'x64', 'deck');
  expect(await provide({ checksumsDigest })).toMatchObject({ source: 'release', binary: { path } });
  expect(existsSync(`${join(folder, 'cache', 'deck', '1.2.3', 'x64')}.complete`)).toBe(true);
  expect(asked).toEqual(['/v1.2.3/checksums.txt', `/v1.2.3/${archive}`]);
  expect(await provide()).toMatchObject({ source: 'found', binary: { path } });
});

test('without a digest nothing is downloaded, and it says why there is no decK', async () => {
  publish();
  const { binary, diagnostics } = await provide();
  expect(binary).toBeUndefined();
  expect(asked).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: 'deck-missing', severity: 'error', cause: expect.stringContaining('no digest of its checksums is known') },
  ]);
});

test.each([
  [
    'checksums that were replaced',
    () => {
      publish();
      return sha256('others');
    },
    'checksums.txt does not have the digest',
  ],
  [
    'an archive that was replaced',
    () => {
      const digest = publish();
      files.set(`/v1.2.3/${archive}`, tarball({ deck: program('6.6.6') }));
      return digest;
    },
    'does not have the checksum',
  ],
  ['an archive nobody names', () => publish(undefined, `${'0'.repeat(64)}  other.tar.gz\n`), 'does not name'],
  ['an archive without decK', () => publish(tarball({ 'packages/deck/deck': program('1.2.3') })), 'does not hold decK'],
])('%s', async (_, prepare, reason) => {
  const { binary, diagnostics } = await provide({ checksumsDigest: prepare() });
  expect(binary).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['deck-untrusted', 'deck-missing']);
  expect(diagnostics[0]?.message).toContain(reason);
  expect(existsSync(join(folder, 'cache', 'deck', '1.2.3', 'x64', 'deck'))).toBe(false);
});

test('a release that cannot be reached is no reason for suspicion', async () => {
  const { diagnostics } = await provide({ checksumsDigest: '0'.repeat(64) });
  expect(diagnostics.map(({ code }) => code)).toEqual(['deck-missing']);
});

test('built with Go where nothing else works', async () => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'modules'));
  writeFileSync(join(folder, 'modules', 'go.mod'), 'module tools\n\nrequire (\n\tgithub.com/kong/deck v1.2.3\n)\n');
  // A stand-in for Go that writes what `-o` names.
  const go = `#!/bin/sh\nwhile [ "$1" != "-o" ]; do shift; done\nprintf '${program('1.2.3').replaceAll('\n', '\\n')}' > "$2"\n`;
  writeFileSync(join(folder, 'bin', 'go'), go);
  chmodSync(join(folder, 'bin', 'go'), 0o755);
  const environment = {
    RUNNER_TOOL_CACHE: join(folder, 'cache'),
    XDG_CACHE_HOME: folder,
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
  };
  const path = process.env.PATH;
  process.env.PATH = environment.PATH;
  try {
    const built = await provide({ environment, moduleDirectory: join(folder, 'modules') });
    expect(built).toMatchObject({ source: 'built', binary: { version: '1.2.3' } });
  } finally {
    process.env.PATH = path;
  }
});

test.each(['1.2', 'packages/1.2.3', '1.2.3; rm', 'v1.2.3'])('%j is no version', async (version) => {
  expect((await provide({ version })).diagnostics).toMatchObject([{ code: 'input-invalid' }]);
});

test('archives are for machines', () => {
  expect([
    archiveName('1.2.3', { platform: 'linux', arch: 'arm64' }),
    archiveName('1.2.3', { platform: 'darwin', arch: 'arm64' }),
    archiveName('1.2.3', { platform: 'win32', arch: 'x64' }),
    archiveName('1.2.3', { platform: 'linux', arch: 's390x' }),
  ]).toEqual([
    'deck_1.2.3_linux_arm64.tar.gz',
    'deck_1.2.3_darwin_all.tar.gz',
    'deck_1.2.3_windows_amd64.tar.gz',
    undefined,
  ]);
});

test('an archive that is cut off is not taken', () => {
  const header = Buffer.alloc(512);
  header.write('deck', 0);
  header.write('00000777777\0', 124);
  header.write('0', 156);
  expect(() => fileInArchive(gzipSync(header), 'deck')).toThrow('ends too early');
});
