import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { deviationOf, otherFile, parsedJson, placeAt } from '../plan-file/written-json.ts';
import { snapshot as hasShape } from '../shape/validators.generated.js';
import type { SourceFile } from '../source/source-file.ts';
import { isRecord } from '../value/record.ts';
import { digestOf, type Snapshot, snapshotFormat } from './snapshot.ts';

/**
 * A snapshot that was read, or the reason why it cannot be planned against. `outdated`: it was written by a Konduct with
 * another format, and is not broken.
 */
export type SnapshotReading =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'refused' | 'outdated'; readonly diagnostic: Diagnostic };

/**
 * Reads a snapshot, which must be as Konduct wrote it, to the byte. Its digest finds accidents; it proves nothing about
 * the author.
 */
export function readSnapshot(source: SourceFile): SnapshotReading {
  const { path, text } = source;
  const again = 'Write a new one with `konduct apply --snapshot-file`; a snapshot is written by Konduct alone.';
  const refused = (message: string, cause: string | undefined, fix = again, offset = 0): Diagnostic =>
    finding('snapshot-unusable', message, placeAt(source, offset), { cause, fix });
  const value = parsedJson(text);
  if (!isRecord(value)) {
    const cause = value === undefined ? 'It is not JSON: it was cut off, or edited' : 'It is JSON of another kind';
    return { type: 'refused', diagnostic: refused(`${path} is no snapshot`, cause) };
  }
  const other = otherFile(value, 'snapshot.schema.json');
  if (other) {
    const fix = `${other.use}, or name a file that \`konduct apply --snapshot-file\` wrote.`;
    return { type: 'refused', diagnostic: refused(`${path} is ${other.name} and no snapshot`, undefined, fix) };
  }
  const { format } = value;
  if (format !== snapshotFormat) {
    const isOther = typeof format === 'number';
    const cause = isOther
      ? `Its \`format\` is ${format}, and this Konduct reads and writes ${snapshotFormat}`
      : 'It has no `format`';
    const message = isOther ? `${path} has another format` : `${path} is no snapshot`;
    return { type: isOther ? 'outdated' : 'refused', diagnostic: refused(message, cause) };
  }
  const edited = `${path} was changed after Konduct wrote it`;
  if (!isSnapshot(value)) {
    const [error] = hasShape.errors ?? [];
    const where = error?.instancePath ? `\`${error.instancePath.slice(1).replaceAll('/', '.')}\`` : 'It';
    return { type: 'refused', diagnostic: refused(edited, `${where} ${error?.message ?? 'has another shape'}`) };
  }
  const { digest, ...content } = value;
  const deviation = deviationOf(text, { ...content, digest });
  if (deviation) return { type: 'refused', diagnostic: refused(edited, deviation.cause, again, deviation.offset) };
  if (digest !== digestOf(content))
    return { type: 'refused', diagnostic: refused(edited, 'Its `digest` is not that of its content') };
  return { type: 'snapshot', snapshot: value };
}

/** The validator is made from the schema of this type. */
function isSnapshot(value: unknown): value is Snapshot {
  return hasShape(value);
}
