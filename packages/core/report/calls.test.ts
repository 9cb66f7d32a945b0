import { expect, test } from 'vitest';
import type { Calls } from '../run/calls.ts';
import { callsLine } from './calls.ts';
import { renderJson } from './json/document.ts';
import { commentLimit } from './markdown/fit.ts';
import { renderOrganization } from './markdown/organization.ts';
import { renderMarkdown } from './markdown/run.ts';
import { organizationOf, runOf, samplePlan } from './sample-report.ts';
import { renderText } from './text/run.ts';

const calls: Calls = {
  planned: { reads: 8, writes: 0 },
  expected: { reads: 37, writes: 40 },
  time: { latency: 24.4, apply: 1_912 },
};

test('a plan says what it took and what its apply takes', () => {
  expect(callsLine(calls)).toBe('8 to plan; an apply sends about 77 (40 writes), 1.9 s at 24 ms a call');
  const none = { planned: { reads: 1, writes: 0 }, expected: { reads: 2, writes: 0 } };
  expect(callsLine(none)).toBe('1 to plan; an apply sends about 2 (no write)');
  const long = { ...calls, time: { latency: 300, apply: 300_000 } };
  expect(callsLine(long)).toContain('5 min at 300 ms a call');
});

test('an apply says what it sent', () => {
  expect(callsLine({ ...calls, sent: { reads: 37, writes: 40, vain: 0, lease: 0 } })).toBe(
    '77 sent (40 writes), as announced',
  );
  expect(callsLine({ ...calls, sent: { reads: 36, writes: 1, vain: 3, lease: 0 } })).toBe(
    '37 sent (1 write), 77 announced; 3 more in vain, because Konnect put them off or failed',
  );
  expect(callsLine({ ...calls, sent: { reads: 37, writes: 40, vain: 0, lease: 95 } })).toBe(
    '77 sent (40 writes), as announced; 95 more to wait for the lease or to keep it',
  );
});

test('the time is for logs and summaries, and neither in a comment nor in JSON', () => {
  const organization = { ...organizationOf(samplePlan()), calls };
  const run = runOf([organization]);
  expect(renderText(run, { color: false })).toContain(
    '\nCalls: 8 to plan; an apply sends about 77 (40 writes), 1.9 s at',
  );
  expect(renderMarkdown(run, { limit: commentLimit })).toContain('1.9 s at 24 ms a call');
  const comment = renderOrganization(organization, 'plan', { limit: commentLimit });
  expect(comment).toContain('**Calls:** 8 to plan; an apply sends about 77 (40 writes).');
  expect(JSON.parse(renderJson(run)).organizations[0].calls).toEqual({
    planned: { reads: 8, writes: 0 },
    expected: { reads: 37, writes: 40 },
  });
});
