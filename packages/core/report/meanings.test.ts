import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../plan/change.ts';
import { meaningsOf } from '../plan/meaning.ts';
import { effectiveChanges, meaningBlocks } from './meanings.ts';
import { planOf, resultsOf, sampleChange, samplePlan } from './sample-report.ts';

function grant(address: string, meaning: string, overrides: Partial<Change> = {}): Change {
  return sampleChange({ address, kind: 'TeamRole', name: address, effect: 'widens', meaning, ...overrides });
}

const tell = (changes: readonly Change[], most = 20) =>
  meaningBlocks(changes, most).flatMap(({ title, total, lines, left }) => [
    `${title} (${total})`,
    ...lines.map(({ text, names }) => (names.length === 0 ? text : `${text}: ${names.join(' ')}`)),
    ...(left === 0 ? [] : [`and ${left} more`]),
  ]);

test('few sentences are told one by one, by what they do', () => {
  expect(tell(samplePlan().changes)).toEqual([
    'Lets people see or do more (4)',
    'API bookings-dev is published on portal dev, private',
    'API customers-dev is published on portal dev, private',
    'API bookings is published on portal prd, public',
    'API customers is published on portal prd, public',
  ]);
});

test('four hundred publications do not drown everything', () => {
  const services = Array.from({ length: 200 }, (_, index) => `service-${index}`);
  const team = grant('team', 'Team flights gets the role Admin on flights-dev');
  expect(tell([...samplePlan(services).changes, team])).toEqual([
    'Lets people see or do more (401)',
    '200 APIs are published on portal dev, private: service-0-dev, service-1-dev, service-2-dev and 197 more',
    '200 APIs are published on portal prd, public: service-0, service-1, service-2 and 197 more',
    'Team flights gets the role Admin on flights-dev',
  ]);
});

test('what is public is never told together with what is private, nor one role with another', () => {
  const changes = Array.from({ length: 30 }, (_, index) => [
    grant(`a${index}`, `API a${index} is published on portal dev, ${index === 7 ? 'public' : 'private'}`),
    grant(`b${index}`, `Team b${index} gets the role ${index % 10 === 0 ? 'Admin' : 'Viewer'} on b${index}-dev`),
  ]).flat();
  expect(tell(changes)).toEqual([
    'Lets people see or do more (60)',
    '29 APIs are published on portal dev, private: a0, a1, a2 and 26 more',
    'API a7 is published on portal dev, public',
    'Team b0 gets the role Admin on b0-dev',
    'Team b10 gets the role Admin on b10-dev',
    'Team b20 gets the role Admin on b20-dev',
    '27 Teams get the role Viewer on … (dev): b1, b2, b3 and 24 more',
  ]);
});

test('none of the blocks takes the room of the others, and totals are true', () => {
  const sentences = Array.from({ length: 50 }, (_, index) =>
    grant(`g${index}`, Array.from({ length: index + 2 }, () => 'x').join(' ')),
  );
  const deletions = Array.from({ length: 3 }, (_, index) =>
    sampleChange({ address: `d${index}`, kind: `Kind${index}`, name: `d${index}`, action: 'delete' }),
  );
  const blocks = meaningBlocks([...sentences, ...deletions], 20);
  expect(blocks.map(({ lines, total, left }) => [lines.length, total, left])).toEqual([
    [17, 50, 33],
    [3, 3, 0],
  ]);
});

test('every sentence is counted once, in at most so many lines', () => {
  const words = fc.constantFrom('Team', 'API', 'a', 'b', 'c', 'gets', 'Admin', 'Viewer', 'public', 'private');
  const change = fc.record({
    effect: fc.constantFrom('widens' as const, 'narrows' as const),
    environment: fc.constantFrom('dev', 'prd'),
    meaning: fc.array(words, { minLength: 1, maxLength: 5 }).map((list) => list.join(' ')),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (list, most) => {
      const changes = list.map((overrides, index) => grant(`g${index}`, overrides.meaning, overrides));
      const blocks = meaningBlocks(changes, most);
      expect(blocks.flatMap(({ lines }) => lines).length).toBeLessThanOrEqual(most);
      expect(blocks.reduce((sum, { total }) => sum + total, 0)).toBe(meaningsOf(changes).length);
      for (const { lines, total, left } of blocks)
        expect(lines.reduce((sum, { count }) => sum + count, 0) + left).toBe(total);
    }),
  );
});

test('an apply tells what it did, not what it was to do', () => {
  const plan = samplePlan(['bookings']);
  const results = resultsOf(plan).map((result) =>
    result.address.startsWith('kong-air/prd/') ? { ...result, outcome: 'failed' as const } : result,
  );
  expect(tell(effectiveChanges(plan.changes, results))).toEqual([
    'Lets people see or do more (1)',
    'API bookings-dev is published on portal dev, private',
  ]);
  expect(tell(effectiveChanges(planOf(plan.changes).changes, undefined))).toHaveLength(3);
});
