import { createHash } from 'node:crypto';
import { fileInArchive } from './archive.ts';
import { archiveName, type Machine, programName } from './release.ts';

/** Reads what is at an address. Rejects when that cannot be done or is larger than the limit. */
export type Download = (url: string, limit: number) => Promise<Uint8Array>;

/** Why a release was not taken: it could not be had, or it is not what it should be. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  readonly trusted: boolean;

  constructor(message: string, trusted: boolean) {
    super(message);
    this.trusted = trusted;
  }
}

const checksumsLimit = 64 * 1024;
const archiveLimit = 256 * 1024 * 1024;
const seconds = 120;

/**
 * The binary of a release: the checksums file must have the digest we vouch for, and the archive the checksum that
 * stands in it.
 *
 * @throws ReleaseError
 */
export async function downloadRelease(
  version: string,
  machine: Machine,
  base: string,
  checksumsDigest: string,
  download: Download,
): Promise<Buffer> {
  const name = archiveName(version, machine);
  if (name === undefined) throw new ReleaseError(`there is no release for ${machine.platform} ${machine.arch}`, true);
  const read = async (file: string, limit: number) => {
    try {
      return await download(`${base}/v${version}/${file}`, limit);
    } catch (error) {
      throw new ReleaseError(`${file} could not be read: ${error instanceof Error ? error.message : error}`, true);
    }
  };
  const checksums = await read('checksums.txt', checksumsLimit);
  if (sha256(checksums) !== checksumsDigest.toLowerCase())
    throw new ReleaseError('checksums.txt does not have the digest that is vouched for', false);
  const wanted = checksumOf(Buffer.from(checksums).toString('utf8'), name);
  if (wanted === undefined) throw new ReleaseError(`checksums.txt does not name ${name}`, false);
  const archive = await read(name, archiveLimit);
  if (sha256(archive) !== wanted) throw new ReleaseError(`${name} does not have the checksum of its release`, false);
  let binary: Buffer | undefined;
  try {
    binary = fileInArchive(archive, programName(machine));
  } catch (error) {
    throw new ReleaseError(`${name} cannot be unpacked: ${error instanceof Error ? error.message : error}`, false);
  }
  if (!binary) throw new ReleaseError(`${name} does not hold decK`, false);
  return binary;
}

function checksumOf(text: string, name: string): string | undefined {
  for (const line of text.split('\n')) {
    const [, digest, file] = /^([0-9a-f]{64}) [ *](.+?)\r?$/.exec(line) ?? [];
    if (file === name) return digest;
  }
  return undefined;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Downloads over the network, with a limit on time and on size. */
export const networkDownload: Download = async (url, limit) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(seconds * 1000) });
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > limit) throw new Error('it is larger than it can be');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
