import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { originOf, setOrigin } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { isRecord } from '../value/record.ts';

const nouns: Readonly<Record<string, string>> = {
  teams: 'team',
  organizations: 'organization',
  'environment-types': 'environment type',
};

/** The top-level keys of all manifest files in one mapping, each one's members put together. */
export interface Merged {
  readonly value: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Section {
  readonly self: SourceRange | undefined;
  readonly items: Map<string, unknown>;
  readonly members: Map<string, { readonly key: SourceRange; readonly value: SourceRange }>;
}

/**
 * Puts the contents of manifest files together. A key given twice below a top-level key is reported with both places,
 * and the first counts: the caller passes files in an order that does not depend on chance.
 */
export function mergeManifests(roots: readonly unknown[]): Merged {
  const diagnostics: Diagnostic[] = [];
  const sections = new Map<string, Section>();
  for (const root of roots) {
    if (!isRecord(root)) continue;
    for (const [name, content] of Object.entries(root)) {
      if (!isRecord(content)) continue;
      const origin = originOf(content);
      const section = sections.get(name) ?? { self: origin?.self, items: new Map(), members: new Map() };
      sections.set(name, section);
      for (const [key, item] of Object.entries(content)) {
        const place = origin?.members.get(key);
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

function sectionValue({ self, items, members }: Section): object {
  const value = Object.fromEntries(items);
  return self ? setOrigin(value, { self, members }) : value;
}

function duplicate(section: string, key: string, at: SourceRange | undefined, first: SourceRange | undefined) {
  const noun = nouns[section];
  const message =
    noun === undefined ? `\`${section}.${key}\` is given twice` : `The ${noun} \`${key}\` is defined twice`;
  return finding('manifest-duplicate', message, at, {
    cause: 'Manifest files are merged, and neither of two definitions wins over the other.',
    fix: 'Keep one of them.',
    related: [{ message: 'First defined here', at: first }],
  });
}
