import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256 } from '@konduct/core/value/digest';
import { goReleaserArchive, type ToolDescription } from './description.ts';

/** A tool that does not exist elsewhere. */
export const spanner: ToolDescription = {
  name: 'spanner',
  title: 'Spanner',
  version: '1.2.3',
  variable: 'KONDUCT_SPANNER',
  checksumsInput: 'spanner-checksums',
  versionArgs: ['version'],
  versionPattern: /\bSpanner v?(\S+)/,
  release: { base: 'http://127.0.0.1:1', archive: goReleaserArchive('spanner'), vouched: {} },
  source: { module: 'github.com/made-up/spanner', versionVariable: 'github.com/made-up/spanner/cmd.VERSION' },
  findings: { missing: 'tool-missing', untrusted: 'tool-untrusted' },
};

export const machine = { platform: 'linux', arch: 'x64' };
export const archive = 'spanner_1.2.3_linux_amd64.tar.gz';

/** A program that prints this version. */
export const programOf = (version: string) => `#!/bin/sh\necho "Spanner v${version} (abc)"\n`;

/** A tar.gz with some files, as in releases. */
export function tarball(entries: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(entries).flatMap(([name, text]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    return [header, Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** A machine with only a folder for programs and a tool cache, and a host with releases. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'konduct-provide-'));
  readonly files = new Map<string, Buffer>();
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => {
    this.asked.push(request.url ?? '');
    const body = this.files.get(request.url ?? '');
    response.writeHead(body ? 200 : 404).end(body);
  });

  static async open(): Promise<Bench> {
    const bench = new Bench();
    await new Promise<void>((resolve) => bench.#server.listen(0, '127.0.0.1', resolve));
    return bench;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  get environment() {
    return {
      RUNNER_TOOL_CACHE: join(this.folder, 'cache'),
      XDG_CACHE_HOME: join(this.folder, 'user'),
      PATH: `${join(this.folder, 'bin')}:/usr/bin:/bin`,
    };
  }

  /** The folder in which the tool is stored. */
  get kept(): string {
    return join(this.folder, 'cache', 'spanner', '1.2.3', 'x64', 'spanner');
  }

  /** Puts a program on the PATH. */
  install(name: string, text: string): string {
    const path = join(this.folder, 'bin', name);
    mkdirSync(join(this.folder, 'bin'), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  /**
   * Publishes a release.
   *
   * @returns the digest of its checksums.txt
   */
  publish(
    bytes = tarball({ 'README.md': 'x', spanner: programOf('1.2.3') }),
    sums = `${sha256(bytes)}  ${archive}\n`,
  ): string {
    this.files.set(`/v1.2.3/${archive}`, bytes);
    this.files.set('/v1.2.3/checksums.txt', Buffer.from(sums));
    return sha256(sums);
  }

  /**
   * Writes a go.mod for the tool, and a stand-in for Go that writes the file in `-o`.
   *
   * @returns the folder of the go.mod
   */
  installGo(version = '1.2.3', go?: string): string {
    const folder = join(this.folder, 'modules');
    mkdirSync(folder);
    const modules = `module tools\n\ntool github.com/made-up/spanner\n\nrequire (\n\tgithub.com/made-up/spanner v${version}\n)\n`;
    writeFileSync(join(folder, 'go.mod'), modules);
    const text = programOf('1.2.3').replaceAll('\n', '\\n');
    this.install('go', go ?? `#!/bin/sh\nwhile [ "$1" != "-o" ]; do shift; done\nprintf '${text}' > "$2"\n`);
    return folder;
  }
}
