import { sha256 } from '@konduct/core/value/digest';
import { fileInArchive } from './archive.ts';
import { fileName, type Machine, type ToolDescription } from './description.ts';
import { type Download, DownloadError } from './download.ts';
import type { Origin } from './place.ts';

/** The error of a release that could not be downloaded or is not the expected one. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  /** Whether the release may have been tampered with. */
  readonly suspicious: boolean;
  /** The fix, where the reason suggests one. */
  readonly fix: string | undefined;

  constructor(message: string, suspicious: boolean, fix?: string) {
    super(message);
    this.suspicious = suspicious;
    this.fix = fix;
  }
}

export interface ReleaseSource {
  /** The address of the releases, without the version. */
  readonly base: string;
  /** The expected digest of the release's checksums.txt. */
  readonly checksumsDigest: string | undefined;
  readonly download: Download;
  readonly signal?: AbortSignal | undefined;
}

export interface Release {
  readonly program: Uint8Array;
  readonly origin: Origin;
  /** The digest of its checksums.txt, if no other proof than that file exists. */
  readonly unvouched?: string;
}

const checksumsLimit = 64 * 1024;
const archiveLimit = 256 * 1024 * 1024;

/**
 * Takes the program from a release. Its proofs, strongest first: the archive's own digest in our table, a given digest
 * of checksums.txt, or only the checksums.txt in the release. If the first two are given, both must hold.
 *
 * @throws ReleaseError
 */
export async function takeRelease(
  tool: ToolDescription,
  version: string,
  machine: Machine,
  { base, checksumsDigest, download, signal }: ReleaseSource,
): Promise<Release> {
  const name = tool.release.archive(version, machine);
  if (name === undefined) throw new ReleaseError(`there is no release for ${machine.platform} ${machine.arch}`, false);
  const read = async (file: string, limit: number) => {
    try {
      return await download(`${base}/v${version}/${file}`, limit, signal);
    } catch (error) {
      const fix = error instanceof DownloadError ? error.fix : undefined;
      throw new ReleaseError(`${file} could not be read: ${reasonOf(error)}`, false, fix);
    }
  };

  const vouched = tool.release.vouched[name];
  const takeArchive = async (checksum: string, of: string) => {
    const archive = await read(name, archiveLimit);
    if (sha256(archive) !== checksum) throw new ReleaseError(`${name} does not have the checksum of ${of}`, true);
    return unpack(tool, archive, name, machine);
  };
  if (vouched !== undefined && checksumsDigest === undefined)
    return { program: await takeArchive(vouched, 'our table'), origin: 'vouched' };

  const checksums = await read('checksums.txt', checksumsLimit);
  const digest = sha256(checksums);
  if (checksumsDigest !== undefined && digest !== checksumsDigest)
    throw new ReleaseError(`its checksums.txt has the SHA-256 ${digest}, and not the one that was given`, true);
  const checksum = checksumOf(Buffer.from(checksums).toString('utf8'), name);
  if (checksum === undefined) throw new ReleaseError(`its checksums.txt does not name ${name}`, true);
  if (vouched !== undefined && checksum !== vouched)
    throw new ReleaseError(`its checksums.txt has another checksum of ${name} than our table`, true);
  const program = await takeArchive(checksum, 'its release');
  return { program, origin: `checksums ${digest}`, ...(checksumsDigest === undefined ? { unvouched: digest } : {}) };
}

function unpack(tool: ToolDescription, archive: Uint8Array, name: string, machine: Machine): Uint8Array {
  let program: Uint8Array | undefined;
  try {
    program = fileInArchive(archive, fileName(tool, machine));
  } catch (error) {
    throw new ReleaseError(`${name} cannot be unpacked: ${reasonOf(error)}`, true);
  }
  if (!program) throw new ReleaseError(`${name} does not hold ${tool.title}`, true);
  return program;
}

function checksumOf(text: string, name: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, digest, file] = /^([0-9a-f]{64}) [ *](.+?)\r?$/.exec(line) ?? [];
    if (file === name) return digest;
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
