import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Version } from './version.ts';

function version(text: string): Version {
  const parsed = Version.parse(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe('Version', () => {
  test('orders versions as semver.org does', () => {
    const ordered =
      '0.0.1 0.1.0 1.0.0-1 1.0.0-2 1.0.0-11 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0 1.9.0 1.10.0 2.0.0';
    const versions = ordered.split(' ').map(version);
    for (const [left, a] of versions.entries()) {
      for (const [right, b] of versions.entries()) expect(Math.sign(a.compare(b))).toBe(Math.sign(left - right));
    }
    expect(version('1.0.0+a').compare(version('1.0.0+b'))).toBe(0);
  });

  test.each([
    '',
    '1',
    '1.2',
    'v1.2.3',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3+',
    '1.2.3-a..b',
    ' 1.2.3',
    `1.2.3-${'a'.repeat(300)}`,
  ])('refuses %.20j', (text) => {
    expect(Version.parse(text)).toBeUndefined();
  });

  test('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (major, minor, patch) => {
        const text = `${major}.${minor}.${patch}-rc.1+build`;
        expect(version(text)).toMatchObject({ major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch) });
        expect(String(version(text))).toBe(text);
      }),
    );
  });
});
