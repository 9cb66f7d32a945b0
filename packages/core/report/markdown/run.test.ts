import { expect, test } from 'vitest';
import {
  everything,
  hostileText,
  organizationOf,
  planOf,
  resultsOf,
  runOf,
  sampleBlocked,
  sampleChange,
  sampleDeletions,
  sampleDiagnostic,
  sampleOrphans,
  samplePlan,
} from '../sample-report.ts';
import { commentLimit, summaryLimit } from './fit.ts';
import { renderOrganization } from './organization.ts';
import { renderMarkdown } from './run.ts';

const links = {
  repository: 'https://github.com/kong-air/platform',
  commit: '0123456789abcdef0123456789abcdef01234567',
};
const comment = { limit: commentLimit, links };

test('the plan of a pull request', async () => {
  await expect(renderOrganization(organizationOf(samplePlan()), 'plan', comment)).toMatchFileSnapshot('plan.golden.md');
});

test('updates, deletions and orphans', async () => {
  const plan = planOf(
    [
      sampleChange({
        action: 'update',
        kind: 'API',
        name: 'bookings-dev',
        fields: [{ path: 'description', before: 'Books seats', after: 'Books seats and cancels them' }],
      }),
      sampleChange({ action: 'adopt', kind: 'Team', name: 'network-planning', reason: 'has its name and no owner' }),
      sampleChange({ action: 'none' }),
      ...sampleDeletions,
    ],
    sampleOrphans,
  );
  await expect(renderOrganization(organizationOf(plan), 'plan', comment)).toMatchFileSnapshot('changes.golden.md');
});

test('an apply that did not go well', async () => {
  const plan = samplePlan(['bookings']);
  const results = resultsOf(plan).map((result, index) =>
    index === 2 ? { ...result, outcome: 'failed' as const, diagnostic: sampleDiagnostic } : result,
  );
  const verification = { ok: false, summary: { ...plan.summary, create: 1 }, extent: everything, diagnostics: [] };
  const report = runOf([organizationOf(plan, { results, verification })], { mode: 'apply', exitCode: 5 });
  await expect(renderMarkdown(report, { limit: summaryLimit })).toMatchFileSnapshot('partly-applied.golden.md');
});

test('a validation, with the graph of every environment', async () => {
  const report = runOf([organizationOf(samplePlan(['bookings']))], {
    mode: 'validate',
    diagnostics: [{ ...sampleDiagnostic, severity: 'warning' }],
  });
  await expect(renderMarkdown(report, { limit: summaryLimit, links })).toMatchFileSnapshot('valid.golden.md');
});

const manyServices = Array.from({ length: 200 }, (_, index) => `service-${index}`);

test('two hundred services fit into a comment, without fields but with every change', () => {
  const text = renderOrganization(organizationOf(samplePlan(manyServices)), 'plan', comment);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('service-199-dev');
  expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
});

test('of nine hundred changes those that matter most are told whole, as many as there is room for', () => {
  const services = Array.from({ length: 300 }, (_, index) => `service-${index}`);
  const important = [
    sampleChange({ address: 'z/1', kind: 'API', action: 'delete', name: 'gone', cannotBeUndone: ['its documents'] }),
    sampleChange({ address: 'z/2', kind: 'API', action: 'replace', name: 'anew', reason: '`slug` cannot change' }),
    sampleChange({
      address: 'z/3',
      kind: 'Portal',
      action: 'update',
      name: 'opened',
      effect: 'widens',
      fields: [{ path: 'default_api_visibility', before: 'private', after: 'public', effect: 'widens' }],
    }),
    sampleChange({
      address: 'z/4',
      kind: 'TeamRole',
      name: 'Admin: crew on crew-dev',
      effect: 'widens',
      meaning: 'crew gets the role Admin on crew-dev',
      fields: [{ path: 'role_name', after: 'Admin' }],
    }),
  ];
  const plan = planOf([...samplePlan(services).changes, ...important]);
  const text = renderOrganization(organizationOf(plan), 'plan', {
    ...comment,
    links: { ...links, run: 'https://github.com/acme/platform/actions/runs/7' },
  });
  expect(text.length).toBeLessThan(65_536);
  expect(text.length).toBeGreaterThan(55_000);
  for (const line of [
    '-     default_api_visibility: "private"\n+     default_api_visibility: "public"',
    '+     role_name: "Admin"',
    '- API gone\n#     cannot be undone: its documents',
    '! replace API anew\n#     deleted and made anew: `slug` cannot change',
  ])
    expect(text).toContain(line);
  expect(text).toMatch(
    /_The fields of \d+ of \d+ changes are left out here, those that matter least: \[the summary of the run\]\(https:\/\/github\.com\/acme\/platform\/actions\/runs\/7\) has more\._/,
  );
});

