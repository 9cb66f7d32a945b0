import { expect, test } from 'vitest';
import { noRecord, readRecord, writeRecord } from './record.ts';

const finding = { code: 'deck-failed', message: 'no', line: 3, column: 7 } as const;

test('what is written is read again, and a record without anything held has no word of it', () => {
  const services = new Map([['b', { inputs: '1', output: '2' }]]);
  const record = { services, state: { inputs: '3', output: '4' }, held: new Map() };
  expect(readRecord(writeRecord(record))).toEqual(record);
  expect(writeRecord(record)).not.toContain('held');
  const held = new Map([['a', { specification: 'd', findings: [{ ...finding, fix: 'mend' }] }]]);
  expect(readRecord(writeRecord({ ...record, state: undefined, held }))).toEqual({ services, state: undefined, held });
});

test('what has not the shape of ours is left out', () => {
  const findings = [
    finding,
    { ...finding, code: 'constructor' },
    { ...finding, line: '1' },
    { ...finding, line: 0, cause: 7 },
    { code: 'deck-failed', line: 1, column: 1 },
    null,
  ];
  const text = JSON.stringify({ version: 1, services: {}, held: { a: { specification: 'd', findings }, b: [], c: 1 } });
  const placeless = { code: 'deck-failed', message: 'no' };
  const expected = [finding, placeless, placeless];
  expect(readRecord(text).held).toEqual(new Map([['a', { specification: 'd', findings: expected }]]));
  expect(readRecord('{"version": 2}')).toBe(noRecord);
});
