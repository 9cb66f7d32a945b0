import { evaluationError } from '../engine-error.ts';
import { Version } from '../version.ts';
import type { CelFunction } from './function.ts';

/** Named and behaving as in Kubernetes' CEL library. */
export const semverFunctions: readonly CelFunction[] = [
  {
    name: 'isSemver',
    signature: 'isSemver(string): bool',
    description: 'Whether a text is a semantic version.',
    example: "isSemver('1.2.3-rc.1') && !isSemver('v1.2')",
    handler: (text: string) => Version.parse(text) !== undefined,
  },
  {
    name: 'semver',
    signature: 'semver(string): Semver',
    description: 'The semantic version a text stands for; fails for any other text.',
    example: "semver('1.2.3+a') == semver('1.2.3+b')",
    handler: parse,
  },
  {
    name: 'compareTo',
    signature: 'Semver.compareTo(Semver): int',
    description: '-1, 0 or 1 as a version is older than, as old as or newer than another.',
    example: "semver('1.9.0').compareTo(semver('1.10.0')) == -1",
    handler: (left: Version, right: Version) => BigInt(Math.sign(left.compare(right))),
  },
  {
    name: 'isLessThan',
    signature: 'Semver.isLessThan(Semver): bool',
    description: 'Whether a version is older than another.',
    example: "semver('2.0.0-rc.1').isLessThan(semver('2.0.0'))",
    handler: (left: Version, right: Version) => left.compare(right) < 0,
  },
  {
    name: 'isGreaterThan',
    signature: 'Semver.isGreaterThan(Semver): bool',
    description: 'Whether a version is newer than another.',
    example: "semver('2.0.0').isGreaterThan(semver('1.99.0'))",
    handler: (left: Version, right: Version) => left.compare(right) > 0,
  },
  {
    name: 'major',
    signature: 'Semver.major(): int',
    description: 'The first number of a version.',
    example: "semver('4.2.0').major() == 4",
    handler: (version: Version) => version.major,
  },
  {
    name: 'minor',
    signature: 'Semver.minor(): int',
    description: 'The second number of a version.',
    example: "semver('4.2.0').minor() == 2",
    handler: (version: Version) => version.minor,
  },
  {
    name: 'patch',
    signature: 'Semver.patch(): int',
    description: 'The third number of a version.',
    example: "semver('4.2.7').patch() == 7",
    handler: (version: Version) => version.patch,
  },
];

function parse(text: string): Version {
  const version = Version.parse(text);
  if (version) return version;
  throw evaluationError('invalid_semver', `"${text}" is not a semantic version`);
}
