/** The version of decK that Konduct is made and tested with. */
export const defaultDeckVersion = '1.64.0';

/** Where Kong publishes decK. */
export const releaseBase = 'https://github.com/Kong/deck/releases/download';

/**
 * SHA-256 of the `checksums.txt` of each release that we have vouched for. The file itself comes from the same place as
 * the archives, so that it proves nothing alone: a version that is not here is downloaded only where the caller gives the
 * digest, and is built from source otherwise.
 */
export const vouchedChecksums: Readonly<Record<string, string>> = {};

/** The machine a binary is for, in Node's words. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** Whether a text is a version as releases of decK have it; it becomes part of paths and addresses. */
export function isDeckVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(text);
}

/** The name of the archive for a machine, or undefined where there is none. */
export function archiveName(version: string, { platform, arch }: Machine): string | undefined {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
  const architecture = architectures[arch];
  if (architecture === undefined) return undefined;
  switch (platform) {
    case 'linux':
      return `deck_${version}_linux_${architecture}.tar.gz`;
    case 'darwin':
      return `deck_${version}_darwin_all.tar.gz`;
    case 'win32':
      // There is no release for Windows on arm64, which runs the other one.
      return `deck_${version}_windows_amd64.tar.gz`;
    default:
      return undefined;
  }
}

/** The name of the program on a machine. */
export function programName({ platform }: Pick<Machine, 'platform'>): string {
  return platform === 'win32' ? 'deck.exe' : 'deck';
}
