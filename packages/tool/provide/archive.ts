import { gunzipSync } from 'node:zlib';

const block = 512;
const largest = 512 * 1024 * 1024;

/**
 * The file with this name at the top of a `.tar.gz`. Nothing is unpacked to disk, so that paths in an archive have no
 * effect.
 *
 * @throws Error when it is not such an archive
 */
export function fileInArchive(archive: Uint8Array, name: string): Buffer | undefined {
  const tar = gunzipSync(archive, { maxOutputLength: largest });
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return undefined;
    const size = Number.parseInt(field(header, 124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size in the archive is not a number');
    const type = field(header, 156, 1);
    if (field(header, 0, 100).replace(/^\.\//, '') === name && (type === '0' || type === '')) {
      const end = at + block + size;
      if (end > tar.length) throw new Error('the archive ends too early');
      return tar.subarray(at + block, end);
    }
    at += block + Math.ceil(size / block) * block;
  }
  return undefined;
}

function field(header: Buffer, start: number, length: number): string {
  const text = header.subarray(start, start + length).toString('latin1');
  const end = text.indexOf('\0');
  return (end < 0 ? text : text.slice(0, end)).trim();
}
