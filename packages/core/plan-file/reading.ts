import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { planFile as hasShape } from '../shape/validators.generated.js';
import type { SourceFile } from '../source/source-file.ts';
import { isRecord } from '../value/record.ts';
import { partDigests, wholeDigest } from './part-digest.ts';
import { type PlanFile, planFileFormat } from './plan-file.ts';
import { staleFile } from './stale.ts';
import { deviationOf, otherFile, parsedJson } from './written-json.ts';

/** A plan file that was read, or the reason why it is not one of this Konduct, unchanged. */
export type PlanFileReading =
  | { readonly type: 'file'; readonly file: PlanFile }
  | { readonly type: 'refused'; readonly diagnostic: Diagnostic };

/**
 * Reads a plan file. It must have been made by this version of Konduct and not been edited since: each of its parts has
 * a digest.
 *
 * @param version of this Konduct
 */
export function readPlanFile(source: SourceFile, version: string): PlanFileReading {
  const { path, text } = source;
  const value = parsedJson(text);
  const again = 'Make it again with `konduct plan --plan-file`; a plan file is written by Konduct alone.';
  if (!isRecord(value)) {
    const cause = value === undefined ? 'It is not JSON: it was cut off, or edited' : 'It is JSON of another kind';
    return refused(staleFile(source, 0, `${path} is no plan file`, cause, again));
  }
  const other = otherFile(value, 'plan-file.schema.json');
  if (other) {
    const fix = `${other.use}, or name a file that \`konduct plan --plan-file\` wrote.`;
    return refused(staleFile(source, 0, `${path} is ${other.name} and no plan file`, undefined, fix));
  }
  const { format, konduct, mode } = value;
  if (format !== planFileFormat) {
    const cause = `Its \`format\` is ${words(format)}, and this Konduct reads and writes ${planFileFormat}`;
    return refused(staleFile(source, lineOf(text, 'format'), `${path} has another format`, cause, again));
  }
  if (konduct !== version) {
    const message = `${path} was made by Konduct ${typeof konduct === 'string' ? konduct : words(konduct)}, and this is ${version}`;
    const cause = 'Another version may plan something else from the same files';
    return refused(
      staleFile(source, lineOf(text, 'konduct'), message, cause, 'Plan again with the version that applies.'),
    );
  }
  if (typeof mode === 'string' && mode !== 'apply') {
    const message = `${path} is a plan of ${mode}, and only one of apply is carried out`;
    return refused(staleFile(source, lineOf(text, 'mode'), message, 'Each mode does something else', again));
  }
  const edited = `${path} was changed after Konduct wrote it`;
  if (!isPlanFile(value)) {
    const [error] = hasShape.errors ?? [];
    const where = error?.instancePath ? `\`${error.instancePath.slice(1).replaceAll('/', '.')}\`` : 'It';
    return refused(staleFile(source, 0, edited, `${where} ${error?.message ?? 'has another shape'}`, again));
  }
  const deviation = deviationOf(text, value);
  if (deviation) return refused(staleFile(source, deviation.offset, edited, deviation.cause, again));
  const { parts, digest, ...content } = value;
  const present = partDigests(content);
  const changed = [...new Set([...Object.keys(present), ...Object.keys(parts)])].find(
    (name) => present[name] !== parts[name],
  );
  if (changed !== undefined) {
    const cause = `The part \`${changed}\` is not what its digest in \`parts\` says`;
    return refused(staleFile(source, lineOf(text, keyOf(changed)), edited, cause, again));
  }
  if (digest !== wholeDigest(content, parts))
    return refused(staleFile(source, lineOf(text, 'digest'), edited, 'Its `digest` is not that of its content', again));
  return { type: 'file', file: value };
}

function refused(diagnostic: Diagnostic): PlanFileReading {
  return { type: 'refused', diagnostic };
}

/** The validator is made from the schema of this type. */
function isPlanFile(value: unknown): value is PlanFile {
  return hasShape(value);
}

function words(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40);
}

/** The key under which a part stands in the file: `changes of acme` is below `changes`. */
function keyOf(part: string): string {
  const [list = '', ...rest] = part.split(' of ');
  return rest.length === 0 && part.startsWith('organization ') ? 'organizations' : list;
}

/** The offset of the line that begins with a key, or 0. */
function lineOf(text: string, key: string): number {
  const found = new RegExp(`^ *${JSON.stringify(key)}: `, 'm').exec(text);
  return found ? found.index + found[0].indexOf('"') : 0;
}
