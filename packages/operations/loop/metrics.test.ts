import { expect, test } from 'vitest';
import { LoopMetrics } from './metrics.ts';
import type { Round } from './round.ts';

const round: Round = {
  number: 1,
  started: 1_000,
  ended: 3_500,
  outcome: 'unchanged',
  isWell: true,
  isNews: false,
  troubled: 0,
  recoveredFrom: 0,
  pause: 1_000,
  findings: [],
};

/** A report of which only the numbers count. */
function reportOf(organization: string, failureReason?: string): NonNullable<Round['report']> {
  const view = {
    findings: [],
    changed: true,
    summary: { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, none: 0, waiting: 0, blocked: 0, orphaned: 0 },
    failureReason,
    exitCode: 0,
    text: () => '',
    markdown: () => '',
    json: () => '',
  };
  const organizations = [failureReason === undefined ? { organization } : { organization, failureReason }];
  return {
    view,
    organizations,
    made: { create: 2, update: 1 },
    open: 3,
    changed: true,
    calls: { reads: 20, writes: 4 },
  };
}

test('rounds, failures, changes and calls add up', async () => {
  const metrics = new LoopMetrics();
  metrics.add({ ...round, report: reportOf('kong-air') });
  metrics.add({
    ...round,
    outcome: 'konnect-error',
    isWell: false,
    troubled: 1,
    ended: 9_000,
    report: reportOf('kong-air', 'konnect-error'),
  });
  metrics.add({ ...round, outcome: 'repository-unavailable', isWell: false, troubled: 2 });
  const lines = (await metrics.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'konduct_rounds_total{outcome="unchanged"} 1',
      'konduct_rounds_total{outcome="konnect-error"} 1',
      'konduct_rounds_total{outcome="repository-unavailable"} 1',
      'konduct_organization_failures_total{organization="kong-air",reason="konnect-error"} 1',
      'konduct_changes_total{action="create"} 4',
      'konduct_konnect_calls_total{kind="read"} 40',
      'konduct_konnect_calls_total{kind="write"} 8',
      'konduct_open_changes 3',
      'konduct_troubled_rounds 2',
      'konduct_last_success_timestamp_seconds 3.5',
      'konduct_round_duration_seconds_count 3',
    ]),
  );
});

test('it is OpenMetrics, whatever an organization is called', async () => {
  const metrics = new LoopMetrics();
  metrics.add({ ...round, report: reportOf('a"b\\c\nd', 'refused') });
  const text = await metrics.text();
  expect(metrics.contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(text.endsWith('# EOF\n')).toBe(true);
  expect(text).toContain('{organization="a\\"b\\\\c\\nd",reason="refused"} 1');
  // The grammar of a line, by the specification of OpenMetrics 1.0.
  const label = /[a-z_]+="(?:[^"\\\n]|\\["\\n])*"/.source;
  const sample = new RegExp(`^[a-z_]+(?:\\{${label}(?:,${label})*\\})? [0-9.e+-]+$`);
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(line.startsWith('#') ? /^# (?:(?:HELP|TYPE) [a-z_]+ .+|EOF)$/ : sample);
});