test('two hundred that wait for the same kind of thing are told in one sentence', () => {
  const text = renderOrganization(organizationOf(samplePlan(manyServices)), 'plan', { limit: summaryLimit });
  expect(text).toContain(
    '- 200 APIImplementations wait for a gateway service tagged ko-api-name=… in dev (`dev`): ' +
      '`service-0-dev on passenger-services-dev`, `service-1-dev on passenger-services-dev`, `service-2-dev on passenger-services-dev` and 197 more\n',
  );
});

test('what is blocked stands apart from what only waits, and open', async () => {
  const plan = planOf([
    ...sampleBlocked,
    sampleChange({ address: 'c', kind: 'Team', action: 'waiting', name: 'flights', reason: 'somebody' }),
  ]);
  const text = renderOrganization(organizationOf(plan, { failureReason: 'refused' }), 'plan', comment);
  await expect(text).toMatchFileSnapshot('blocked.golden.md');
});

test('what nothing declares any more and stays', async () => {
  const plan = planOf([sampleChange({ action: 'none' })], sampleOrphans);
  await expect(renderOrganization(organizationOf(plan), 'plan', comment)).toMatchFileSnapshot('orphans.golden.md');
});

test('two thousand services fall back to counts by kind', () => {
  const services = Array.from({ length: 2000 }, (_, index) => `service-${index}`);
  const text = renderOrganization(organizationOf(samplePlan(services)), 'plan', comment);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('+ API (2000)');
});

test('what fits at no level of detail is left out in whole blocks', () => {
  const organizations = Array.from({ length: 400 }, (_, index) =>
    organizationOf(samplePlan(['a'], `organization-${index}`)),
  );
  const text = renderMarkdown(runOf(organizations), { limit: commentLimit });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('organization-0');
  expect(text.trimEnd().endsWith('_The rest does not fit here; the report file has it._')).toBe(true);
});

test('untrusted text stays text', () => {
  const hostile = sampleChange({
    name: hostileText,
    environment: hostileText,
    reason: hostileText,
    fields: [{ path: hostileText, after: hostileText }],
  });
  const grant = sampleChange({
    name: hostileText,
    effect: 'widens',
    meaning: hostileText,
    takesAlong: [hostileText],
    cannotBeUndone: [hostileText],
  });
  const block = { by: hostileText, action: 'create', code: 'foreign-owner' } as const;
  const plan = planOf(
    [hostile, { ...hostile, action: 'waiting' }, grant, { ...hostile, action: 'blocked', block }],
    [{ ...grant, address: hostileText, reason: hostileText }],
  );
  const diagnostic = { ...sampleDiagnostic, message: hostileText };
  const text = renderOrganization(organizationOf(plan, { diagnostics: [diagnostic] }), 'plan', comment);
  // GitHub reads no Markdown in `<summary>`, and an escaped backtick begins no code.
  const summaries = text.match(/^<summary>.*$/gm) ?? [];
  const outsideCode = text
    .replace(/^<summary>.*$/gm, '')
    .replaceAll('\\`', '')
    .replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/@org|<img|(?<!\\)\[c\]|#1/);
  expect(summaries.join('\n')).not.toMatch(/@org|<img|#1/);
  expect(text).not.toContain('\u202e');
});
