import type { DiagnosticCode } from '@konduct/core/diagnostic/codes';

/** The description of a third-party program: how to find it, to take its release and to build it. */
export interface ToolDescription {
  /** The name of the program and of its folder in a tool cache. */
  readonly name: string;
  /** The name in its makers' spelling. */
  readonly title: string;
  /** The version that Konduct is tested with, without `v`. */
  readonly version: string;
  /** The environment variable with the path of the program. */
  readonly variable: string;
  /** The input for the digest of a release's checksums.txt. */
  readonly checksumsInput: string;
  /** The arguments with which it prints its version. */
  readonly versionArgs: readonly string[];
  /** Finds the version in its output, without `v`, as the first group. */
  readonly versionPattern: RegExp;
  readonly release: ReleaseDescription;
  readonly source: {
    /** The Go module, which is also the main package. */
    readonly module: string;
    /** The variable in its code for the version, which the linker sets, with `v`. */
    readonly versionVariable: string;
  };
  readonly findings: {
    readonly missing: DiagnosticCode;
    readonly untrusted: DiagnosticCode;
    /** The feature that a run lacks without the program. Absent: a run cannot go on without it. */
    readonly without?: string;
  };
}

export interface ReleaseDescription {
  /** The address of releases: `<base>/v<version>/<file>`. */
  readonly base: string;
  /** The archive of a version for a machine; undefined where there is none. */
  readonly archive: (version: string, machine: Machine) => string | undefined;
  /** The SHA-256 of archives that Konduct vouches for, by name. */
  readonly vouched: Readonly<Record<string, string>>;
}

/** The platform and architecture of a machine, in Node's words. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** The names of archives as GoReleaser makes them, with one archive for both architectures of macOS. */
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
        // There is no release for Windows on arm64, which can run this one.
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

/** Whether a text is a version of a release. It becomes part of paths and addresses. */
export function isVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(text);
}
