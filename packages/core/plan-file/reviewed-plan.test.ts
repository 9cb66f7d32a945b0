import { describe, expect, test } from 'vitest';
import type { Change } from '../plan/change.ts';
import { sampleChange } from '../report/sample-report.ts';
import { meaningDigest } from './meaning-digest.ts';
import { grownSince, readReviewed, reviewedText } from './reviewed-plan.ts';

const limit = 60_000;

function planOf(size: number): { readonly changes: readonly Change[] } {
  const address = (index: number) => `acme/dev/passenger-services/acme%2Fservice-${index}/publication`;
  return {
    changes: Array.from({ length: size }, (_, index) => sampleChange({ address: address(index), name: `s${index}` })),
  };
}

const added = sampleChange({ action: 'delete', kind: 'API', address: 'acme/dev/x/api', name: 'x' });

test('a small plan is kept in words', () => {
  expect(reviewedText({ changes: [added] })).toMatch(
    /^konduct-reviewed 1 [0-9a-f]{64} 1\n[0-9a-f]{16} delete API acme\/dev\/x\/api\n$/,
  );
  expect(readReviewed(reviewedText({ changes: [] }))).toEqual({ digest: meaningDigest({ changes: [] }), meanings: [] });
});

describe.each([1, 500, 2_000, 3_400])('a plan of %i changes', (size) => {
  const plan = planOf(size);
  const text = reviewedText(plan);
  const reviewed = readReviewed(text);

  test('fits into a check run and is read back', () => {
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(reviewed?.meanings).toHaveLength(size);
  });

  test('has not grown by itself, nor by what was done meanwhile', () => {
    if (!reviewed) throw new Error('not read');
    expect(grownSince([reviewed], plan)).toEqual([]);
    expect(grownSince([reviewed], { changes: plan.changes.slice(1) })).toEqual([]);
    expect(grownSince([reviewed], { changes: [] })).toEqual([]);
  });

  test('has grown by each change beyond it, and by each that is another one', () => {
    if (!reviewed) throw new Error('not read');
    expect(grownSince([reviewed], { changes: [...plan.changes, added] })).toEqual([added]);
    const [first, ...rest] = plan.changes;
    const other = sampleChange({ ...first, fields: [{ path: 'visibility', after: 'public' }] });
    expect(grownSince([reviewed], { changes: [other, ...rest] })).toEqual([other]);
  });
});

test('of a plan with very many changes only the whole is kept', () => {
  const plan = planOf(5_000);
  const text = reviewedText(plan);
  expect(text.length).toBeLessThan(200);
  const reviewed = readReviewed(text);
  if (!reviewed) throw new Error('not read');
  expect(grownSince([reviewed], plan)).toEqual([]);
  expect(grownSince([reviewed], { changes: [...plan.changes, added] })).toHaveLength(5_001);
});

test.each([
  '',
  'something else',
  'konduct-reviewed 2 aa 1',
  reviewedText(planOf(2)).replace(/\n[0-9a-f]{16}/, '\nnothing'),
  reviewedText(planOf(2)).split('\n').slice(0, 2).join('\n'),
])('%j is no reviewed plan', (text) => {
  expect(readReviewed(text)).toBeUndefined();
});

const update = sampleChange({ action: 'update', fields: [{ path: 'display_name', before: 'A', after: 'B' }] });
const waiting = sampleChange({ action: 'waiting', kind: 'Implementation', address: 'acme/dev/x/link', fields: [] });
const link = { ...waiting, action: 'create', fields: [{ path: 'service.id', after: 'x' }] } as const;
const secret = { path: 'client_secret', secret: true } as const;

function grown(reviewed: readonly Change[], now: readonly Change[]): readonly Change[] {
  const plan = readReviewed(reviewedText({ changes: reviewed }));
  if (!plan) throw new Error('not read');
  return grownSince([plan], { changes: now });
}

test('what waited when it was reviewed may be made, and nothing else may be done with it', () => {
  expect(grown([waiting], [link])).toEqual([]);
  expect(grown([waiting], [{ ...link, action: 'adopt' }])).toEqual([]);
  for (const action of ['delete', 'replace', 'update'] as const)
    expect(grown([waiting], [{ ...link, action }])).toHaveLength(1);
  expect(grown([{ ...waiting, id: 'x' }], [{ ...link, action: 'update' }])).toEqual([]);
  expect(grown([waiting], [{ ...link, address: 'acme/prd/x/link' }])).toHaveLength(1);
});

test('the value of a secret is nothing that a reviewer sees', () => {
  expect(grown([], [{ ...update, fields: [secret] }])).toEqual([]);
  expect(grown([update], [{ ...update, fields: [...update.fields, secret] }])).toEqual([]);
  expect(grown([], [{ ...update, fields: [...update.fields, secret] }])).toHaveLength(1);
  expect(grown([], [sampleChange({ action: 'create', fields: [secret] })])).toHaveLength(1);
});

test('a change is reviewed in any of several plans', () => {
  const plans = [[update], [added]].flatMap((changes) => readReviewed(reviewedText({ changes })) ?? []);
  expect(grownSince(plans, { changes: [update, added] })).toEqual([]);
  expect(grownSince(plans.slice(0, 1), { changes: [update, added] })).toEqual([added]);
});

test('a name that people gave ends no code block', () => {
  const orphan = sampleChange({ action: 'delete', kind: 'API', address: 'a\n```\n</details>' });
  const text = reviewedText({ changes: [orphan] });
  expect(text.split('\n')).toHaveLength(3);
  expect(text).not.toMatch(/[`<>]/);
  expect(readReviewed(text)?.meanings).toHaveLength(1);
});
