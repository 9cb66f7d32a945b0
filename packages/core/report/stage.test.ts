import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { ApiChange } from '../run/api-change.ts';
import { renderPullRequests, renderStageJson } from './json/stage.ts';
import { stageReportSchema } from './json/stage-schema.ts';
import { summaryLimit } from './markdown/fit.ts';
import { renderStageMarkdown } from './markdown/stage.ts';
import { hostileText, sampleDiagnostic } from './sample-report.ts';
import { sampleEnvironment, sampleService, sampleStaging } from './sample-staging.ts';
import { stageView } from './stage-view.ts';
import { renderStageText } from './text/stage.ts';

const links = { repository: 'https://github.com/kong-air/platform', commit: '0123456789abcdef' };
const nothing = sampleStaging({ services: [], environments: [], diagnostics: [sampleDiagnostic] });

test('as text', async () => {
  await expect(renderStageText(sampleStaging(), { color: false })).toMatchFileSnapshot('text/stage.golden.txt');
  expect(renderStageText(nothing, { color: false })).toContain('Nothing was staged');
});

test('as text, of one service: the others were not asked about', () => {
  const report = sampleStaging({
    services: [
      sampleService(),
      sampleService({ service: 'kong-air/routes', outcome: 'not-asked' }),
      sampleService({ service: 'kong-air/crew', outcome: 'not-asked' }),
    ],
  });
  expect(renderStageText(report, { color: false })).toContain('\n  = 2 specifications not asked about\n');
  const services = [...report.services, sampleService({ service: 'kong-air/bookings', outcome: 'unchanged' })];
  const text = renderStageText({ ...report, services }, { color: false });
  expect(text).toContain('\n  = 1 specification unchanged, 2 not asked about\n');
});

test('as text, an accepted breaking change is told as accepted, after those that are not', () => {
  const gone = { level: 'breaking', operation: 'GET /a', text: 'api removed', rule: 'api-removed' } as const;
  const accepted = { ...gone, accepted: { reason: 'Nobody calls it.', until: '2026-12-31' } };
  const textOf = (...changes: ApiChange[]) =>
    renderStageText(sampleStaging({ services: [sampleService({ changes })] }), { color: false });
  const all = textOf(accepted);
  expect(all).toContain(', 1 change, 1 breaking, all of them accepted)');
  expect(all).toContain(
    '\n  ✓ kong-air/flights: GET /a: api removed (api-removed)\n      accepted until 2026-12-31: Nobody calls it.\n',
  );
  expect(all).not.toContain('  ! ');
  const open = { ...gone, operation: 'GET /b' };
  const some = textOf(accepted, open);
  expect(some).toContain('2 breaking, 1 of them accepted)');
  expect(some.indexOf('! kong-air/flights: GET /b')).toBeLessThan(some.indexOf('✓ kong-air/flights: GET /a'));
  // Where one environment accepts the change and another does not, both are told.
  expect(textOf(accepted, gone)).toContain('! kong-air/flights: GET /a: api removed (api-removed)\n  ✓ ');
  expect(textOf(open)).toContain(', 1 change, 1 breaking)');
});

test('as text, risky changes are named behind breaking ones, up to a number', () => {
  const risky = Array.from({ length: 22 }, (_, index) => ({
    level: 'risky' as const,
    operation: `GET /${index}`,
    text: 'a value was added',
    rule: 'response-property-enum-value-added',
  }));
  const broken = { level: 'breaking', operation: 'GET /a', text: 'api removed' } as const;
  const text = renderStageText(sampleStaging({ services: [sampleService({ changes: [...risky, broken] })] }), {
    color: false,
  });
  expect(text).toContain(
    'Breaking changes\n  ! kong-air/flights: GET /a: api removed\nRisky changes\n  ? kong-air/flights: GET /0: ',
  );
  expect(text).toContain('(response-property-enum-value-added)\n  and 2 more\n');
});

test('as Markdown', async () => {
  const text = renderStageMarkdown(sampleStaging(), { limit: summaryLimit, links });
  await expect(text).toMatchFileSnapshot('markdown/stage.golden.md');
  expect(renderStageMarkdown(nothing, { limit: summaryLimit })).toContain('manifest-unknown-key');
});

test('written into the working tree', () => {
  const written = sampleEnvironment({ outcome: 'written', removed: ['a'] });
  const report = sampleStaging({ environments: [written], exitCode: 0 });
  expect(renderStageText(report, { color: false })).toContain('1 file written, 1 removed');
});

test.each([
  ['everything', sampleStaging()],
  ['nothing', nothing],
])('as JSON by its schema: %s', (_, report) => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(stageReportSchema);
  validate(JSON.parse(renderStageJson(report)));
  expect(validate.errors).toBeNull();
});

test('for front doors', () => {
  const view = stageView(sampleStaging());
  expect(view.changed).toBe(true);
  expect(view.summary).toMatchObject({ create: 1, update: 3, delete: 1, none: 3 });
  expect(view.findings).toEqual([sampleDiagnostic]);
  expect(JSON.parse(renderPullRequests(sampleStaging()))).toEqual([
    {
      environment: 'dev',
      branch: 'dev-konnect-orchestrator-apply',
      outcome: 'opened',
      number: 7,
      url: 'https://github.com/kong-air/platform/pull/7',
    },
  ]);
});

test('untrusted text can neither colour a terminal nor command the runner, and stays text in Markdown', () => {
  const accepted = { reason: hostileText, until: hostileText };
  const change = { level: 'breaking', operation: hostileText, text: hostileText, rule: hostileText, accepted } as const;
  const service = sampleService({
    service: hostileText,
    environment: hostileText,
    version: hostileText,
    changes: [change],
  });
  const deckChanges = [{ path: hostileText, lines: [hostileText], total: 1 }];
  const report = sampleStaging({
    services: [service],
    environments: [
      sampleEnvironment({ environment: hostileText, deckChanges, pullRequest: { number: 1, url: hostileText } }),
    ],
  });
  const text = renderStageText(report, { color: false });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text.split('\n').filter((line) => /^\s*::/.test(line) || line.includes('##['))).toEqual([]);
  const markdown = renderStageMarkdown(report, { limit: summaryLimit });
  // GitHub reads no Markdown in `<summary>`, so that backticks have no effect there.
  const outsideCode = markdown
    .replace(/<summary>.*<\/summary>/g, '')
    .replaceAll('\\`', '')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/@org|<img|(?<!\\)\[c\]/);
  expect(markdown).not.toContain('\u202e');
});
