import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { ControlPlaneDeck } from '@konduct/deck/gateway/control-plane';
import { carryOut } from '@konduct/deck/gateway/sync';
import { render } from '@konduct/deck/render/render';
import { renderDeck } from '@konduct/operations/deck/render';
import { optionsFor } from '@konduct/operations/options.fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deckPath, startDeck } from './deck-run.ts';
import { copyKongAir, hasKongAir } from './kong-air.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-faults-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A decK that runs a script. */
function fake(script: string) {
  const path = join(folder, 'deck');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return { path, version: '1.64.0' };
}

const plane = {
  name: 'a-dev',
  address: 'http://127.0.0.1:1/us',
  state: { path: 'kong.yaml', text: '_format_version: "3.0"\n' },
  access: { token: 'kpat_topsecretvalue', variables: {} },
};

describe('a decK that', () => {
  const diff = async (script: string, timeLimit = 5000) => {
    const { deck, runner, end } = startDeck({ binary: fake(script), timeLimit: { gateway: timeLimit } });
    const pauses: number[] = [];
    const result = await new ControlPlaneDeck(deck, plane, { pause: async (time) => void pauses.push(time) }).diff();
    end();
    return { result, pauses, runs: runner.commands.length };
  };

  test.each([
    [
      'fails',
      'echo "Error: it is broken, token $DECK_KONNECT_TOKEN" >&2; exit 1',
      'deck-failed',
      'it is broken, token [masked]',
    ],
    ['fails without a word', 'exit 7', 'deck-failed', 'it ended with exit code 7 and said nothing'],
    ['prints no report', 'echo all is well', 'deck-output', 'what it printed is not its report'],
    ['prints half a report', 'echo \'{"changes": {"creating": [\'', 'deck-output', 'what it printed is not its report'],
    ['crashes', 'kill -SEGV $$', 'deck-failed', 'it ended with a signal and said nothing'],
    ['cannot start', 'exec /nothing/at/all', 'deck-failed', 'not found'],
  ])('%s', async (_, script, code, reason) => {
    const { result } = await diff(script);
    expect(result).toMatchObject({ diagnostic: { severity: 'error', code, message: expect.stringContaining(reason) } });
  });

  test('hangs', async () => {
    const { result } = await diff('sleep 60', 300);
    expect(result).toMatchObject({
      diagnostic: {
        code: 'deck-timeout',
        message: expect.stringContaining('within its time limit (`gateway-time-limit`)'),
      },
    });
  });

  const report = (listed: number, counted: number) => {
    const creating = Array.from({ length: listed }, (_, index) => ({ kind: 'route', name: `r${index}`, body: {} }));
    const summary = { creating: counted, updating: 0, deleting: 0 };
    return JSON.stringify({ changes: { creating, updating: [], deleting: [] }, summary, warnings: [], errors: [] });
  };

  test('lists less than it counts is asked once more, and not believed then', async () => {
    expect(await diff(`echo '${report(2, 2)}'`)).toMatchObject({ runs: 1, result: { value: { errors: [] } } });
    const once = join(folder, 'once');
    const mended = await diff(
      `if test -e ${once}; then echo '${report(3, 3)}'; else touch ${once}; echo '${report(2, 3)}'; fi`,
    );
    expect(mended).toMatchObject({ runs: 2, result: { value: { summary: { creates: 3 } } } });
    expect(await diff(`echo '${report(2, 3)}'`)).toMatchObject({
      runs: 2,
      result: { diagnostic: { code: 'deck-output', message: expect.stringContaining('lists less than it counts') } },
    });
  });

  test('warns beside its report is heard, without secrets and once', async () => {
    const { result } = await diff(
      `printf 'Warning: token %s\\n  is old\\nWarning: b\\nWarning: b\\n' "$DECK_KONNECT_TOKEN" >&2; echo '${report(0, 0)}'`,
    );
    expect(result).toMatchObject({ value: { warnings: ['Warning: token [masked] is old', 'Warning: b'] } });
  });

  test('is told 429 again and again is run again, and not for ever', async () => {
    const { runs, pauses } = await diff('echo "Error: fetching control planes: HTTP status 429" >&2; exit 1');
    expect([runs, pauses]).toEqual([4, [1000, 2000, 4000]]);
    expect((await diff('echo "Error: HTTP status 401" >&2; exit 1')).runs).toBe(1);
  });
});

