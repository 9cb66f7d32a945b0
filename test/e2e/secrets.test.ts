import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { beforeEach, describe, expect, test } from 'vitest';
import { leak } from '../act/secret-forms.ts';
import { hasBuilt, startBuilt } from './built.ts';
import { type EchoForm, startEcho } from './echo.ts';
import { apply, impatient, type RunSettings } from './run.ts';
import { useScene } from './scene.ts';
import { small } from './small-platform.ts';
import { told } from './told.ts';

/** Contains characters that every kind of escaping changes, and no eight characters that occur elsewhere. */
const secret = 'kpat_Zq"7w\\X9/"Lm+"N4%vB"&6t\\=G8?s"R2k"J5';

const scene = useScene();

interface Source {
  readonly name: string;
  /** Puts the secret into the place. */
  readonly give: () => void;
  readonly environment: Readonly<Record<string, string>>;
  readonly literal: boolean;
}

const envSource = 'type: env\n      value: ACME_TOKEN';

const sources: readonly Source[] = [
  { name: 'an environment variable', give: () => {}, environment: { ACME_TOKEN: secret }, literal: false },
  {
    name: 'a file',
    give: () => {
      scene.platform.edit(small.organizations, envSource, 'type: file\n      value: $SECRETS/token');
      scene.platform.write('secrets/token', `${secret}\n`);
    },
    environment: { SECRETS: 'secrets' },
    literal: false,
  },
  {
    name: 'the manifest itself',
    give: () =>
      scene.platform.edit(small.organizations, envSource, `type: literal\n      value: ${JSON.stringify(secret)}`),
    environment: {},
    literal: true,
  },
];

function settingsOf({ environment, literal }: Source): RunSettings {
  return { environment, allowLiteralSecrets: literal, patience: { baseDelay: 1, attempts: 2, patience: 20 } };
}

function expectNoLeak(texts: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(texts)) expect(leak(secret, text), place).toBeUndefined();
}

/** Answers of Konnect with the token in them. */
const echoes: readonly (readonly [number, EchoForm])[] = [
  [400, 'problem'],
  [401, 'problem'],
  [403, 'problem'],
  [404, 'page'],
  [409, 'problem'],
  [422, 'gateway'],
  [429, 'gateway'],
  [500, 'problem'],
  [502, 'page'],
  [302, 'redirect'],
  [200, 'success'],
];

