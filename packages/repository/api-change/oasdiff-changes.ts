import { type ApiChange, type ApiChangeLevel, apiChangeLevels } from '@konduct/core/run/api-change';
import { compareText } from '@konduct/core/value/compare-text';
import { isRecord } from '@konduct/core/value/record';

const levels: Readonly<Record<number, ApiChangeLevel>> = { 3: 'breaking', 2: 'risky', 1: 'harmless' };

/** Rules about `info.version`, which are dropped: reports show both versions themselves, in any format. */
const aboutVersions: ReadonlySet<string> = new Set([
  'api-version-not-bumped',
  'api-version-decreased',
  'api-major-version-not-bumped',
]);

/** A change in oasdiff's answer, with lines of the files that oasdiff was given. */
export interface FoundChange extends Omit<ApiChange, 'line' | 'lineOf'> {
  readonly path?: string;
  readonly method?: string;
  /** Line numbers in these files. */
  readonly lineBefore?: number;
  readonly lineAfter?: number;
  /** `paths`, `components`, … */
  readonly section: string;
}

/** Reads oasdiff's list of changes. Undefined for any other text. */
export function readChanges(json: string): readonly FoundChange[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(json.trim() || '[]');
  } catch {
    return undefined;
  }
  return Array.isArray(list) ? list.flatMap((item: unknown) => readChange(item) ?? []) : undefined;
}

function readChange(item: unknown): FoundChange | undefined {
  if (!isRecord(item)) return undefined;
  const { id, text, comment, level, operation, path, section, baseSource, revisionSource } = item;
  if (typeof text !== 'string' || (typeof id === 'string' && aboutVersions.has(id))) return undefined;
  const method = textOf(operation);
  const where = textOf(path);
  const at = [method, where].filter((part) => part !== undefined).join(' ');
  const rule = textOf(id);
  const reason = textOf(withoutOptions(textOf(comment) ?? ''));
  const lineBefore = lineOf(baseSource);
  const lineAfter = lineOf(revisionSource);
  return {
    level: levels[Number(level)] ?? 'harmless',
    ...(at === '' ? {} : { operation: at }),
    text,
    section: textOf(section) ?? '',
    ...(rule === undefined ? {} : { rule }),
    ...(reason === undefined ? {} : { reason }),
    ...(where === undefined ? {} : { path: where }),
    ...(method === undefined ? {} : { method: method.toLowerCase() }),
    ...(lineBefore === undefined ? {} : { lineBefore }),
    ...(lineAfter === undefined ? {} : { lineAfter }),
  };
}

/** A reason without the sentences about options of oasdiff (`--severity-levels`): its readers do not run oasdiff. */
function withoutOptions(reason: string): string {
  return reason
    .replace(/\s+/g, ' ')
    .replace(/\s*[^.]*\s--[a-z][^.]*\.?/g, '')
    .trim();
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function lineOf(source: unknown): number | undefined {
  const line = isRecord(source) ? source.line : undefined;
  return typeof line === 'number' && Number.isSafeInteger(line) && line > 0 ? line : undefined;
}

/** The changes in the order of reports, each once: oasdiff's own order is not always the same. */
export function orderChanges(changes: readonly ApiChange[]): readonly ApiChange[] {
  const keyed = new Map(changes.map((change) => [keyOf(change), change]));
  return [...keyed]
    .sort(
      ([a, one], [b, other]) =>
        apiChangeLevels.indexOf(one.level) - apiChangeLevels.indexOf(other.level) || compareText(a, b),
    )
    .map(([, change]) => change);
}

/**
 * The sort key of a change: by path, so that operations of one path stand together. Changes without an operation come
 * last.
 */
function keyOf({ operation = '', rule = '', text, line }: ApiChange): string {
  const [method = '', ...path] = operation.split(' ');
  const where = operation === '' ? '\uffff' : path.join(' ');
  return [where, method, rule, text, String(line ?? 0).padStart(9, '0')].join('\0');
}
