import { type Diagnostic, hasErrors } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Dialect } from '../shape/dialect.ts';
import type { JsonSchema } from '../shape/json-schema.ts';
import { shapeProblems } from '../shape/shape.ts';
import { acceptedChanges as validator } from '../shape/validators.generated.js';
import { rangeOf } from '../source/origin.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { definitionsOf } from './key/table.ts';
import { Reading } from './reading.ts';
import { manifestCodes } from './shape.ts';
import { acceptedChangesTable, type WrittenAcceptedChange } from './table/accepted-change.ts';

/** The name of the file with accepted changes, in whatever folder it lies. */
export const acceptedChangesName = 'accepted-changes.yaml';

/** An entry of the file. `rangeOf` finds where it stands. */
export interface AcceptedChangeEntry extends WrittenAcceptedChange {
  readonly rule: string;
  readonly reason: string;
  readonly until: string;
}

export interface AcceptedChanges {
  readonly entries: readonly AcceptedChangeEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

const dialect: Dialect = {
  whole: 'The file',
  one: 'a file with accepted changes',
  code: (fault) => manifestCodes[fault],
  quotes: () => true,
  listsKeys: true,
  lenient: true,
};

/** The JSON Schema of the file: `readAcceptedChanges` checks files with it, and editors complete keys with it. */
export const acceptedChangesSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/konduct/konduct/main/schemas/accepted-changes.schema.json',
  ...acceptedChangesTable.schema,
  $defs: definitionsOf(acceptedChangesTable),
};

/** Reads a file with accepted changes. An entry with a mistake accepts nothing. */
export function readAcceptedChanges(file: SourceFile): AcceptedChanges {
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return { entries: [], diagnostics };
  const problems = shapeProblems(validator, value, file.path, dialect);
  const { acceptedChanges } = acceptedChangesTable.read(new Reading(value, new Map([[file.path, file]])), '');
  const wrongDays = acceptedChanges.flatMap((entry) => {
    const { until } = entry;
    if (until === undefined || isDay(until)) return [];
    const fix = 'Write the year, the month and the day: 2026-12-31.';
    return [
      finding('manifest-value', `\`until\` ${JSON.stringify(until)} is no day`, rangeOf(entry, 'until'), { fix }),
    ];
  });
  return { entries: acceptedChanges.filter(isWhole), diagnostics: [...diagnostics, ...problems, ...wrongDays] };
}

function isWhole(entry: WrittenAcceptedChange): entry is AcceptedChangeEntry {
  return Boolean(entry.rule && entry.reason && entry.until && isDay(entry.until));
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
