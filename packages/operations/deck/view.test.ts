import { hostileText, sampleDiagnostic } from '@konduct/core/report/sample-report';
import { countChanges, type EntityChange, type GatewayDiff } from '@konduct/deck/gateway/change';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { type ControlPlaneReport, type DeckReport, makeDeckReport } from './report.ts';
import { deckReportSchema } from './schema.ts';
import { nameToken } from './token.ts';
import { deckView } from './view.ts';

const unlimited = { limit: { size: Number.POSITIVE_INFINITY, measure: () => 0 } };

function change(overrides: Partial<EntityChange> = {}): EntityChange {
  return { action: 'create', kind: 'route', name: 'get-flight', id: 'r1', fields: [], ...overrides };
}

function diffOf(changes: readonly EntityChange[]): GatewayDiff {
  return { changes, summary: countChanges(changes), warnings: [] };
}

function plane(overrides: Partial<ControlPlaneReport> = {}): ControlPlaneReport {
  return {
    organization: 'kong-air',
    environment: 'dev',
    team: 'flight-data',
    region: 'eu',
    name: 'flight-data-dev',
    file: 'konnect/kong-air/envs/dev/teams/flight-data/kong.yaml',
    outcome: 'changes',
    diff: diffOf([
      change(),
      change({ action: 'takeover', kind: 'service', name: 'flights' }),
      change({
        action: 'update',
        kind: 'plugin',
        name: 'rate-limiting',
        fields: [{ path: 'config.minute', before: 5, after: 9 }],
      }),
      change({ action: 'delete', name: 'old', id: undefined }),
    ]),
    diagnostics: [],
    ...overrides,
  };
}

const { diff: _, ...unseen } = plane();
const waiting: ControlPlaneReport = {
  ...unseen,
  name: 'crew-dev',
  team: 'crew',
  outcome: 'waiting',
  note: 'waits for crew-dev',
};
const failed = plane({
  environment: 'prd',
  name: 'flight-data-prd',
  outcome: 'failed',
  diagnostics: [sampleDiagnostic],
});

const reports: Readonly<Record<string, DeckReport>> = {
  diff: makeDeckReport({ mode: 'diff', diagnostics: [], controlPlanes: [plane(), waiting], notes: ['no token here'] }),
  sync: makeDeckReport({
    mode: 'sync',
    diagnostics: [],
    controlPlanes: [plane({ outcome: 'synced', done: { creates: 1, takeovers: 1, updates: 1, deletes: 1 } }), failed],
  }),
  render: makeDeckReport({
    mode: 'render',
    diagnostics: [],
    written: ['konnect/kong-air/envs/dev/teams/flight-data/kong.yaml'],
    rendering: { rendered: 1, kept: 3, merged: 1 },
  }),
  lint: makeDeckReport({ mode: 'lint', diagnostics: [sampleDiagnostic], failureReason: 'lint-failed' }),
};

test.each(Object.entries(reports))('%s: as text, as Markdown, and as JSON by its schema', async (mode, report) => {
  const view = deckView(report);
  await expect(view.text({ color: false })).toMatchFileSnapshot(`golden/${mode}.txt`);
  await expect(view.markdown(unlimited)).toMatchFileSnapshot(`golden/${mode}.md`);
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(deckReportSchema);
  validate(JSON.parse(view.json()));
  expect(validate.errors).toBeNull();
});

test.each(['diff', 'sync'] as const)('a %s of nothing is not one without changes', (mode) => {
  const verdict = (more: Partial<DeckReport>) => {
    const lines = deckView(makeDeckReport({ mode, diagnostics: [], ...more }))
      .text({ color: false })
      .trim()
      .split('\n');
    return lines.at(-1);
  };
  const { diff: __, ...nothing } = failed;
  const done = mode === 'diff' ? 'compared' : 'synced';
  expect(verdict({ failureReason: 'invalid-configuration' })).toBe(`Nothing was ${done}; see the errors.`);
  expect(verdict({ notes: ['no token here'] })).toMatch(new RegExp(`: nothing was ${done}\\.$`));
  expect(verdict({ controlPlanes: [nothing] })).toMatch(/: 1 of 1 control plane (could not be compared|not synced)\.$/);
  expect(verdict({ controlPlanes: [plane({ outcome: 'unchanged', diff: diffOf([]) })] })).toMatch(/: no changes\.$/);
});

test('what Konnect refuses of a token names the token and the line that does', () => {
  const at = { file: 'konnect/organizations.yaml', start: { line: 3, column: 7 }, end: { line: 3, column: 9 } };
  const refused = (code: 'konnect-unauthorized' | 'konnect-rejected') =>
    plane({ diagnostics: [{ severity: 'error', code, message: 'no', cause: 'Kong finds it by x.' }] });
  const token = { type: 'env', source: 'KONG_AIR_KONNECT_TOKEN', at } as const;
  expect(nameToken(refused('konnect-unauthorized'), token).diagnostics).toEqual([
    expect.objectContaining({
      cause: 'The token comes from the environment variable KONG_AIR_KONNECT_TOKEN. Kong finds it by x.',
      at,
    }),
  ]);
  expect(nameToken(refused('konnect-rejected'), token)).toEqual(refused('konnect-rejected'));
});

test('for front doors', () => {
  const views = Object.fromEntries(Object.entries(reports).map(([mode, report]) => [mode, deckView(report)]));
  expect(views.diff).toMatchObject({ changed: true, exitCode: 0, failureReason: undefined });
  expect(views.diff?.summary).toMatchObject({ create: 1, adopt: 1, update: 1, delete: 1, waiting: 1 });
  expect(views.sync).toMatchObject({ changed: true, exitCode: 5, failureReason: 'partly-applied' });
  expect(views.render?.changed).toBe(true);
  expect(views.lint).toMatchObject({ changed: false, failureReason: 'lint-failed', findings: [sampleDiagnostic] });
});

test('untrusted text can neither colour a terminal nor command the runner', () => {
  const hostile = plane({
    environment: hostileText,
    name: hostileText,
    note: hostileText,
    diff: diffOf([
      change({ action: 'update', name: hostileText, fields: [{ path: hostileText, before: hostileText }] }),
    ]),
  });
  const view = deckView(
    makeDeckReport({
      mode: 'diff',
      diagnostics: [],
      controlPlanes: [hostile],
      written: [hostileText],
      notes: [hostileText],
    }),
  );
  const text = view.text({ color: false });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([]);
  expect(view.markdown(unlimited)).not.toContain('\u202e');
});
