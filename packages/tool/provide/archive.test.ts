import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileInArchive } from './archive.ts';
import { tarball } from './releases.fixture.ts';

test('a file at the top is found, and none in a folder', () => {
  const bytes = tarball({ 'folder/spanner': 'no', './spanner': 'yes', LICENSE: 'x' });
  expect(fileInArchive(bytes, 'spanner')?.toString()).toBe('yes');
  expect(fileInArchive(bytes, 'hammer')).toBeUndefined();
});

test('an archive that is cut off is not taken', () => {
  const header = Buffer.alloc(512);
  header.write('spanner', 0);
  header.write('00000777777\0', 124);
  header.write('0', 156);
  expect(() => fileInArchive(gzipSync(header), 'spanner')).toThrow('ends too early');
});
