import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { originOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { isRecord } from '../value/record.ts';
import { writtenName } from './key/key.ts';
import { manifestTable } from './table/manifest.ts';

const sectionKeys = new Map(Object.entries(manifestTable.keys).map(([name, key]) => [writtenName(name), key]));

/** The top-level keys of all manifest files in one mapping, each one's members put together. */
export interface Merged {
  readonly value: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Section {
  /** Whether it is a list, whose items have positions for keys. */
  readonly isList: boolean;
  readonly self: SourceRange | undefined;
  readonly items: Map<string, unknown>;
  readonly members: Map<string, { readonly key: SourceRange; readonly value: SourceRange }>;
}

/**
 * Puts the contents of manifest files together. A key given twice below a top-level key is reported with both places,
 * and the first counts: the caller passes files in an order that does not depend on chance. Lists are put behind each
 * other in that order.
 */
export function mergeManifests(roots: readonly unknown[]): Merged {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map<string, Section>();
  for (const root of roots) {
    if (!isRecord(root)) continue;
    for (const [name, content] of Object.entries(root)) {
      // What is no section, such as the `rules` of another program, is told as that by the check of the shape.
      if (!sectionKeys.has(name)) continue;
      const isList = sectionKeys.get(name)?.schema.items !== undefined;
      // What has the wrong type is reported by the check of the shape.
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
