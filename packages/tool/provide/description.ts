import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';

/** All there is to know of a program that other people made, to find it, to take its release and to build it. */
export interface ToolDescription {
  /** Of the program, and of its folder in a tool cache. */
  readonly name: string;
  /** As its makers write it. */
  readonly title: string;
  /** The version that Konduct is made and tested with, without `v`. */
  readonly version: string;
  /** The environment variable that names the program, wherever it is. */
  readonly variable: string;
  /** The input that takes the digest of a release's checksums.txt. */
  readonly checksumsInput: string;
  /** The arguments that make it print its version. */
  readonly versionArgs: readonly string[];
  /** Finds the version in what it prints, without `v`, as its first group. */
  readonly versionPattern: RegExp;
  readonly release: ReleaseDescription;
  readonly source: {
    /** The Go module, which is the main package as well. */
    readonly module: string;
    /** The variable of its code that the linker writes the version into, with `v`. */
    readonly versionVariable: string;
  };
  readonly findings: {
    readonly missing: DiagnosticCode;
    readonly untrusted: DiagnosticCode;
    /** What a run that goes on without it does not do. Left out, a run cannot go on. */
    readonly without?: string;
  };
}

export interface ReleaseDescription {
  /** Where releases are: `<base>/v<version>/<file>`. */
  readonly base: string;
  /** The archive of a version for a machine; undefined where there is none. */
  readonly archive: (version: string, machine: Machine) => string | undefined;
  /** SHA-256 by the names of archives that we vouch for. */
  readonly vouched: Readonly<Record<string, string>>;
}

/** The machine a program is for, in Node's words. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** Names archives as GoReleaser does, with one archive for both architectures of a Mac. */
export function goReleaserArchive(name: string): ReleaseDescription['archive'] {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
  return (version, { platform, arch }) => {
    const architecture = architectures[arch];
    if (architecture === undefined) return undefined;
    switch (platform) {
      case 'linux':
        return `${name}_${version}_linux_${architecture}.tar.gz`;
      case 'darwin':
        return `${name}_${version}_darwin_all.tar.gz`;
      case 'win32':
        // There is no release for Windows on arm64, which runs the other one.
        return `${name}_${version}_windows_amd64.tar.gz`;
      default:
        return undefined;
    }
  };
}

/** The file name of a program on a machine. */
export function fileName({ name }: Pick<ToolDescription, 'name'>, { platform }: Pick<Machine, 'platform'>): string {
  return platform === 'win32' ? `${name}.exe` : name;
}

/** Whether a text is a version as releases have it; it becomes part of paths and addresses. */
export function isVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(text);
}
