import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { originOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import { manifestTable } from './table/manifest.ts';

const sectionKeys = new Map(Object.entries(manifestTable.keys).map(([name, key]) => [writtenName(name), key]));

/**
 * The top-level keys of all manifest files in one mapping; the members of a key that several files have are put
 * together.
 */
export interface Merged {
  readonly value: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Section {
  /** Whether the value is a list. The keys of its items are their positions. */
  readonly isList: boolean;
  readonly self: SourceRange | undefined;
  readonly items: Map<string, unknown>;
  readonly members: Map<string, { readonly key: SourceRange; readonly value: SourceRange }>;
}

/**
 * Puts the contents of manifest files together. A key given twice below a top-level key is reported with both places,
 * and the first counts: the caller sorts the files, so that the result is always the same. Lists are concatenated in
 * that order.
 */
export function mergeManifests(roots: readonly unknown[]): Merged {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map<string, Section>();
  for (const root of roots) {
    if (!isRecord(root)) continue;
    for (const [name, content] of Object.entries(root)) {
      // The check of the shape reports an unknown top-level key, such as the `rules` of another program.
      if (!sectionKeys.has(name)) continue;
      const isList = sectionKeys.get(name)?.schema.items !== undefined;
      // The check of the shape reports a value of the wrong type.
      const given = isList ? Array.isArray(content) && content : isRecord(content) && content;
      if (!given) continue;
      const origin = originOf(given);
      const section = sections.get(name) ?? { isList, self: origin?.self, items: new Map(), members: new Map() };
      sections.set(name, section);
      for (const [written, item] of Object.entries<unknown>(given)) {
        const key = isList ? String(section.items.size) : written;
        const place = origin?.members.get(written);
        if (section.items.has(key)) {
          diagnostics.push(duplicate(name, key, place?.key, section.members.get(key)?.key));
          continue;
        }
        section.items.set(key, item);
        if (place) section.members.set(key, place);
      }
    }
  }
  const value = Object.fromEntries([...sections].map(([name, section]) => [name, sectionValue(section)]));
  return { value, diagnostics };
}

function sectionValue({ isList, self, items, members }: Section): object {
  const value = isList ? [...items.values()] : Object.fromEntries(items);
  return self ? setOrigin(value, { self, members }) : value;
}

function duplicate(section: string, key: string, at: SourceRange | undefined, first: SourceRange | undefined) {
  const sectionKey = sectionKeys.get(section);
  const isMap = sectionKey?.schema.additionalProperties !== false;
  const noun = isMap ? sectionKey?.tables[0]?.schema.title?.toLowerCase() : undefined;
  const message =
    noun === undefined ? `\`${section}.${key}\` is given twice` : `The ${noun} \`${key}\` is defined twice`;
  return finding('manifest-duplicate', message, at, {
    cause: 'Manifest files are merged, and neither of two definitions wins over the other.',
    fix: 'Keep one of them.',
    related: [{ message: 'First defined here', at: first }],
  });
}