describe('a sync whose writes fail', () => {
  const failing = (creating: number, ...errors: string[]) => {
    const body = { changes: { creating: [], updating: [], deleting: [] }, warnings: [], errors };
    return JSON.stringify({ ...body, summary: { creating, updating: 0, deleting: 0 } });
  };
  const lost = 'create route r failed: PUT http://127.0.0.1:1/v2/x: giving up after 11 attempt(s)';

  /** A decK that prints one report after another, or fails with a given text; the last one for ever. */
  const attempts = async (reports: readonly string[], isStopped = () => false) => {
    const steps = reports.map((report, index) => {
      const print = report.startsWith('{') ? `echo '${report}'` : `echo '${report}' >&2; exit 1`;
      return `${index === reports.length - 1 ? '*' : index}) ${print};;`;
    });
    const count = join(folder, 'count');
    rmSync(count, { force: true });
    const script = `n=$(cat ${count} 2>/dev/null || echo 0)\necho $((n + 1)) >${count}\ncase $n in\n${steps.join('\n')}\nesac`;
    const { deck, runner, end } = startDeck({ binary: fake(script) });
    const pauses: number[] = [];
    const lines: string[] = [];
    const again = {
      pause: async (time: number) => void pauses.push(time),
      tell: (line: string) => void lines.push(line),
      isStopped,
    };
    const planned = { changes: [], summary: { creates: 2, takeovers: 0, updates: 0, deletes: 0 }, warnings: [] };
    const { done, diagnostics } = await carryOut(plane, new ControlPlaneDeck(deck, plane, again), planned);
    end();
    const told = diagnostics.map(({ severity, code }) => `${severity} ${code}`);
    return { done: done.creates, told, pauses, lines, runs: runner.commands.length };
  };

  test.each([
    ['500', 'create route r failed: HTTP status 500 (message: "no")'],
    ['502', 'create route r failed: HTTP status 502'],
    ['503', 'create route r failed: HTTP status 503'],
    ['429', 'create route r failed: HTTP status 429'],
    ['a reset', 'create route r failed: Put "http://x": read tcp: connection reset by peer'],
    ['a connection that ends', 'create route r failed: Put "http://x": EOF'],
    ['more than decK itself waits for', lost],
  ])('for a cause that passes is run again, and said so: %s', async (_, error) => {
    expect(await attempts([failing(1, error), failing(1)])).toEqual({
      done: 2,
      told: [],
      pauses: [1000],
      lines: [`${error}; trying again in 1 s (attempt 2 of 4)`],
      runs: 2,
    });
  });

  test('with an answer lost to a write that was done has done all that was planned', async () => {
    expect(await attempts([failing(1, lost), failing(0)])).toMatchObject({ done: 2, told: [], runs: 2 });
  });

  test('for good is not run for ever, and tells what was done', async () => {
    expect(await attempts([failing(1, lost), failing(0, lost)])).toMatchObject({
      done: 1,
      told: ['error konnect-unavailable'],
      pauses: [1000, 2000, 4000],
      runs: 4,
    });
  });

  test('for a cause that stays is not run again', async () => {
    const refused = 'create route s failed: HTTP status 400 (message: "no")';
    expect(await attempts([failing(1, refused)])).toMatchObject({ told: ['error deck-failed'], runs: 1 });
    expect(await attempts([failing(0, refused, lost)])).toMatchObject({ runs: 1 });
  });

  test('and that cannot be run again tells what was done before', async () => {
    const ended = await attempts([failing(1, lost), 'Error: fetching control planes: HTTP status 401']);
    expect(ended).toMatchObject({ done: 1, told: ['error konnect-unauthorized'], runs: 2 });
  });

  test('is not run again once the run is asked to stop', async () => {
    expect(await attempts([failing(1, lost)], () => true)).toMatchObject({ done: 1, runs: 1, pauses: [] });
  });
});

describe.skipIf(deckPath === undefined || !hasKongAir)('rendering', () => {
  test('without decK says so, and writes nothing', async () => {
    const air = copyKongAir();
    const report = await renderDeck(
      {
        ...optionsFor(air.workspace),
        check: false,
        deckDownload: 'http://127.0.0.1:2',
      },
      {
        environment: { PATH: folder, XDG_CACHE_HOME: folder, RUNNER_TOOL_CACHE: folder },
        maskSecret: () => {},
        onProgress: () => {},
        signal: new AbortController().signal,
      },
    );
    expect(report).toMatchObject({ exitCode: 1, failureReason: 'deck-missing' });
    expect(report.written).toBeUndefined();
    expect(existsSync(air.path('KongAirlines/envs/dev/teams/flight-data/konduct-deck.json'))).toBe(false);
    air.remove();
  });

  test('with a decK that hangs keeps what is there', async () => {
    const air = copyKongAir();
    const { deck, end } = startDeck({ binary: fake('sleep 60'), timeLimit: { file: 200 } });
    const { files, diagnostics } = await render(air.teams, air.tree(), deck);
    expect(hasErrors(diagnostics)).toBe(true);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['deck-timeout']));
    for (const [path, text] of files) if (path.endsWith('.yaml')) expect(text).toBe(air.read(path));
    end();
    air.remove();
  });

  test('paths that look like options or hold shell metacharacters are no arguments of decK', async () => {
    const air = copyKongAir();
    const { deck, runner, end } = startDeck();
    const text = air.read('KongAirlines/envs/dev/teams/flight-data/services/KongAirlines/flights/openapi.yaml');
    const hostile = ['--output-file=pwned', '$(touch pwned)', 'a\nb', '-', '; touch pwned'];
    const services = hostile.map((key) => ({
      key,
      apiName: key,
      directory: `s/${key}`,
      specification: `s/${key}/openapi.yaml`,
    }));
    air
      .tree()
      .write(
        new Map(
          services.map(({ specification }, index) => [
            specification,
            text.replace(/title: .*/, `title: service ${index}`),
          ]),
        ),
      );
    const { files, diagnostics, held } = await render(
      [{ organization: 'o', environment: 'e', team: '-t', directory: 's', controlPlane: 'p', services }],
      air.tree(),
      deck,
    );
    expect(diagnostics).toEqual([]);
    // Kong allows no line break in a tag, so the name with one holds its service; decK has converted it before.
    expect(held.map(({ message }) => message)).toEqual([expect.stringContaining('"ko-api-name=a\\nb"')]);
    expect([...files.keys()].filter((path) => path.endsWith('kong-from-oas.yaml'))).toHaveLength(hostile.length - 1);
    for (const { args } of runner.commands) {
      for (const argument of args.slice(2)) expect(argument).toMatch(/^--analytics=false$|^\/.*\/\d+\.yaml$/);
    }
    expect(files.get('s/$(touch pwned)/kong-from-oas.yaml')).toContain('ko-api-name=$(touch pwned)');
    end();
    air.remove();
  });
});
