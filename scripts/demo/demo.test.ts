import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from '../../packages/tool/process/is-alive.fixture.ts';
import { hasBuilt } from '../../test/e2e/built.ts';

const demo = join(import.meta.dirname, '../demo.ts');
const hasScript = spawnSync('script', ['--version']).status === 0;
if (!hasScript) process.stdout.write('skipped: the demo at a terminal, because `script` of util-linux is not here\n');

describe.skipIf(!hasBuilt('the demo'))('on a machine without decK, the demo', () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'konduct-demo-test-'));
    for (const name of ['bin', 'tmp']) mkdirSync(join(folder, name));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function installGo(script: string): void {
    writeFileSync(join(folder, 'bin/go'), `#!/bin/sh\n${script}`);
    chmodSync(join(folder, 'bin/go'), 0o755);
  }

  function start(program: string, args: readonly string[]) {
    const environment = {
      PATH: [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: folder,
      TMPDIR: join(folder, 'tmp'),
      // No release is to be had.
      HTTPS_PROXY: 'http://127.0.0.1:1',
    };
    const child = spawn(program, args, { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const isThere = async (pattern: RegExp) => {
      await expect.poll(() => output, { timeout: 100_000, interval: 50 }).toMatch(pattern);
      return output;
    };
    return { child, ended, isThere, output: () => output };
  }

  test('validates, plans and applies while decK is built, and says what everything took', {
    timeout: 120_000,
  }, async () => {
    const release = join(folder, 'release');
    installGo(`echo example.com/one >&2\nwhile [ ! -e '${release}' ]; do sleep 0.1; done\nexit 1\n`);
    const run = start(process.execPath, [demo]);
    const shown = await run.isThere(/Building decK [\d.]+ with Go/);
    expect(shown).toMatch(/Validate[\s\S]*Plan: \d+ to create[\s\S]*Verified: planned again/);
    writeFileSync(release, '');
    expect(await run.ended, run.output()).toBe(0);
    expect(run.output()).toContain('decK is not here');
    // The plan is shown once.
    expect(run.output().match(/^Plan: [1-9]\d* to create/gm)).toHaveLength(1);
    expect(run.output()).toMatch(/^Plan, apply, and verify, in an empty Konnect {2,}\d+\.\d s$/m);
    expect(run.output()).toMatch(/^Get decK [\d.]+, beside the steps before it +\d+\.\d s$/m);
    expect(run.output()).toMatch(/^All of it +\d+\.\d s$/m);
    expect(run.output()).not.toContain('Press Enter');
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test('ends with the build at the first Ctrl-C, and leaves nothing', { timeout: 120_000 }, async () => {
    const pid = join(folder, 'pid');
    installGo(`echo $$ > '${pid}'\nexec sleep 100000\n`);
    const run = start(process.execPath, [demo]);
    await run.isThere(/Building decK/);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    const go = readFileSync(pid, 'utf8').trim();
    await expect.poll(() => isAlive(go)).toBe(false);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test.skipIf(!hasScript)('keeps its page at a terminal until Enter', { timeout: 120_000 }, async () => {
    installGo('exit 1\n');
    const run = start('script', ['-qec', `'${process.execPath}' '${demo}'`, '/dev/null']);
    const shown = await run.isThere(/Press Enter to end/);
    const [, url = ''] = /See for yourself: (http:\/\/127\.0\.0\.1:\d+\/)/.exec(shown) ?? [];
    const page = await (await fetch(url)).text();
    for (const name of ['kong-air', 'network-planning', 'passenger-services-prd', 'flights-dev'])
      expect(page).toContain(name);
    run.child.stdin.write('\n');
    expect(await run.ended, run.output()).toBe(0);
  });
});
