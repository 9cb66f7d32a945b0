import { join } from 'node:path';
import { builtinFiles } from '@konduct/core/builtin.generated';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capturedTerminal } from './captured-terminal.ts';
import { runCommandLine } from './command-line.fixture.ts';
import { konductProgram } from './program.ts';

const example = join(import.meta.dirname, '../../action-examples/kong-air');

const konduct = (args: readonly string[], environment: Record<string, string> = {}) =>
  runCommandLine(args, { environment, workingDirectory: example });

describe('what people expect of any command line', () => {
  test('--version', async () => {
    expect(await konduct(['--version'])).toMatchObject({ stdout: '1.2.3\n', stderr: '', exitCode: 0 });
  });

  test('--help lists the commands, with examples and exit codes', async () => {
    const { stdout, exitCode } = await konduct(['--help']);
    expect(exitCode).toBe(0);
    for (const word of ['validate', 'plan', 'apply', 'simulator', 'blueprint', 'Examples:', 'Exit codes:']) {
      expect(stdout).toContain(word);
    }
  });

  test.each([
    [['plam'], "unknown command 'plam'\n(Did you mean plan?)"],
    [['plan', '--organization', 'a'], "unknown option '--organization'\n(Did you mean --organizations?)"],
    [['plan', '--config'], "option '--config <DIR>' argument missing"],
    [['help', 'nothing'], "unknown command 'nothing'"],
    [['help', 'deck', 'snyc'], "unknown command 'snyc'\n(Did you mean sync?)"],
    [['blueprint', 'nothing'], "there is no built-in file 'nothing'"],
  ])('%j', async (args, message) => {
    const { stdout, stderr, exitCode } = await konduct(args);
    expect(stderr).toContain(message);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  });

  test('every option of a command stands in its help', async () => {
    const { stdout } = await konduct(['plan', '--help']);
    for (const name of ['config', 'manifest', 'konnect-url', 'organizations', 'environments', 'adopt', 'concurrency']) {
      expect(stdout).toContain(`--${name} <`);
    }
    expect(stdout).toMatch(/--detailed-exitcode(?! <)/);
  });

  test.each([[['help', 'deck', 'sync']], [['deck', 'help', 'sync']]])(
    '%j is the help of that command',
    async (args) => {
      expect((await konduct(args)).stdout).toMatch(/^Usage: konduct deck sync \[options\]\n/);
    },
  );

  test('no line of any help is wider than a terminal of 80 columns', async () => {
    const { terminal } = capturedTerminal({ environment: {}, workingDirectory: example });
    const program = konductProgram(terminal, '1.2.3');
    const all = [program, ...program.commands.flatMap((command) => [command, ...command.commands])];
    for (const command of all) {
      const written: string[] = [];
      command.configureOutput({ writeOut: (text) => written.push(text), getOutHelpWidth: () => 80 });
      command.outputHelp();
      expect(
        written
          .join('')
          .split('\n')
          .filter((line) => line.length > 80),
      ).toEqual([]);
    }
  });

  test('--quiet prints no progress, --verbose every request with its time', async () => {
    const simulator = await startSimulator();
    try {
      const args = ['plan', '--konnect-url', simulator.konnectUrl, '--environments', 'dev'];
      const environment = { KONG_AIR_KONNECT_TOKEN: 'kpat_loud' };
      expect((await konduct([...args, '--quiet'], environment)).stderr).toBe('');
      expect((await konduct([...args, '-v'], environment)).stderr).toMatch(
        /^Konnect: GET \/v3\/teams \(global\): \d+ ms$/m,
      );
    } finally {
      await simulator.close();
    }
  });

  test('options that name files say so', async () => {
    const { stdout } = await konduct(['simulator', '--help']);
    for (const name of ['state', 'ca-file', 'organizations']) expect(stdout).toContain(`--${name} <FILE>`);
    expect(stdout).toContain('--port <N>');
  });
});

describe('blueprint', () => {
  test('without a name, the names', async () => {
    expect((await konduct(['blueprint'])).stdout.split('\n')).toContain('environment');
  });

  test('with a name, the file as it is', async () => {
    const file = builtinFiles.find(({ path }) => path === 'builtin/service.yaml');
    expect((await konduct(['blueprint', 'service'])).stdout).toBe(file?.text);
  });
});

test('validate', async () => {
  const { stdout, stderr, exitCode } = await konduct(['validate']);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toContain('Valid: 0 errors');
});

test('validate with an error: the diagnostics on standard error, the verdict on standard output', async () => {
  const { stdout, stderr, exitCode } = await konduct(['validate', '--config', 'nowhere']);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/error\[file-missing\]/);
  expect(stdout).toContain('Not valid: 1 error');
});

test('inputs are checked as those of the actions, all at once', async () => {
  await expect(konduct(['plan', '--concurrency', '0', '--adopt', 'all'])).rejects.toMatchObject({
    diagnostics: [
      { code: 'input-invalid', message: '--adopt "all" is not one of its values' },
      { code: 'input-invalid', message: '--concurrency "0" is not a number in its range' },
    ],
  });
});

test('a simulator that could not keep its state does not start', async () => {
  const message = 'the simulator cannot start: the state file /nope/x.json cannot be written: ENOENT';
  await expect(konduct(['simulator', '--port', '0', '--state', '/nope/x.json'])).rejects.toMatchObject({
    diagnostics: [{ code: 'input-invalid', message: expect.stringContaining(message) }],
  });
});

describe('plan and apply', () => {
  let simulator: Simulator;
  const environment = { KONG_AIR_KONNECT_TOKEN: 'kpat_command-line' };

  beforeEach(async () => {
    simulator = await startSimulator();
  });

  afterEach(() => simulator.close());

  test('plan, apply, plan again; with json, one document on standard output', async () => {
    const url = ['--konnect-url', simulator.konnectUrl];
    const first = await konduct(['plan', ...url, '--detailed-exitcode', '--format', 'json'], environment);
    expect(first.exitCode).toBe(2);
    expect(JSON.parse(first.stdout).summary).toMatchObject({ create: 34, waiting: 8 });

    const applied = await konduct(['apply', ...url, '--format', 'json'], environment);
    expect(applied.exitCode).toBe(0);
    expect(JSON.parse(applied.stdout).organizations[0].verification.ok).toBe(true);
    expect(applied.stderr).toContain('[34/34]');

    const again = await konduct(['plan', ...url, '--detailed-exitcode'], environment);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain('Plan: 0 to create, 0 to update, 0 to delete, 8 waiting, 34 unchanged.');
  });

  test('a selection', async () => {
    const { stdout } = await konduct(
      ['plan', '--konnect-url', simulator.konnectUrl, '--environments', 'dev', '--format', 'markdown'],
      environment,
    );
    expect(stdout).toContain('`dev (us)`');
    expect(stdout).not.toContain('`prd (us)`');
  });

  test('a missing token fails, with the place that asks for it', async () => {
    const { stderr, exitCode } = await konduct(['plan', '--konnect-url', simulator.konnectUrl]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/konnect\/organizations\.yaml:\d+:\d+: error\[secret-missing\]/);
  });
});
