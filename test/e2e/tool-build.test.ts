import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProgram } from './built.ts';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'packages/cli/main.ts');

/** A Go that says what it compiles and never ends. */
const endlessGo = '#!/bin/sh\necho example.com/one >&2\nexec sleep 100000\n';

describe('while decK is built', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'konduct-tool-build-'));
    mkdirSync(path.join(folder, 'bin'));
    writeFileSync(path.join(folder, 'bin/go'), endlessGo);
    chmodSync(path.join(folder, 'bin/go'), 0o755);
    cpSync(path.join(root, 'action-examples/kong-air/konnect'), path.join(folder, 'konnect'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each([['deck', 'render'], ['deck', 'lint'], ['deck', 'diff'], ['deck', 'sync'], ['stage']])(
    'konduct %s %s says so, and one Ctrl-C ends it',
    async (...command) => {
      const environment = {
        PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`,
        HOME: folder,
        KONG_AIR_KONNECT_TOKEN: 'kpat_nowhere',
        // No release is to be had.
        HTTPS_PROXY: 'http://127.0.0.1:1',
      };
      const run = startProgram(program, command.filter(Boolean), { cwd: folder, environment });
      await run.printed(/Building decK [\d.]+ with Go, once: this takes some minutes/);
      run.kill('SIGINT');
      const { exitCode, stderr } = await run.ended;
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/error\[run-interrupted\].*: The run was asked to stop before decK [\d.]+ was here/);
      expect(stderr).not.toContain('deck-missing');
    },
  );

  test('an action shows what Go prints in a group of its own', async () => {
    writeFileSync(path.join(folder, 'bin/go'), '#!/bin/sh\necho example.com/one >&2\necho ::error::no >&2\nexit 1\n');
    const environment = {
      PATH: `${path.join(folder, 'bin')}:/usr/bin:/bin`,
      HOME: folder,
      HTTPS_PROXY: 'http://127.0.0.1:1',
      GITHUB_WORKSPACE: folder,
      INPUT_CONFIG: 'konnect',
      INPUT_MODE: 'render',
    };
    const run = startProgram(path.join(import.meta.dirname, 'deck-sync.fixture.ts'), [], { cwd: folder, environment });
    const { exitCode, stdout } = await run.ended;
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toMatch(
      /::endgroup::\n::group::go build\ngo build -v .*\nexample\.com\/one\n: :error::no\n::endgroup::\n/,
    );
    expect(stdout).toContain('decK 1.64.0 is not here and could not be installed');
  });
});
