/** The whole syntax of https://semver.org: no leading zeros, pre-release and build parts checked. */
const syntax =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?(?:\+([\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*))?$/;
const longest = 256;

/** A semantic version. Build metadata is kept in its text and ignored by comparison, as semver.org wants it. */
export class Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly #text: string;
  readonly #preRelease: readonly string[];

  private constructor(text: string, parts: RegExpExecArray) {
    this.#text = text;
    this.major = BigInt(parts[1] ?? 0);
    this.minor = BigInt(parts[2] ?? 0);
    this.patch = BigInt(parts[3] ?? 0);
    this.#preRelease = parts[4]?.split('.') ?? [];
  }

  /** The version written as `text`, or undefined if that is not a semantic version. */
  static parse(text: string): Version | undefined {
    const parts = text.length > longest ? null : syntax.exec(text);
    return parts ? new Version(text, parts) : undefined;
  }

  /** Negative, zero or positive as this version is older than, as old as or newer than `other`. */
  compare(other: Version): number {
    return (
      compareValues(this.major, other.major) ||
      compareValues(this.minor, other.minor) ||
      compareValues(this.patch, other.patch) ||
      comparePreReleases(this.#preRelease, other.#preRelease)
    );
  }

  toString(): string {
    return this.#text;
  }
}

/** A release is newer than its pre-releases; numbers count as older than words. */
function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const [leftIsNumber, rightIsNumber] = [isNumber(left), isNumber(right)];
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
    const order = leftIsNumber ? compareValues(BigInt(left), BigInt(right)) : compareValues(left, right);
    if (order !== 0) return order;
  }
  return a.length === b.length ? 0 : -1;
}

function isNumber(part: string): boolean {
  return /^\d+$/.test(part);
}

function compareValues<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
