import { expect, test } from 'vitest';
import { fileName, goReleaserArchive } from './description.ts';

test.each([
  ['linux', 'arm64', 'spanner_1.2.3_linux_arm64.tar.gz'],
  ['linux', 'x64', 'spanner_1.2.3_linux_amd64.tar.gz'],
  ['darwin', 'arm64', 'spanner_1.2.3_darwin_all.tar.gz'],
  ['win32', 'arm64', 'spanner_1.2.3_windows_amd64.tar.gz'],
  ['linux', 's390x', undefined],
  ['aix', 'x64', undefined],
])('the archive for %s on %s', (platform, arch, name) => {
  expect(goReleaserArchive('spanner')('1.2.3', { platform, arch })).toBe(name);
});

test('programs of Windows have an ending', () => {
  expect(fileName({ name: 'spanner' }, { platform: 'win32' })).toBe('spanner.exe');
});