describe.each(sources)('a token from $name', (source) => {
  beforeEach(() => source.give());

  test('is nowhere in what a run says', async () => {
    const progress: unknown[] = [];
    const settings = { ...settingsOf(source), onProgress: (event: unknown) => progress.push(event) };
    const reports = [
      await scene.check(settings),
      await scene.plan(settings),
      await scene.apply(settings),
      await scene.plan(settings),
    ];
    expect(reports.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expectNoLeak({ reports: reports.map(told).join(), progress: JSON.stringify(progress) });
  });

  test.each(echoes)('is nowhere in what a run says when Konnect answers %i with it (%s)', async (status, form) => {
    const echo = await startEcho(status, form);
    try {
      const patience = { ...impatient, patience: 200 };
      const report = await apply(scene.platform, echo, { ...settingsOf(source), patience });
      expect(report).toMatchObject({ exitCode: 1, failureReason: 'konnect-error' });
      expectNoLeak({ report: told(report) });
    } finally {
      await echo.close();
    }
  });
});

describe('a token where none belongs is not repeated', () => {
  const quoted = JSON.stringify(secret);
  test.each([
    ['where it has to be allowed first', small.organizations, envSource, `type: literal\n      value: ${quoted}`],
    ['in the place of the source', small.organizations, `\n      ${envSource}`, ` ${quoted}`],
    ['as the name of a variable', small.organizations, 'ACME_TOKEN', quoted],
    ['as the type of the source', small.organizations, 'type: env', `type: ${quoted}`],
    ['in a list', small.organizations, 'ACME_TOKEN', `[${quoted}]`],
    ['as a key', small.organizations, 'value: ACME_TOKEN', `${quoted}: ACME_TOKEN`],
    ['in a quote that is not closed', small.organizations, 'ACME_TOKEN', quoted.slice(0, -1)],
    ['in a file that is not there', small.organizations, envSource, `type: file\n      value: ${quoted}`],
    ['in a remote', small.teams, 'https://github.com', `https://x:${encodeURIComponent(secret)}@github.com`],
    ['in a remote without a scheme', small.teams, 'https://github.com/', `x:${encodeURIComponent(secret)}@github.com:`],
    ['as a description', small.teams, 'Where we fly', `{token: ${quoted}}`],
  ])('%s', async (_, file, from, to) => {
    scene.platform.edit(file, from, to);
    const reports: RunReport[] = [];
    for (const allowLiteralSecrets of [false, true]) {
      const settings = { environment: { ACME_TOKEN: secret }, allowLiteralSecrets };
      reports.push(await scene.check(settings), await scene.plan(settings));
    }
    expectNoLeak({ reports: reports.map(told).join() });
  });
});

describe.skipIf(!hasBuilt('the search for secrets in what built programs print'))('the built programs', () => {
  async function runs(program: Parameters<typeof startBuilt>[0], args: readonly string[], environment: object) {
    const { stdout, stderr, exitCode } = await startBuilt(program, args, {
      cwd: scene.platform.workspace,
      environment: { ACME_TOKEN: secret, ...environment },
    }).ended;
    return { exitCode, texts: { stdout, stderr } };
  }

  test.each(['text', 'markdown', 'json'])('the command line prints no token, as %s', async (format) => {
    for (const command of ['validate', 'plan', 'apply']) {
      const url = command === 'validate' ? [] : ['--konnect-url', scene.konnect.konnectUrl];
      const { exitCode, texts } = await runs('cli', [command, '--format', format, ...url], {});
      expect(exitCode).toBe(0);
      expect(texts.stdout).not.toBe('');
      expectNoLeak(texts);
    }
  });

  test('the command line prints no token that Konnect repeats', async () => {
    const echo = await startEcho(403, 'problem');
    try {
      const { exitCode, texts } = await runs('cli', ['apply', '--konnect-url', echo.konnectUrl], {});
      expect(exitCode).toBe(1);
      expect(texts.stderr).toContain('konnect-forbidden');
      expectNoLeak(texts);
    } finally {
      await echo.close();
    }
  });

  /** The environment that GitHub gives an action, and the file for its outputs. */
  function github(inputs: Readonly<Record<string, string>>): Record<string, string> {
    for (const file of ['output', 'summary']) scene.platform.write(`runner/${file}`, '');
    mkdirSync(scene.platform.path('runner/temp'), { recursive: true });
    return {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: scene.platform.workspace,
      GITHUB_OUTPUT: scene.platform.path('runner/output'),
      GITHUB_STEP_SUMMARY: scene.platform.path('runner/summary'),
      RUNNER_TEMP: scene.platform.path('runner/temp'),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    };
  }

  /** All outputs of an action. Lines that ask the runner to mask a value are left out, as the runner does. */
  function left({ stdout, stderr }: { stdout: string; stderr: string }): Record<string, string> {
    const reports = readdirSync(scene.platform.path('runner/temp'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.json'),
    );
    return {
      log: stdout.replace(/^::add-mask::.*$/gm, ''),
      stderr,
      output: scene.platform.read('runner/output'),
      summary: scene.platform.read('runner/summary'),
      report: reports.map((file) => readFileSync(path.join(scene.platform.path('runner/temp'), file), 'utf8')).join(),
    };
  }

  test('the actions leave no token behind, and ask the runner to mask it', async () => {
    const valid = await runs('validate-config', [], github({}));
    expect(valid).toMatchObject({ exitCode: 0, texts: { stderr: '' } });
    expectNoLeak(left(valid.texts));
    for (const mode of ['plan', 'apply']) {
      const { exitCode, texts } = await runs(
        'reconcile-konnect',
        [],
        github({ mode, 'konnect-url': scene.konnect.konnectUrl }),
      );
      expect(exitCode, texts.stdout).toBe(0);
      // The runner decodes `%` in commands.
      expect(texts.stdout).toContain(`::add-mask::${secret.replaceAll('%', '%25')}`);
      const places = left(texts);
      expect(places.report).toContain('"organizations"');
      expect(places.summary).not.toBe('');
      expectNoLeak(places);
    }
  });

  test('the action leaves no token behind that Konnect repeats', async () => {
    const echo = await startEcho(401, 'problem');
    try {
      const { exitCode, texts } = await runs('reconcile-konnect', [], github({ 'konnect-url': echo.konnectUrl }));
      expect(exitCode).toBe(1);
      expect(texts.stdout).toContain('konnect-unauthorized');
      expectNoLeak(left(texts));
    } finally {
      await echo.close();
    }
  });
});
