import { expect, test } from 'vitest';
import { digestOf, readRecord, writeRecord } from './record.ts';

const record = {
  repository: 'https://github.com/KongAirlines/flights.git',
  branch: 'dev',
  path: 'openapi.yaml',
  commit: '0123456789012345678901234567890123456789',
  digest: digestOf(Buffer.from('x')),
};

test('what is written is read, whatever YAML could make of it', () => {
  for (const odd of ['dev', '0123', 'yes', 'a: b', '#x', '1e5'])
    expect(readRecord(writeRecord({ ...record, branch: odd }))).toEqual({ ...record, branch: odd });
  expect(writeRecord(record)).toMatch(/^# Where the specification beside this file came from\./);
});

test.each(['', '[]', 'repository: x', '{', `repository: [${'x,'.repeat(10)}]`])('%j is as good as none', (text) => {
  expect(readRecord(text)).toBeUndefined();
});
